package dev.trestle.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How many messages of each feed are replayed. */
class SharesTest {
  @Test
  void aRareFeedGivesAllItHasAndTheOthersShareTheRest() {
    assertThat(Shares.of(Map.of("adt", 5_000L, "lab", 4_000L, "rare", 3L), 2_000))
        .isEqualTo(Map.of("adt", 998L, "lab", 999L, "rare", 3L));
    assertThat(Shares.of(Map.of("adt", 5L, "lab", 4L), 2_000))
        .isEqualTo(Map.of("adt", 5L, "lab", 4L));
    assertThat(Shares.of(Map.of(), 10)).isEmpty();
  }

  @Test
  void neverMoreThanWantedOrThereAndNeverLessThanPossible() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      Map<String, Long> available = new TreeMap<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        available.put("s" + i, (long) random.nextInt(50));
      }
      long wanted = 1L + random.nextInt(120);
      Map<String, Long> shares = Shares.of(available, wanted);
      long all = available.values().stream().mapToLong(Long::longValue).sum();
      assertThat(shares.values().stream().mapToLong(Long::longValue).sum())
          .as("seed %d", seed)
          .isEqualTo(Math.min(all, wanted));
      shares.forEach(
          (name, share) -> assertThat(share).isBetween(1L, available.getOrDefault(name, 0L)));
    }
  }

  @Test
  void workRestsThreeTimesAsLongAsItTookAndNeverLong() {
    assertThat(Rest.millis(20_000_000)).isEqualTo(60);
    assertThat(Rest.millis(60_000_000_000L)).isEqualTo(2_000);
  }
}
