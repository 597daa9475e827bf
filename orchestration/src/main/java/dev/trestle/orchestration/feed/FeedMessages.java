package dev.trestle.orchestration.feed;

import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.JournalReadStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * What a source sent, oldest first, repeats included. Where it begins is found by what the appender
 * counted; then the journal is read forwards, so that a source that is rare costs no more than the
 * piece of the journal that its messages lie in.
 */
public final class FeedMessages {
  /** Numbers of the journal that one statement looks at. */
  static final int WINDOW_NUMBERS = 10_000;

  /** Entries that one statement gives; each may bring its bytes. */
  static final int PAGE_ENTRIES = 200;

  private final FeedCountStore counts;
  private final JournalReadStore reader;

  public FeedMessages(DataSource database, JournalReadStore reader) {
    this.counts = new FeedCountStore(database);
    this.reader = reader;
  }

  /** Some of what a source sent. */
  public sealed interface Selection {
    /** How many entries it has. */
    long entries();
  }

  /**
   * Entries one by one, in sequence.
   *
   * @param seqs their numbers
   */
  public record Picked(List<Long> seqs) implements Selection {
    public Picked {
      seqs = List.copyOf(seqs);
    }

    @Override
    public long entries() {
      return seqs.size();
    }
  }

  /**
   * A piece of what a source sent.
   *
   * @param source its number
   * @param after entries with higher numbers
   * @param upTo entries with this number or a lower one
   * @param skip entries at its beginning that do not belong to it
   * @param entries how many the appender counted in it
   */
  public record Span(int source, long after, long upTo, long skip, long entries)
      implements Selection {}

  /** How many entries the journal has, and the length of their messages together. */
  public record Size(long entries, long bytes) {}

  /** Measures a selection without opening a message. */
  public Size size(Selection selection) {
    return selection instanceof Span span
        ? counts.size(span)
        : counts.size(((Picked) selection).seqs());
  }

  /**
   * The newest entries of a source that one of the keys orders: those about a patient.
   *
   * @param limit most entries
   */
  public Picked underKeys(int source, List<Hash128> keys, int limit) {
    return new Picked(counts.underKeys(source, keys, limit));
  }

  /** The last {@code count} entries, or all when there are fewer. */
  public Span last(int source, long count) {
    FeedCountStore.Head head = counts.head();
    Instant second = counts.secondOfLast(source, count, head.at()).orElse(Instant.EPOCH);
    long counted = counts.entries(source, second, head.at());
    long after = reader.firstAt(second, head.seq()) - 1;
    long wanted = Math.min(count, counted);
    return new Span(source, after, head.seq(), counted - wanted, wanted);
  }

  /**
   * What was received in a period. Bounds are cut to whole seconds: a batch of the journal never
   * spans two.
   *
   * @param from at or after
   * @param to before
   */
  public Span period(int source, Instant from, Instant to) {
    FeedCountStore.Head head = counts.head();
    Instant first = from.truncatedTo(ChronoUnit.SECONDS);
    Instant end = to.truncatedTo(ChronoUnit.SECONDS);
    long after = reader.firstAt(first, head.seq()) - 1;
    long upTo = reader.firstAt(end, head.seq()) - 1;
    Instant last = end.minus(1, ChronoUnit.MICROS);
    long counted = counts.entries(source, first, last.isBefore(head.at()) ? last : head.at());
    return new Span(source, after, upTo, 0, counted);
  }

  /** Gives the entries of a selection one by one, in sequence; returns how many there were. */
  public long each(Selection selection, Consumer<JournalEntry> listener) {
    if (selection instanceof Span span) {
      return each(span, listener);
    }
    List<Long> seqs = ((Picked) selection).seqs();
    seqs.forEach(seq -> listener.accept(reader.entry(seq)));
    return seqs.size();
  }

  private long each(Span span, Consumer<JournalEntry> listener) {
    long after = span.after();
    long left = span.skip();
    long given = 0;
    while (after < span.upTo()) {
      long end = Math.min(span.upTo(), after + WINDOW_NUMBERS);
      List<JournalEntry> page = reader.ofSource(span.source(), after, end, PAGE_ENTRIES);
      for (JournalEntry entry : page) {
        if (left > 0) {
          left--;
        } else {
          listener.accept(entry);
          given++;
        }
      }
      after = page.size() < PAGE_ENTRIES ? end : page.get(page.size() - 1).seq();
    }
    return given;
  }
}
