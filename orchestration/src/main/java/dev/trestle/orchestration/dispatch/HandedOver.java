package dev.trestle.orchestration.dispatch;

import dev.trestle.orchestration.journal.CommittedEntries;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Batches that the appender has committed and that the dispatcher has not taken yet, oldest first.
 * Only a short cut: a batch that finds no room here, or that the dispatcher is not exactly in front
 * of, is read from the journal. Thread-safe.
 */
final class HandedOver {
  /** Bytes of messages that lie here at most. */
  static final long BYTES = 8L << 20;

  /** Entries that lie here at most. */
  static final int ENTRIES = 2_000;

  private final ArrayDeque<CommittedEntries> batches = new ArrayDeque<>();
  private long bytes;
  private int entries;

  /** Keeps a batch if there is room; batches come in the order of their commits. */
  synchronized void offer(CommittedEntries batch) {
    long more = batch.bytesInMemory();
    if (batch.read() && bytes + more <= BYTES && entries + batch.entries().size() <= ENTRIES) {
      batches.add(batch);
      bytes += more;
      entries += batch.entries().size();
    }
  }

  /** Takes the batch that begins right after a number; what begins before it was read already. */
  synchronized @Nullable CommittedEntries takeAfter(long position) {
    CommittedEntries first = batches.peek();
    while (first != null && first.after() < position) {
      remove();
      first = batches.peek();
    }
    return first != null && first.after() == position ? remove() : null;
  }

  /** Up to where the journal is to be read from a position: not into the next batch. */
  synchronized long gapEnd(long position, long otherwise) {
    CommittedEntries first = batches.peek();
    boolean ahead = first != null && first.after() >= position;
    return ahead ? Math.min(otherwise, first.after()) : otherwise;
  }

  synchronized int size() {
    return batches.size();
  }

  private CommittedEntries remove() {
    CommittedEntries batch = batches.remove();
    bytes -= batch.bytesInMemory();
    entries -= batch.entries().size();
    return batch;
  }
}
