package dev.trestle.identity.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trestle.kernel.record.ChartSizes.Chart;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What should be looked at first. */
class UrgencyTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final ReviewKind MAY_BE = ReviewKind.POSSIBLE_MATCH;

  private static Chart chart(int clinical, int days) {
    return new Chart(clinical, NOW.minus(Duration.ofDays(days)));
  }

  private static double of(double posterior, Chart one, Chart other) {
    return Urgency.of(MAY_BE, posterior, one, other, NOW);
  }

  @Test
  void theMoreIsMissingTheEarlier() {
    double empty = of(0.9, chart(0, 40), chart(0, 40));
    double some = of(0.9, chart(0, 40), chart(1, 40));
    double more = of(0.9, chart(3, 40), chart(4, 40));
    assertThat(empty).isLessThan(some);
    assertThat(some / empty).isEqualTo(2, within(1e-9));
    assertThat(more / empty).as("eight times as much is two steps more").isEqualTo(4, within(1e-9));
    assertThat(of(0.9, chart(1, 40), chart(0, 40))).as("on either side").isEqualTo(some);
  }

  @Test
  void whoWasSeenLatelyGoesBefore() {
    double lately = of(0.9, chart(5, 3), chart(5, 800));
    double thisYear = of(0.9, chart(5, 800), chart(5, 200));
    double longAgo = of(0.9, chart(5, 800), chart(5, 400));
    assertThat(lately / thisYear).isEqualTo(2, within(1e-9));
    assertThat(thisYear / longAgo).isEqualTo(2, within(1e-9));
  }

  @Test
  void theMiddleGoesBeforeWhatIsNearlyCertainAndNothingIsForgotten() {
    Chart chart = chart(5, 100);
    assertThat(of(0.75, chart, chart)).isGreaterThan(of(0.9, chart, chart));
    assertThat(of(0.9, chart, chart)).isGreaterThan(of(0.9999, chart, chart));
    assertThat(of(1, chart, chart)).isPositive();
    assertThat(of(0.75, chart, chart))
        .as("likely before unlikely")
        .isGreaterThan(of(0.3, chart, chart));
  }

  /** They stand as one and somebody said no. */
  @Test
  void aContradictionGoesBeforeEverythingWithEqualCharts() {
    Chart chart = chart(5, 100);
    double contradiction = Urgency.of(ReviewKind.CONTRADICTION, 0, chart, chart, NOW);
    for (double posterior = 0; posterior <= 1; posterior += 0.01) {
      assertThat(contradiction).isGreaterThan(of(posterior, chart, chart));
    }
  }
}
