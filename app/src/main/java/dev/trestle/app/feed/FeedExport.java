package dev.trestle.app.feed;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.orchestration.feed.FeedMessages;
import dev.trestle.orchestration.feed.FeedMessages.Selection;
import dev.trestle.orchestration.feed.FeedMessages.Span;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.transport.mllp.MllpFrames;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Messages of a feed as a file: MLLP frames one after the other, oldest first, the bytes of each as
 * they came (ADR 32). One message is in memory at a time.
 */
public final class FeedExport {
  /** Messages of one file. */
  public static final int MESSAGES_LIMIT = 100_000;

  /** What a frame adds to a message. */
  private static final int FRAME_BYTES = 3;

  private static final byte START = 0x0B;
  private static final byte END = 0x1C;
  private static final byte CR = '\r';

  private final FeedMessages messages;
  private final JournalReadStore journal;

  public FeedExport(FeedMessages messages, JournalReadStore journal) {
    this.messages = messages;
    this.journal = journal;
  }

  /**
   * The last messages of a source.
   *
   * @throws TrestleException REQUEST_INVALID none or too many are asked for
   */
  public Span last(int source, long count) {
    if (count < 1 || count > MESSAGES_LIMIT) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "A file holds 1 to " + MESSAGES_LIMIT + " messages; ask for as many, or for a period");
    }
    return messages.last(source, count);
  }

  /**
   * The messages of a period, from its first second to before its last.
   *
   * @throws TrestleException REQUEST_INVALID it is no period; TOO_COSTLY it has too many
   */
  public Span period(int source, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "A period begins before it ends: from " + from);
    }
    Span span = messages.period(source, from, to);
    if (span.entries() > MESSAGES_LIMIT) {
      throw new TrestleException(
          ProblemCode.TOO_COSTLY,
          "The feed sent "
              + span.entries()
              + " messages in that time, and a file holds at most "
              + MESSAGES_LIMIT
              + "; ask for a shorter period");
    }
    return span;
  }

  /**
   * The messages of a source about one patient.
   *
   * @param keys those of the patient's number
   * @throws TrestleException NOT_FOUND there are none; TOO_COSTLY there are too many
   */
  public Selection ofPatient(int source, List<Hash128> keys) {
    Selection found = messages.underKeys(source, keys, MESSAGES_LIMIT + 1);
    if (found.entries() == 0) {
      throw new TrestleException(
          ProblemCode.NOT_FOUND,
          "The feed sent no message under this patient number. With its authority it is written"
              + " NUMBER^^^AUTHORITY");
    }
    if (found.entries() > MESSAGES_LIMIT) {
      throw new TrestleException(
          ProblemCode.TOO_COSTLY,
          "The feed sent more than " + MESSAGES_LIMIT + " messages about this patient");
    }
    return found;
  }

  /**
   * How long the file will be, in bytes: whoever reads it can tell whether it is whole.
   *
   * @throws TrestleException DEFECT_INTERNAL the journal does not hold what was received
   */
  public long length(Selection selection) {
    FeedMessages.Size size = messages.size(selection);
    if (size.entries() != selection.entries()) {
      throw new TrestleException(
          ProblemCode.DEFECT_INTERNAL,
          "The journal holds "
              + size.entries()
              + " of "
              + selection.entries()
              + " messages received");
    }
    return size.bytes() + size.entries() * FRAME_BYTES;
  }

  /**
   * Writes them; returns how many.
   *
   * @throws TrestleException a message cannot be opened, or is no content of a frame: the file is
   *     not whole, nothing is left out
   * @throws UncheckedIOException the reader hung up
   */
  public long write(Selection selection, OutputStream out) {
    return messages.each(selection, entry -> write(entry, out));
  }

  private void write(JournalEntry entry, OutputStream out) {
    byte[] raw = journal.raw(entry);
    if (mayEndAFrame(raw) && !comesBack(raw)) {
      throw new TrestleException(
          ProblemCode.NOT_SUPPORTED,
          "Entry "
              + entry.seq()
              + " holds bytes that end or begin a frame. Take what is before it and behind it, and"
              + " download it alone");
    }
    try {
      out.write(START);
      out.write(raw);
      out.write(END);
      out.write(CR);
    } catch (IOException hungUp) {
      throw new UncheckedIOException(hungUp);
    }
  }

  private static boolean mayEndAFrame(byte[] raw) {
    for (byte b : raw) {
      if (b == START || b == END) {
        return true;
      }
    }
    return raw.length == 0;
  }

  private static boolean comesBack(byte[] raw) {
    byte[] framed = new byte[raw.length + FRAME_BYTES];
    framed[0] = START;
    System.arraycopy(raw, 0, framed, 1, raw.length);
    framed[raw.length + 1] = END;
    framed[raw.length + 2] = CR;
    MllpFrames.Split split = MllpFrames.split(framed);
    return split.leftovers().isEmpty()
        && split.messages().size() == 1
        && Arrays.equals(split.messages().get(0), raw);
  }
}
