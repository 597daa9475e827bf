package dev.trestle.sandbox.sender;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Hands out the instants at which messages may leave, to all feeds together. */
final class Pacer {
  /** What could not be sent in time is caught up, but no more than this much. */
  private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long intervalNanos;
  private final CountDownLatch stopping;
  private long next = System.nanoTime();

  /**
   * @param perSecond 0: no limit
   */
  Pacer(double perSecond, CountDownLatch stopping) {
    this.intervalNanos = perSecond == 0 ? 0 : Math.round(1e9 / perSecond);
    this.stopping = stopping;
  }

  /** Waits for the next free instant; false when sending stops meanwhile. */
  boolean await() throws InterruptedException {
    if (intervalNanos == 0) {
      return stopping.getCount() > 0;
    }
    long wait = slot() - System.nanoTime();
    return wait <= 0 ? stopping.getCount() > 0 : !stopping.await(wait, TimeUnit.NANOSECONDS);
  }

  private synchronized long slot() {
    next = Math.max(next, System.nanoTime() - CATCH_UP_NANOS);
    long slot = next;
    next += intervalNanos;
    return slot;
  }
}
