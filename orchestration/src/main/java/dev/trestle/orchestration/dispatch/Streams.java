package dev.trestle.orchestration.dispatch;

import dev.trestle.orchestration.journal.JournalEntry;
import java.util.HashMap;
import java.util.Map;

/** How many entries of each kind there are: what one source sends of one type. Not thread-safe. */
final class Streams {
  private final Map<Stream, Integer> counts = new HashMap<>();

  /**
   * What one source sends of one type.
   *
   * @param type {@code ADT^A31}
   */
  record Stream(int source, String type) {
    static Stream of(JournalEntry entry) {
      return new Stream(entry.sourceNumber(), entry.type());
    }
  }

  int count(Stream stream) {
    return counts.getOrDefault(stream, 0);
  }

  void add(Stream stream) {
    counts.merge(stream, 1, Integer::sum);
  }

  void remove(Stream stream) {
    counts.computeIfPresent(stream, (any, count) -> count > 1 ? count - 1 : null);
  }
}
