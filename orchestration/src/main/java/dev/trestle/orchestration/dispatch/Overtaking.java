package dev.trestle.orchestration.dispatch;

import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.dispatch.Streams.Stream;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.JournalReadStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a source sends now and then does not wait for what was flooded before it: a result need not
 * wait for two hundred thousand updates of addresses. Under each key the order stays (ADR 37). Used
 * by the dispatcher's thread only.
 */
final class Overtaking {
  /** Unread entries from which on what is urgent is looked for among them. */
  static final int FROM_ENTRIES = 2_000;

  /** A source that has no more of a type in line than this floods nobody with it. */
  static final int QUIET_ENTRIES = 500;

  /** Entries that may be taken before their turn while the window is full. */
  private static final int MORE_ENTRIES = 1_000;

  private final JournalReadStore reader;
  private final KeyChains chains;
  private final RunLine toRun;
  private final Consumer<KeyChains.Change> take;
  private final Clock clock;
  private final ReadAhead ahead = new ReadAhead();

  Overtaking(
      JournalReadStore reader,
      KeyChains chains,
      RunLine toRun,
      Consumer<KeyChains.Change> take,
      Clock clock) {
    this.reader = reader;
    this.chains = chains;
    this.toRun = toRun;
    this.take = take;
    this.clock = clock;
  }

  /** Whether an entry that the journal gives now was taken before. */
  boolean hasTaken(long seq) {
    return ahead.wasTaken(seq);
  }

  /** The dispatcher has taken everything up to here. */
  void passed(long position) {
    ahead.passed(position);
  }

  /** An entry that was just taken goes before a flood that is in line. */
  void hurry(JournalEntry entry) {
    if (toRun.isCrowded() && isQuiet(Stream.of(entry))) {
      toRun.hurry(chains.withThoseBefore(entry.seq()));
    }
  }

  private boolean isQuiet(Stream stream) {
    return chains.active(stream) + ahead.count(stream) <= QUIET_ENTRIES;
  }

  /** Whether there is something unread to be looked at. */
  boolean canLook(long position, long head) {
    return head - position >= FROM_ENTRIES && ahead.upTo() < head && ahead.hasRoom();
  }

  /**
   * Looks at a page of what is unread, and takes what is urgent once all of it was seen: only then
   * it is known what is a flood.
   *
   * @throws TrestleException DATABASE_UNAVAILABLE; nothing was forgotten
   */
  void run(long position, long head) {
    if (head - position < FROM_ENTRIES) {
      return;
    }
    ahead.passed(position);
    if (canLook(position, head)) {
      long next = Math.min(head, ahead.upTo() + FROM_ENTRIES);
      ahead.add(reader.withoutMessages(ahead.upTo(), next), next);
    }
    boolean sawAll = ahead.upTo() >= head || !ahead.hasRoom();
    while (sawAll && hasRoom()) {
      List<Long> urgent = ahead.takeUrgent(this::isQuiet);
      if (urgent.isEmpty()) {
        return;
      }
      take(urgent, position);
    }
  }

  private boolean hasRoom() {
    return chains.active() < Dispatcher.WINDOW_ENTRIES + MORE_ENTRIES
        && chains.activeBytes() < 2 * Dispatcher.WINDOW_BYTES;
  }

  private void take(List<Long> seqs, long position) {
    List<Long> left = new ArrayList<>(seqs);
    try {
      for (JournalEntry entry : reader.unsettled(seqs)) {
        take.accept(chains.admit(entry, clock.instant()));
        left.remove(entry.seq());
      }
    } catch (RuntimeException away) {
      ahead.giveBack(left, position);
      throw away;
    }
    toRun.hurry(chains.withThoseBefore(seqs.get(seqs.size() - 1)));
    toRun.run();
  }
}
