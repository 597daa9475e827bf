package dev.trestle.semantics.mapping.terminology;

/**
 * How LOINC writes its codes: up to seven digits, a hyphen and a check digit ({@code 2345-7});
 * parts and answers have two letters before ({@code LA6576-8}). The check digit is mod 10 over what
 * stands before the hyphen, a letter counting as its place in ASCII above the digit 0.
 */
public final class LoincCode {
  private static final int MOST_DIGITS = 7;
  private static final int LETTERS = 2;
  private static final int TEN = 10;

  private LoincCode() {}

  /** Whether a code, without blanks around it, can be one. */
  public static boolean isOne(String code) {
    int hyphen = code.length() - 2;
    int first = hyphen > 0 && upper(code.charAt(0)) == 'L' ? LETTERS : 0;
    int digits = hyphen - first;
    if (digits < 1 || digits > MOST_DIGITS || code.charAt(hyphen) != '-') {
      return false;
    }
    if (first > 0 && !isLetter(upper(code.charAt(1)))) {
      return false;
    }
    // No number begins with 0: what is only zeros, as placeholders are, would have a right digit.
    for (int i = first; i < code.length(); i++) {
      boolean digit = code.charAt(i) >= '0' && code.charAt(i) <= '9';
      if ((!digit && i != hyphen) || (i == first && code.charAt(i) == '0')) {
        return false;
      }
    }
    return code.charAt(hyphen + 1) - '0' == checkDigit(code, hyphen);
  }

  private static int checkDigit(String code, int end) {
    int sum = 0;
    boolean twice = true;
    for (int i = end - 1; i >= 0; i--) {
      int value = upper(code.charAt(i)) - '0';
      int counted = twice ? 2 * value : value;
      sum += twice && counted >= TEN ? counted / TEN + counted % TEN : counted;
      twice = !twice;
    }
    return (TEN - sum % TEN) % TEN;
  }

  private static boolean isLetter(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** Case does not count in LOINC. */
  private static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
  }
}
