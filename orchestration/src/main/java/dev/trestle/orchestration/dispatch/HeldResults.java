package dev.trestle.orchestration.dispatch;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Results that wait for an exception, those that wait longest first. Not thread-safe. */
final class HeldResults {
  private record Held(long seq, Instant since) {}

  private final ArrayDeque<Held> results = new ArrayDeque<>();

  void add(long seq, Instant since) {
    results.add(new Held(seq, since));
  }

  /** Takes those that wait since a time or longer. */
  List<Long> takeSince(Instant limit) {
    List<Long> overdue = new ArrayList<>(0);
    for (Held first = results.peek();
        first != null && !first.since().isAfter(limit);
        first = results.peek()) {
      overdue.add(results.remove().seq());
    }
    return overdue;
  }
}
