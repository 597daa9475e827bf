package dev.trestle.records.index;

import dev.trestle.kernel.sealing.KeyedHash;
import dev.trestle.kernel.sealing.Keyring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keyed tokens, one key for each parameter (DESIGN §6 Sealing). Names are found by their first
 * three to eight letters; what is shorter matches whole names only, what is longer is verified on
 * the opened body.
 */
public final class Tokens {
  /** Shortest prefix in the index. */
  public static final int PREFIX_MIN = 3;

  /** Longest prefix in the index. */
  public static final int PREFIX_MAX = 8;

  private static final int MONTH_LENGTH = "1980-05".length();
  private static final int YEAR_LENGTH = "1980".length();
  private static final String IDENTIFIER = "identifier";

  /** Codes whose tokens are kept in memory; they are few and come again and again. */
  private static final int KNOWN_CODES = 10_000;

  private final Keyring keyring;
  private final Map<Code, Long> codes = new ConcurrentHashMap<>();

  private record Code(String parameter, String value) {
    @Override
    public String toString() {
      return "Code[" + parameter + "]";
    }
  }

  public Tokens(Keyring keyring) {
    this.keyring = keyring;
  }

  /** Whether a text parameter has no tokens of its own but those of family and given. */
  public static boolean isUnion(Parameter parameter) {
    return parameter.name().equals("name") && parameter.paths().contains(List.of("name", "family"));
  }

  public long token(String parameter, String value) {
    return keyring.index(parameter).hash64(List.of(value));
  }

  /** The same for a code, which is no patient's own. */
  long code(String parameter, String value) {
    Code code = new Code(parameter, value);
    Long known = codes.get(code);
    if (known != null) {
      return known;
    }
    if (codes.size() >= KNOWN_CODES) {
      codes.clear();
    }
    long token = token(parameter, value);
    codes.put(code, token);
    return token;
  }

  /** The tokens of a name: its prefixes, or itself when it is shorter than any. */
  List<Long> prefixes(String parameter, String text) {
    String folded = TextFolding.fold(text);
    List<Long> result = new ArrayList<>();
    if (!folded.isEmpty() && folded.length() < PREFIX_MIN) {
      result.add(token(parameter, folded));
    }
    int longest = Math.min(folded.length(), PREFIX_MAX);
    for (int length = PREFIX_MIN; length <= longest; length++) {
      result.add(token(parameter, folded.substring(0, length)));
    }
    return result;
  }

  /** The token that finds names that begin so. */
  public long prefix(String parameter, String folded) {
    int length = Math.min(folded.length(), PREFIX_MAX);
    return token(parameter, folded.substring(0, length));
  }

  /** Year, month and day, as far as known. */
  List<Long> birthDate(String parameter, String date) {
    List<Long> result = new ArrayList<>();
    if (date.length() >= YEAR_LENGTH) {
      result.add(token(parameter, date.substring(0, YEAR_LENGTH)));
    }
    if (date.length() >= MONTH_LENGTH) {
      result.add(token(parameter, date.substring(0, MONTH_LENGTH)));
    }
    if (date.length() > MONTH_LENGTH) {
      result.add(token(parameter, date));
    }
    return result;
  }

  /** With its system, and alone. */
  List<UUID> identifier(Values.Coded identifier) {
    List<UUID> result = new ArrayList<>(2);
    result.add(identifier(identifier.code()));
    if (!identifier.system().isEmpty()) {
      result.add(identifier(identifier.system(), identifier.code()));
    }
    return result;
  }

  /** The hash of a value under any system. */
  public UUID identifier(String value) {
    return key().hash128(List.of(value)).toUuid();
  }

  /** The hash of a value under its system. */
  public UUID identifier(String system, String value) {
    return key().hash128(List.of(system, value)).toUuid();
  }

  private KeyedHash key() {
    return keyring.index(IDENTIFIER);
  }
}
