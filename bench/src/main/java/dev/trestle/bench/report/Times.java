package dev.trestle.bench.report;

import java.util.Arrays;

/** How long each of many things took, to be asked for percentiles. Thread-safe. */
public final class Times {
  private long[] nanos = new long[1024];
  private int count;

  public synchronized void add(long took) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = took;
  }

  public synchronized int count() {
    return count;
  }

  /**
   * Milliseconds that the given share did not exceed: one of the values, the nearest rank.
   *
   * @param percent for example 99
   * @throws IllegalStateException nothing was measured
   */
  public synchronized double millis(double percent) {
    if (count == 0) {
      throw new IllegalStateException("nothing was measured");
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(count * percent / 100);
    return sorted[Math.max(0, rank - 1)] / 1e6;
  }
}
