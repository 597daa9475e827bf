package dev.trestle.sandbox.hospital;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Things that are due at a virtual time; of two at one time the one entered first goes first. */
final class Agenda<T> {
  private record Entry<T>(Instant at, long order, T item) {}

  private final PriorityQueue<Entry<T>> entries =
      new PriorityQueue<>(
          Comparator.comparing((Entry<T> entry) -> entry.at()).thenComparingLong(Entry::order));
  private long order;

  void add(Instant at, T item) {
    entries.add(new Entry<>(at, order++, item));
  }

  /** Time of the next item, or null when there is none. */
  @Nullable Instant next() {
    Entry<T> entry = entries.peek();
    return entry == null ? null : entry.at();
  }

  T take() {
    return entries.remove().item();
  }
}
