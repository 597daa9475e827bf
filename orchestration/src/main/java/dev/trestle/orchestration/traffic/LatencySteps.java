package dev.trestle.orchestration.traffic;

/**
 * The steps of a histogram of durations: each ends a fifth above the one before. A share of
 * messages is told by the end of its step, so it is never told too short.
 */
final class LatencySteps {
  /** From a millisecond to two weeks; what takes longer counts as the last. */
  static final int COUNT = 122;

  private static final double PER_DOUBLING = 4;

  private LatencySteps() {}

  /** The step of a duration. */
  static int of(long millis) {
    if (millis <= 1) {
      return 0;
    }
    int step = (int) Math.ceil(PER_DOUBLING * Math.log((double) millis) / Math.log(2) - 1e-9);
    return Math.min(step, COUNT - 1);
  }

  /** The longest duration of a step, rounded down to whole milliseconds. */
  static long millis(int step) {
    return (long) Math.floor(Math.pow(2, step / PER_DOUBLING) + 1e-9);
  }
}
