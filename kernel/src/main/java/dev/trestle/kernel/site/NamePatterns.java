package dev.trestle.kernel.site;

import java.util.List;
import java.util.Locale;

/**
 * Family names as a site lists them: {@code DOE}, or {@code TRAUMA*} for every name that begins so.
 * Only letters and digits count, in either case.
 *
 * @param patterns the names, as written
 */
public record NamePatterns(List<String> patterns) {
  public static final NamePatterns NONE = new NamePatterns(List.of());

  /** Names that no person has, given until the right one is known; a site adds its own. */
  public static final NamePatterns TEMPORARY =
      new NamePatterns(List.of("TRAUMA*", "UNKNOWN*", "UNIDENTIFIED*"));

  /** Names that are given to nobody but test patients; a site adds its own. */
  public static final NamePatterns TEST = new NamePatterns(List.of("ZZTEST*", "ZZZTEST*"));

  public NamePatterns {
    patterns = List.copyOf(patterns);
  }

  /** Whether one of the patterns is this family name. */
  public boolean matches(String family) {
    String letters = letters(family);
    for (String pattern : patterns) {
      String wanted = letters(pattern);
      boolean begins = pattern.endsWith("*");
      if (!wanted.isEmpty() && (begins ? letters.startsWith(wanted) : letters.equals(wanted))) {
        return true;
      }
    }
    return false;
  }

  private static String letters(String text) {
    StringBuilder letters = new StringBuilder(text.length());
    text.toUpperCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }
}
