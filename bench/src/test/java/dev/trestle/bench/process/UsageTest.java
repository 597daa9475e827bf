package dev.trestle.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UsageTest {
  @Test
  void aDifferenceHoldsOnlyWhatWasUsedMeanwhile() {
    Usage used =
        usage(900, Map.of("committer", 500L, "HTTP", 20L), Map.of("backends", 70L), 40)
            .since(usage(300, Map.of("committer", 100L), Map.of("backends", 50L), 10));
    assertThat(used)
        .isEqualTo(usage(600, Map.of("committer", 400L, "HTTP", 20L), Map.of("backends", 20L), 30));
  }

  @Test
  void aKindOfThreadThatEndedNeverCountsBelowZero() {
    Usage used =
        usage(900, Map.of("HTTP", 20L), Map.of(), 0)
            .since(usage(300, Map.of("HTTP", 50L), Map.of(), 0));
    assertThat(used.threads()).containsEntry("HTTP", 0L);
  }

  @Test
  void thePartsAddUpToTheWholeAndTheBusiestIsFirst() {
    Usage usage = usage(1_000, Map.of("a", 300L, "b", 600L, "tiny", 5L), Map.of(), 0);
    assertThat(usage.parts(0.01))
        .containsExactly(
            new Usage.Part("b", 600),
            new Usage.Part("a", 300),
            new Usage.Part("other threads", 100));
  }

  @Test
  void roundsAddUp() {
    Usage one = usage(10, Map.of("a", 1L), Map.of("backends", 2L), 3);
    assertThat(one.plus(one)).isEqualTo(usage(20, Map.of("a", 2L), Map.of("backends", 4L), 6));
  }

  private static Usage usage(
      long platform, Map<String, Long> threads, Map<String, Long> postgres, long sender) {
    return new Usage(platform, new TreeMap<>(threads), new TreeMap<>(postgres), sender);
  }
}
