package dev.trestle.semantics.mapping.terminology;

import org.jspecify.annotations.Nullable;

/**
 * How the National Drug Code is written. A package has ten digits with hyphens (4-4-2, 5-3-2 or
 * 5-4-1: labeler, product, package), and eleven (5-4-2) on claims and in most registries: the part
 * that is short has a zero before it. Ten digits without hyphens do not say which part that is.
 */
final class NdcCode {
  private static final int DIGITS = 11;
  private static final int LABELER = 5;
  private static final int PRODUCT = 4;
  private static final int PACKAGE = 2;
  private static final int FEWEST = 8;
  private static final int MOST = 12;

  private NdcCode() {}

  /** Whether a code can be one, of a product or a package, in some form. */
  static boolean isOne(String code) {
    int digits = 0;
    int hyphens = 0;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '-') {
        hyphens++;
      } else {
        return false;
      }
    }
    return digits >= FEWEST && digits <= MOST && hyphens <= 2;
  }

  /**
   * The eleven digits without hyphens, or null when they cannot be known without guessing.
   *
   * @param code one for which {@link #isOne} holds
   */
  static @Nullable String elevenDigits(String code) {
    int first = code.indexOf('-');
    if (first < 0) {
      return code.length() == DIGITS ? code : null;
    }
    int second = code.indexOf('-', first + 1);
    if (second < 0) {
      return null;
    }
    int shortBy =
        lack(LABELER, first)
            + lack(PRODUCT, second - first - 1)
            + lack(PACKAGE, rest(code, second));
    if (shortBy > 1) {
      return null;
    }
    return padded(code, 0, first, LABELER)
        + padded(code, first + 1, second, PRODUCT)
        + padded(code, second + 1, code.length(), PACKAGE);
  }

  private static int rest(String code, int second) {
    return code.length() - second - 1;
  }

  /** How many digits a part lacks; more than may be for a part that is too long. */
  private static int lack(int wanted, int there) {
    return there > wanted ? DIGITS : wanted - there;
  }

  private static String padded(String code, int start, int end, int digits) {
    return "0".repeat(digits - (end - start)) + code.substring(start, end);
  }
}
