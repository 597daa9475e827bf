package dev.trestle.identity.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static final int PAIRS = 20_000;
  private static final int LONGEST = 7;

  /** Below it commons-text does not count a common beginning. */
  private static final double BOOSTED = 0.7;

  /** Two letters: exchanges, repeats and common ends are frequent. */
  private static final String LETTERS = "AB";

  @Test
  void theShortcutsSayWhatTheWholeTableSays() {
    Random random = new Random(1);
    for (int i = 0; i < PAIRS; i++) {
      String first = text(random);
      String second = text(random);
      int edits = table(first, second);
      assertThat(Texts.isOneEdit(first, second)).as("%s %s", first, second).isEqualTo(edits == 1);
      for (int most = 0; most <= 3; most++) {
        assertThat(Texts.edits(first, second, most))
            .as("%s %s, at most %d", first, second, most)
            .isEqualTo(Math.min(edits, most + 1));
      }
    }
  }

  @Test
  void likenessIsThatOfCommonsText() {
    Random random = new Random(2);
    JaroWinklerSimilarity oracle = new JaroWinklerSimilarity();
    for (int i = 0; i < PAIRS; i++) {
      String first = text(random) + text(random);
      String second = text(random) + text(random);
      String a = first.compareTo(second) < 0 ? first : second;
      String b = first.compareTo(second) < 0 ? second : first;
      double published = oracle.apply(a, b);
      if (a.length() <= b.length() && published >= BOOSTED && !a.isEmpty()) {
        assertThat(Texts.likeness(first, second))
            .as("%s %s", a, b)
            .isCloseTo(published, within(1e-9));
      }
      assertThat(Texts.likeness(first, second)).isEqualTo(Texts.likeness(second, first));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(LONGEST + 1); length > 0; length--) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  /** Optimal string alignment as it is written in the books. */
  private static int table(String a, String b) {
    int[][] cells = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cells[i][j] = i + j;
          continue;
        }
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cells[i - 1][j], cells[i][j - 1]) + 1;
        cells[i][j] = Math.min(least, cells[i - 1][j - 1] + cost);
        boolean exchanged =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (exchanged) {
          cells[i][j] = Math.min(cells[i][j], cells[i - 2][j - 2] + 1);
        }
      }
    }
    return cells[a.length()][b.length()];
  }
}
