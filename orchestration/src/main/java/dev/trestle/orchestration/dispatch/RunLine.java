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

  /** Goes before the line. */
  private final ArrayDeque<JournalEntry> urgentLine = new ArrayDeque<>();

  /** Entries that are urgent and were not handed out. */
  private final Set<Long> urgent = new HashSet<>();

  /** One at a time: its bytes are in memory several times while it is applied. */
  private final ArrayDeque<JournalEntry> bigLine = new ArrayDeque<>();

  private final Set<Long> running = new HashSet<>();
  private long bigRunning;

  RunLine(ReadyEntries ready) {
    this.ready = ready;
  }

  void add(List<JournalEntry> entries) {
    entries.forEach(entry -> lineOf(entry).add(entry));
  }

  private ArrayDeque<JournalEntry> lineOf(JournalEntry entry) {
    if (entry.isBig()) {
      return bigLine;
    }
    return urgent.contains(entry.seq()) ? urgentLine : line;
  }

  /** These go first from now on, in line already or when their turn comes. */
  void hurry(Set<Long> seqs) {
    for (long seq : seqs) {
      if (!running.contains(seq)) {
        urgent.add(seq);
      }
    }
    line.removeIf(
        entry -> {
          boolean goesFirst = seqs.contains(entry.seq());
          if (goesFirst) {
            urgentLine.add(entry);
          }
          return goesFirst;
        });
  }

  /** An entry left without being handed out. */
  void forget(long seq) {
    urgent.remove(seq);
  }

  /** Whether some of what is ready has to wait. */
  boolean isCrowded() {
    return line.size() > RUNNING_ENTRIES;
  }

  /** Whether an entry could be handed out now. */
  boolean canRun() {
    return running.size() < RUNNING_ENTRIES
        && (!line.isEmpty() || !urgentLine.isEmpty() || (!bigLine.isEmpty() && bigRunning == 0));
  }

  void run() {
    while (!urgentLine.isEmpty() && running.size() < RUNNING_ENTRIES) {
      handOut(urgentLine);
    }
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
    ready.run(entry, from == urgentLine);
    running.add(entry.seq());
    urgent.remove(entry.seq());
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
    urgentLine.removeIf(goes);
    bigLine.removeIf(goes);
  }
}
