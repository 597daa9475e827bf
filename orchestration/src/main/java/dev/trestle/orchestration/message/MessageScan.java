package dev.trestle.orchestration.message;

import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.JournalReadStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Opens message after message and looks into each: for what no index knows. It takes a page at a
 * time, tells how far it is, and stops when nobody listens any more.
 */
public final class MessageScan {
  /** Entries of one page. */
  static final int PAGE_ENTRIES = 1_000;

  /** Hits of one scan; whoever needs more asks more precisely. */
  public static final int HITS = 1_000;

  private final JournalReadStore reader;
  private final LongSupplier head;

  /**
   * @param head the last number of the journal
   */
  public MessageScan(JournalReadStore reader, LongSupplier head) {
    this.reader = reader;
    this.head = head;
  }

  /** Looks into a message; must be able to run on several threads at once. */
  public interface Question {
    boolean fits(JournalEntry entry, byte[] raw);
  }

  /** Is told what is found; a failure to tell ends the scan. */
  public interface Listener {
    void found(JournalEntry entry);

    /**
     * How far it is.
     *
     * @param looked entries opened
     * @param unreadable of them, those whose bytes are gone or do not open
     * @param upTo entries to open at most
     */
    void progress(long looked, long unreadable, long upTo);
  }

  /**
   * Scans what was received in a period, oldest first.
   *
   * @param from empty: from the first entry on
   * @param to empty: to the last entry at this moment
   */
  public void run(
      Optional<Instant> from, Optional<Instant> to, Question question, Listener listener) {
    long last = head.getAsLong();
    long after = from.map(at -> reader.firstAt(at, last) - 1).orElse(0L);
    long upTo = to.map(at -> reader.firstAt(at, last) - 1).orElse(last);
    long all = Math.max(0, upTo - after);
    long looked = 0;
    long unreadable = 0;
    int hits = 0;
    while (after < upTo && hits < HITS) {
      long end = Math.min(upTo, after + PAGE_ENTRIES);
      List<JournalEntry> page = reader.firstCopies(after, end);
      int[] answers =
          IntStream.range(0, page.size())
              .parallel()
              .map(i -> answer(question, page.get(i)))
              .toArray();
      for (int i = 0; i < answers.length && hits < HITS; i++) {
        unreadable += answers[i] < 0 ? 1 : 0;
        if (answers[i] > 0) {
          hits++;
          listener.found(page.get(i));
        }
      }
      looked += end - after;
      after = end;
      listener.progress(looked, unreadable, all);
    }
  }

  /** 1: fits, 0: not, -1: it cannot be read. */
  private int answer(Question question, JournalEntry entry) {
    try {
      return question.fits(entry, reader.raw(entry)) ? 1 : 0;
    } catch (TrestleException gone) {
      return -1;
    }
  }
}
