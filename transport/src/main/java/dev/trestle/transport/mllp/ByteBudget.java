package dev.trestle.transport.mllp;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all connections of a listener may hold together. A connection that would go over
 * it is closed: nothing of what it sent is acknowledged, so nothing is lost, and the others, which
 * do fit, come to an end. (If all waited instead, none would.)
 */
final class ByteBudget {
  private final long limit;
  private final AtomicLong held = new AtomicLong();

  ByteBudget(long limit) {
    this.limit = limit;
  }

  /** Takes bytes, or gives back negative ones; false when that is more than there are. */
  boolean take(long bytes) {
    return held.addAndGet(bytes) <= limit || bytes <= 0;
  }

  /** Whether so much is held that connections with answers to come should wait for them. */
  boolean isTight() {
    return held.get() > limit / 2;
  }

  long held() {
    return held.get();
  }
}
