package dev.trestle.orchestration.dispatch;

import dev.trestle.orchestration.journal.JournalEntry;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Entries whose turn has come, until they are settled. Not all are handed out at once: those that
 * are not can still be held with their source. Not thread-safe.
 */
final class RunLine {
  /** Entries handed out and not settled. */
  static final int RUNNING_ENTRIES = 512;

  private final ReadyEntries ready;
  private final ArrayDeque<JournalEntry> line = new ArrayDeque<>();

  /** One at a time: its bytes are in memory several times while it is applied. */
  private final ArrayDeque<JournalEntry> bigLine = new ArrayDeque<>();

  private final Set<Long> running = new HashSet<>();
  private long bigRunning;

  RunLine(ReadyEntries ready) {
    this.ready = ready;
  }

  void add(List<JournalEntry> entries) {
    entries.forEach(entry -> (entry.isBig() ? bigLine : line).add(entry));
  }

  /** Whether an entry could be handed out now. */
  boolean canRun() {
    return running.size() < RUNNING_ENTRIES
        && (!line.isEmpty() || (!bigLine.isEmpty() && bigRunning == 0));
  }

  void run() {
    while (!line.isEmpty() && running.size() < RUNNING_ENTRIES) {
      handOut(line);
    }
    if (!bigLine.isEmpty() && bigRunning == 0 && running.size() < RUNNING_ENTRIES) {
      bigRunning = bigLine.getFirst().seq();
      handOut(bigLine);
    }
  }

  private void handOut(ArrayDeque<JournalEntry> from) {
    JournalEntry entry = from.getFirst();
    ready.run(entry);
    running.add(entry.seq());
    from.removeFirst();
  }

  /** It was settled, or is an exception. */
  void cameBack(long seq) {
    running.remove(seq);
    if (seq == bigRunning) {
      bigRunning = 0;
    }
  }

  void removeIf(Predicate<JournalEntry> goes) {
    line.removeIf(goes);
    bigLine.removeIf(goes);
  }
}
