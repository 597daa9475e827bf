package dev.trestle.app.difference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlignmentTest {
  private static List<Character> letters(String text) {
    return text.chars().mapToObj(c -> (char) c).toList();
  }

  @Test
  void everyItemOfBothStandsInExactlyOneStretchAndSameOnesAreTheSame() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      List<Integer> before = random.ints(random.nextInt(12), 0, 4).boxed().toList();
      List<Integer> after = random.ints(random.nextInt(12), 0, 4).boxed().toList();
      List<Integer> first = new ArrayList<>();
      List<Integer> second = new ArrayList<>();
      for (Alignment.Stretch stretch : Alignment.of(before, after)) {
        List<Integer> old = before.subList(stretch.before(), stretch.beforeEnd());
        List<Integer> now = after.subList(stretch.after(), stretch.afterEnd());
        first.addAll(old);
        second.addAll(now);
        if (stretch.same()) {
          assertThat(old).as("seed %d", seed).isEqualTo(now).isNotEmpty();
        }
      }
      assertThat(first).as("seed %d", seed).isEqualTo(before);
      assertThat(second).as("seed %d", seed).isEqualTo(after);
    }
  }

  @Test
  void whatWasPutInBetweenMovesNothing() {
    assertThat(Alignment.of(letters("abcd"), letters("abXcd")))
        .containsExactly(
            new Alignment.Stretch(true, 0, 2, 0, 2),
            new Alignment.Stretch(false, 2, 2, 2, 3),
            new Alignment.Stretch(true, 2, 4, 3, 5));
    assertThat(Alignment.of(List.of(), List.of())).isEmpty();
  }
}
