package dev.trestle.transport.mllp;

import java.time.Duration;

/**
 * Counts of durations in steps of at most two percent, from a microsecond to hours, in constant
 * memory. Not thread-safe; each thread fills its own and they are added up.
 */
public final class Latencies {
  /** Steps for each doubling. */
  private static final int STEPS = 64;

  private static final int STEP_BITS = 6;
  private static final int DOUBLINGS = 34;

  private final long[] counts = new long[STEPS * DOUBLINGS];
  private long count;
  private long maxMicros;

  void add(Duration duration) {
    long micros = Math.max(0, duration.toNanos() / 1000);
    counts[index(micros)]++;
    count++;
    maxMicros = Math.max(maxMicros, micros);
  }

  void add(Latencies other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    count += other.count;
    maxMicros = Math.max(maxMicros, other.maxMicros);
  }

  public long count() {
    return count;
  }

  public Duration max() {
    return micros(maxMicros);
  }

  /**
   * The duration that the given share did not exceed, rounded up to its step; zero when empty.
   *
   * @param percent for example 99
   */
  public Duration percentile(double percent) {
    long wanted = (long) Math.ceil(count * percent / 100);
    long passed = 0;
    for (int i = 0; i < counts.length; i++) {
      passed += counts[i];
      if (passed >= wanted && counts[i] > 0) {
        return micros(Math.min(maxMicros, highestMicros(i)));
      }
    }
    return Duration.ZERO;
  }

  private static int index(long micros) {
    if (micros < STEPS) {
      return (int) micros;
    }
    int doubling = 63 - Long.numberOfLeadingZeros(micros) - STEP_BITS;
    int step = (int) (micros >>> doubling) - STEPS;
    return Math.min(STEPS * DOUBLINGS - 1, STEPS * (doubling + 1) + step);
  }

  private static long highestMicros(int index) {
    if (index < STEPS) {
      return index;
    }
    int doubling = index / STEPS - 1;
    long step = STEPS + (long) index % STEPS;
    return ((step + 1) << doubling) - 1;
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1000);
  }
}
