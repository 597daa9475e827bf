package dev.trestle.identity.compare;

/** How alike two texts are. Symmetric: the order of the two does not matter. */
public final class Texts {
  private static final double PREFIX_WEIGHT = 0.1;
  private static final int PREFIX_LETTERS = 4;

  private Texts() {}

  /** Jaro-Winkler similarity, 0 to 1 (Winkler 1990). */
  public static double likeness(String first, String second) {
    if (first.equals(second)) {
      return first.isEmpty() ? 0 : 1;
    }
    // The matching is greedy: a fixed order keeps it symmetric.
    return first.compareTo(second) < 0 ? jaroWinkler(first, second) : jaroWinkler(second, first);
  }

  /** Without a table: which letters are taken stands in the bits of two numbers. */
  private static double jaroWinkler(String first, String second) {
    String a = shorten(first);
    String b = shorten(second);
    int window = Math.max(0, Math.max(a.length(), b.length()) / 2 - 1);
    long inA = 0;
    long inB = 0;
    for (int i = 0; i < a.length(); i++) {
      char letter = a.charAt(i);
      int end = Math.min(b.length(), i + window + 1);
      for (int j = Math.max(0, i - window); j < end; j++) {
        if ((inB >>> j & 1) == 0 && letter == b.charAt(j)) {
          inA |= 1L << i;
          inB |= 1L << j;
          break;
        }
      }
    }
    if (inA == 0) {
      return 0;
    }
    double m = Long.bitCount(inA);
    double jaro = (m / a.length() + m / b.length() + (m - transpositions(a, b, inA, inB)) / m) / 3;
    int prefix = 0;
    int most = Math.min(PREFIX_LETTERS, Math.min(a.length(), b.length()));
    while (prefix < most && a.charAt(prefix) == b.charAt(prefix)) {
      prefix++;
    }
    return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
  }

  /** What is longer is compared by its first 64 letters. */
  private static String shorten(String text) {
    return text.length() <= Long.SIZE ? text : text.substring(0, Long.SIZE);
  }

  private static double transpositions(String a, String b, long inA, long inB) {
    int moved = 0;
    long restA = inA;
    long restB = inB;
    while (restA != 0) {
      if (a.charAt(Long.numberOfTrailingZeros(restA))
          != b.charAt(Long.numberOfTrailingZeros(restB))) {
        moved++;
      }
      restA &= restA - 1;
      restB &= restB - 1;
    }
    return moved / 2.0;
  }

  /**
   * Whether exactly one edit leads from one to the other: {@code edits(first, second, 1) == 1} in
   * one pass. What both begin and end with is left out; then nothing more than the edit is left.
   */
  public static boolean isOneEdit(String first, String second) {
    int shorter = Math.min(first.length(), second.length());
    int begin = 0;
    while (begin < shorter && first.charAt(begin) == second.charAt(begin)) {
      begin++;
    }
    int end = 0;
    while (end < shorter - begin
        && first.charAt(first.length() - 1 - end) == second.charAt(second.length() - 1 - end)) {
      end++;
    }
    int mine = first.length() - begin - end;
    int theirs = second.length() - begin - end;
    boolean exchanged =
        mine == 2
            && theirs == 2
            && first.charAt(begin) == second.charAt(begin + 1)
            && first.charAt(begin + 1) == second.charAt(begin);
    return Math.max(mine, theirs) == 1 || exchanged;
  }

  /**
   * Edits from one to the other, an exchange of neighbours counted once (optimal string alignment).
   *
   * @param most more than this is answered as {@code most + 1}
   */
  public static int edits(String first, String second, int most) {
    if (Math.abs(first.length() - second.length()) > most) {
      return most + 1;
    }
    int[] before = new int[second.length() + 1];
    int[] last = new int[second.length() + 1];
    int[] row = new int[second.length() + 1];
    for (int j = 0; j <= second.length(); j++) {
      last[j] = j;
    }
    int leastBefore = 0;
    int least = 0;
    for (int i = 1; i <= first.length(); i++) {
      if (Math.min(leastBefore, least) > most) {
        return most + 1; // no cell is less than the least of the two rows before
      }
      leastBefore = least;
      least = i;
      row[0] = i;
      for (int j = 1; j <= second.length(); j++) {
        int cost = first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (i > 1
            && j > 1
            && first.charAt(i - 1) == second.charAt(j - 2)
            && first.charAt(i - 2) == second.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      int[] spare = before;
      before = last;
      last = row;
      row = spare;
    }
    return Math.min(last[second.length()], most + 1);
  }

  /** American Soundex; empty for a text without a Latin letter. */
  public static String soundex(String text) {
    StringBuilder code = new StringBuilder(4);
    char lastDigit = '0';
    for (int i = 0; i < text.length() && code.length() < 4; i++) {
      char letter = text.charAt(i);
      if (letter < 'A' || letter > 'Z') {
        continue;
      }
      char digit = "01230120022455012623010202".charAt(letter - 'A');
      if (code.length() == 0) {
        code.append(letter);
        lastDigit = digit;
      } else if (digit != '0' && digit != lastDigit) {
        code.append(digit);
        lastDigit = digit;
      } else if (digit == '0' && letter != 'H' && letter != 'W') {
        lastDigit = '0';
      }
    }
    return code.toString();
  }
}
