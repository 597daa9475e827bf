package dev.trestle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TimesTest {
  @Test
  void aPercentileIsOneOfTheValuesAndNotExceededByThatShare() {
    Times times = new Times();
    for (int millis = 2_000; millis >= 1; millis--) {
      times.add(millis * 1_000_000L);
    }
    assertThat(times.count()).isEqualTo(2_000);
    assertThat(times.millis(50)).isEqualTo(1_000);
    assertThat(times.millis(99)).isEqualTo(1_980);
    assertThat(times.millis(100)).isEqualTo(2_000);
  }

  @Test
  void ofFewValuesTheHighestPercentileIsTheWorst() {
    Times times = new Times();
    times.add(3_000_000);
    times.add(9_000_000);
    assertThat(times.millis(50)).isEqualTo(3);
    assertThat(times.millis(99)).isEqualTo(9);
  }

  @Test
  void withoutValuesThereIsNoPercentile() {
    assertThatThrownBy(() -> new Times().millis(50)).isInstanceOf(IllegalStateException.class);
  }
}
