package dev.trestle.orchestration.exceptions;

import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.message.Header;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.orchestration.dispatch.Dispatcher;
import dev.trestle.orchestration.intake.EntryMaker;
import dev.trestle.orchestration.journal.Appender;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.orchestration.journal.NewEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people can do about messages that could not go on. A decision is committed first; then the
 * dispatcher is told, which alone releases keys, oldest first. When the process stops between the
 * two, the dispatcher finds the decision at its start.
 */
public final class Exceptions {
  /** Exceptions tried again with one call; the rest needs another call. */
  public static final int GROUP_LIMIT = 1_000;

  /** Attempts by itself, after the first; then people are asked. */
  public static final int RETRIES = 6;

  /** Before the first of them; each further pause is twice as long: five hours in all. */
  public static final Duration FIRST_PAUSE = Duration.ofMinutes(5);

  private static final List<Integer> RETRIED =
      Arrays.stream(ProblemCode.values())
          .filter(ProblemCode::retryHelps)
          .map(ProblemCode::number)
          .toList();

  private static final Logger LOG = LoggerFactory.getLogger(Exceptions.class);
  private static final long JOURNAL_SECONDS = 60;

  private final ExceptionStore store;
  private final JournalReadStore reader;
  private final Supplier<Site> site;
  private final Dialect dialect;
  private final EntryMaker entries;
  private final Appender appender;
  private final Dispatcher dispatcher;

  public Exceptions(
      ExceptionStore store,
      JournalReadStore reader,
      Supplier<Site> site,
      Dialect dialect,
      EntryMaker entries,
      Appender appender,
      Dispatcher dispatcher) {
    this.store = store;
    this.reader = reader;
    this.site = site;
    this.dialect = dialect;
    this.entries = entries;
    this.appender = appender;
    this.dispatcher = dispatcher;
  }

  /** Open exceptions by cause, most frequent first. */
  public List<ExceptionGroup> groups(ExceptionFilter filter) {
    return store.groups(filter);
  }

  /**
   * Open exceptions, oldest first, a page at a time.
   *
   * @param after the last entry of the page before, or 0
   */
  public List<OpenException> list(ExceptionFilter filter, long after) {
    return store.list(filter, after);
  }

  /**
   * One exception with its message.
   *
   * @throws TrestleException NOT_FOUND it is no open exception
   */
  public ExceptionCase show(long seq) {
    OpenException open = open(seq);
    return new ExceptionCase(open, reader.raw(seq), store.waiting(seq), store.history(seq));
  }

  /**
   * One exception without its message.
   *
   * @throws TrestleException NOT_FOUND it is no open exception
   */
  public OpenException find(long seq) {
    return open(seq);
  }

  /** The first entries that wait for an exception. */
  public List<Long> waiting(long seq) {
    return store.waiting(seq);
  }

  /** Everything that waits, by what it waits for; what holds most comes first. */
  public List<WaitingGroup> waitingGroups() {
    return store.waitingGroups();
  }

  /** Decisions taken on an entry, oldest first; also when it is no exception any more. */
  public List<ExceptionCase.Decision> history(long seq) {
    return store.history(seq);
  }

  /**
   * Tries an exception again, with the active site.
   *
   * @throws TrestleException NOT_FOUND, or CONFLICT when it is being tried already
   */
  public void resubmit(long seq, String actor, String reason) {
    store.resubmit(seq, actor, reason);
    dispatcher.resume(seq);
  }

  /**
   * Tries the oldest that match again.
   *
   * @return how many; {@link #GROUP_LIMIT} means that there can be more
   */
  public int resubmit(ExceptionFilter filter, String actor, String reason) {
    List<Long> seqs = store.resubmit(filter, GROUP_LIMIT, actor, reason);
    seqs.forEach(dispatcher::resume);
    return seqs.size();
  }

  /**
   * Tries again what can pass without anybody changing anything, and whose time has come.
   *
   * @return how many
   */
  int retryDue(Instant now) {
    int tried = 0;
    for (long seq : store.due(RETRIED, RETRIES, FIRST_PAUSE, now, GROUP_LIMIT)) {
      try {
        resubmit(seq, "trestle", "by itself: it can pass without anybody's doing");
        tried++;
      } catch (TrestleException settled) {
        // Somebody was faster.
        LOG.debug("Entry {} is not tried again: {}", seq, settled.code());
      }
    }
    return tried;
  }

  /**
   * Ends an exception as dismissed; what waited for it goes on.
   *
   * @throws TrestleException NOT_FOUND, or CONFLICT when it is being tried again
   */
  public void dismiss(long seq, String actor, String reason) {
    store.dismiss(seq, actor, reason);
    dispatcher.released(seq);
  }

  /**
   * Journals a corrected copy, which takes the original's place in the order of its keys; the
   * original ends dismissed in the same transaction. The copy counts as received.
   *
   * @return the copy's sequence number
   * @throws TrestleException NOT_FOUND; CONFLICT it is being tried again; REQUEST_INVALID the bytes
   *     are no message; DATABASE_UNAVAILABLE it is not known whether it was journaled
   */
  public long correct(long seq, byte[] raw, String actor, String reason) {
    open(seq);
    JournalEntry original = reader.entry(seq);
    Site current = site.get();
    Source source =
        current
            .source(original.source())
            .orElseThrow(
                () ->
                    new TrestleException(
                        ProblemCode.SOURCE_UNKNOWN,
                        "The active site has no source " + original.source()));
    Header header =
        dialect
            .header(raw)
            .orElseThrow(
                () ->
                    new TrestleException(
                        ProblemCode.REQUEST_INVALID, "The corrected copy is no message"));
    NewEntry.Correction correction =
        new NewEntry.Correction(seq, original.position(), actor, reason);
    return journaled(entries.make(current, source, header, raw, null, correction));
  }

  private long journaled(NewEntry copy) {
    try {
      return appender.append(copy).get(JOURNAL_SECONDS, TimeUnit.SECONDS).seq();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TrestleException problem) {
        throw problem;
      }
      throw new TrestleException(
          ProblemCode.DEFECT_INTERNAL, "The corrected copy was not journaled", e);
    } catch (TimeoutException e) {
      throw new TrestleException(
          ProblemCode.DATABASE_UNAVAILABLE, "The journal does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrestleException(ProblemCode.SHUTTING_DOWN, "Trestle is stopping", e);
    }
  }

  private OpenException open(long seq) {
    return store
        .find(seq)
        .orElseThrow(
            () ->
                new TrestleException(
                    ProblemCode.NOT_FOUND, "Entry " + seq + " is not an open exception"));
  }
}
