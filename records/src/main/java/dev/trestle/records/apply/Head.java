package dev.trestle.records.apply;

import dev.trestle.records.store.ResourceStore;

/** Gives out numbers and times in the order of commits. */
final class Head {
  private final long nowMicros;
  private long nextRid;
  private long lastUpdatedMicros;

  Head(ResourceStore.Head stored, long nowMicros) {
    this.nextRid = stored.nextRid();
    this.lastUpdatedMicros = stored.lastUpdatedMicros();
    this.nowMicros = nowMicros;
  }

  long nextRid() {
    return nextRid++;
  }

  /** Never before now, and later than every time given out before. */
  long nextTimeMicros() {
    lastUpdatedMicros = Math.max(nowMicros, lastUpdatedMicros + 1);
    return lastUpdatedMicros;
  }

  ResourceStore.Head toRow() {
    return new ResourceStore.Head(nextRid, lastUpdatedMicros);
  }
}
