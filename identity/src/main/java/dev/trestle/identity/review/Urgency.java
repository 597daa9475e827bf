package dev.trestle.identity.review;

import dev.trestle.kernel.record.ChartSizes.Chart;
import java.time.Duration;
import java.time.Instant;

/**
 * How early a review should be looked at: the harm that may come of waiting, times how likely it
 * is, times how uncertain the answer is. The bigger the two charts, the more is missing in either
 * while they are two; somebody who was seen lately will be seen soon.
 */
final class Urgency {
  /** Nothing is certain enough not to be looked at. */
  private static final double LEAST_UNCERTAIN = 0.25;

  private static final Duration LATELY = Duration.ofDays(30);
  private static final Duration THIS_YEAR = Duration.ofDays(365);

  private Urgency() {}

  /**
   * The higher, the earlier.
   *
   * @param posterior probability that they are one person
   */
  static double of(ReviewKind kind, double posterior, Chart one, Chart other, Instant now) {
    // Of a contradiction nothing is computed: somebody said no, and they stand as one.
    boolean contradiction = kind == ReviewKind.CONTRADICTION;
    double likely = contradiction ? 1 : posterior;
    double open = contradiction ? 1 : 4 * posterior * (1 - posterior);
    double uncertain = LEAST_UNCERTAIN + (1 - LEAST_UNCERTAIN) * open;
    double size = 1 + Math.log(1 + one.clinical() + other.clinical()) / Math.log(2);
    Instant last =
        one.lastActive().isAfter(other.lastActive()) ? one.lastActive() : other.lastActive();
    return likely * uncertain * size * activity(Duration.between(last, now));
  }

  private static double activity(Duration since) {
    if (since.compareTo(LATELY) <= 0) {
      return 2;
    }
    return since.compareTo(THIS_YEAR) <= 0 ? 1 : 0.5;
  }
}
