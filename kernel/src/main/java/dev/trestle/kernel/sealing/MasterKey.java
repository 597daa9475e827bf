package dev.trestle.kernel.sealing;

import com.google.crypto.tink.Aead;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The key that wraps all others: 256 bits that never stand in the database or the data folder.
 *
 * <p>Losing it loses the data: nothing else opens what was sealed.
 */
public final class MasterKey {
  /** Length in bytes. */
  public static final int LENGTH = 32;

  private static final String PREFIX = "trestle-master-key-1:";
  private final Aead aead;

  private MasterKey(byte[] bytes) {
    this.aead = AesGcm.of(bytes);
  }

  /** The text of a new key, one line, to be kept in a file only its owner can read. */
  public static String generate() {
    byte[] bytes = new byte[LENGTH];
    new SecureRandom().nextBytes(bytes);
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Reads what {@link #generate} wrote.
   *
   * @throws TrestleException MASTER_KEY_WRONG when the text is no master key
   */
  public static MasterKey parse(String text) {
    String line = text.strip();
    if (line.startsWith(PREFIX)) {
      try {
        byte[] bytes = Base64.getDecoder().decode(line.substring(PREFIX.length()));
        if (bytes.length == LENGTH) {
          return new MasterKey(bytes);
        }
      } catch (IllegalArgumentException notBase64) {
        throw unreadable(notBase64);
      }
    }
    throw unreadable(null);
  }

  private static TrestleException unreadable(@org.jspecify.annotations.Nullable Throwable cause) {
    String text =
        "The master key is not one that Trestle wrote: it is one line that begins " + PREFIX;
    return cause == null
        ? new TrestleException(ProblemCode.MASTER_KEY_WRONG, text)
        : new TrestleException(ProblemCode.MASTER_KEY_WRONG, text, cause);
  }

  byte[] wrap(byte[] key, String purpose) {
    try {
      return aead.encrypt(key, purpose.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new TrestleException(ProblemCode.DEFECT_INTERNAL, "A key could not be wrapped", e);
    }
  }

  byte[] unwrap(byte[] wrapped, String purpose) {
    try {
      return aead.decrypt(wrapped, purpose.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new TrestleException(
          ProblemCode.MASTER_KEY_WRONG,
          "The master key is not the one that this data was sealed with",
          e);
    }
  }
}
