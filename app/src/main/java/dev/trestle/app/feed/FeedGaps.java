package dev.trestle.app.feed;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.feed.FeedMessages;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.ReadOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Opens the last messages of a feed and looks whether the numbers that its sender gave them have
 * gaps: MSH-13 (HL7 v2.5.1 §2.10.1) and MSH-10. On the caller's thread; few at a time.
 */
public final class FeedGaps {
  /** Messages looked into. */
  public static final int MESSAGES = 10_000;

  /** Looks that go on at once. */
  private static final int AT_ONCE = 2;

  /** Characters of a number that are read. */
  private static final int NUMBER_CHARS = 80;

  private static final int CONTROL_ID = 10;
  private static final int SEQUENCE_NUMBER = 13;

  private final FeedMessages messages;
  private final JournalReadStore journal;
  private final Semaphore free = new Semaphore(AT_ONCE);

  public FeedGaps(FeedMessages messages, JournalReadStore journal) {
    this.messages = messages;
    this.journal = journal;
  }

  /**
   * What was found.
   *
   * @param looked messages opened
   * @param unreadable of them, those whose bytes are gone or do not open
   * @param controlIds of MSH-10; empty: they are not running numbers
   * @param sequenceNumbers of MSH-13; empty: they are not running numbers
   * @param numbered messages with a value in MSH-13
   */
  public record Answer(
      long looked,
      long unreadable,
      List<RunningNumbers.Found> controlIds,
      List<RunningNumbers.Found> sequenceNumbers,
      int numbered) {}

  /**
   * Looks into the last messages of a source.
   *
   * @throws TrestleException QUEUE_FULL others are looking
   */
  public Answer of(int source) {
    if (!free.tryAcquire()) {
      throw new TrestleException(
          ProblemCode.QUEUE_FULL, "Others look for gaps just now; try again in a moment");
    }
    try {
      Look look = new Look();
      long looked = messages.each(messages.last(source, MESSAGES), look::at);
      return new Answer(
          looked,
          look.unreadable,
          RunningNumbers.in(look.controlIds),
          RunningNumbers.in(look.sequenceNumbers),
          look.sequenceNumbers.size());
    } finally {
      free.release();
    }
  }

  /** Keeps the numbers of the messages it looks at, and nothing else of them. */
  private final class Look {
    private final List<RunningNumbers.Sent> controlIds = new ArrayList<>();
    private final List<RunningNumbers.Sent> sequenceNumbers = new ArrayList<>();
    private long unreadable;

    void at(JournalEntry entry) {
      byte[] raw;
      try {
        raw = journal.raw(entry);
      } catch (TrestleException gone) {
        unreadable++;
        return;
      }
      Hl7Message message = Hl7Message.read(raw, ReadOptions.DEFAULT);
      boolean copy = entry.duplicateOf() > 0;
      add(controlIds, entry.seq(), message.text("MSH", CONTROL_ID, 1), copy);
      add(sequenceNumbers, entry.seq(), message.text("MSH", SEQUENCE_NUMBER, 1), copy);
    }

    private static void add(
        List<RunningNumbers.Sent> numbers, long entry, String text, boolean copy) {
      String number = text.strip();
      if (!number.isEmpty() && number.length() <= NUMBER_CHARS) {
        numbers.add(new RunningNumbers.Sent(entry, number, copy));
      }
    }
  }
}
