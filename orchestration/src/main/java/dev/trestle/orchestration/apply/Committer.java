package dev.trestle.orchestration.apply;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.record.RecordApplier;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.answer.OutcomeWatch;
import dev.trestle.orchestration.code.UnmappedCountStore;
import dev.trestle.orchestration.dispatch.Dispatcher;
import dev.trestle.orchestration.journal.MappingVersionStore;
import dev.trestle.orchestration.journal.Outcome;
import dev.trestle.orchestration.journal.SqlFailures;
import dev.trestle.orchestration.journal.WayMeters;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of records. Small batches, one transaction each, without savepoints: when a batch
 * fails for a reason of its own it is repeated message by message, and the one that fails alone
 * becomes an exception. When the database is away it waits; nothing in memory changes before a
 * commit.
 */
public final class Committer implements AutoCloseable {
  /** Entries in one commit. */
  static final int BATCH_ENTRIES = 64;

  /** Translated entries that wait for a commit; translators wait when there are more. */
  static final int LINE_ENTRIES = 256;

  /** One message must not hold up all others: after this many it is taken for the cause. */
  static final int TIMEOUTS_BORNE = 3;

  private static final String QUERY_CANCELED = "57014";
  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
  private static final long POLL_MILLIS = 100;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final Comparator<Prepared> IN_ORDER =
      Comparator.<Prepared>comparingLong(p -> p.entry().position())
          .thenComparingLong(p -> p.entry().seq());
  private static final Finding NOT_STORED =
      Finding.error(ProblemCode.DEFECT_INTERNAL, "", "The message could not be stored.");

  private final ApplyStore store;
  private final Supplier<Dispatcher> dispatcher;
  private final OutcomeWatch watch;
  private final CommitLine line = new CommitLine(LINE_ENTRIES);
  private final WayMeters meters;
  private final Clock clock;
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean closed;

  /**
   * Makes the committer; {@link #start} starts it.
   *
   * @param dispatcher told what was settled; asked for only after the start
   * @param watch asked whether a failure goes back to its sender, and told what was settled
   * @param mappings numbers what translated an entry
   * @param codes counts those that are in no table
   */
  public Committer(
      DataSource database,
      RecordApplier records,
      Supplier<Dispatcher> dispatcher,
      OutcomeWatch watch,
      MappingVersionStore mappings,
      UnmappedCountStore codes,
      Clock clock,
      WayMeters meters) {
    this.meters = meters;
    this.clock = clock;
    this.store = new ApplyStore(database, records, watch, mappings, codes, clock);
    this.dispatcher = dispatcher;
    this.watch = watch;
    this.thread = new Thread(this::run, "committer");
  }

  public void start() {
    thread.start();
  }

  /**
   * Hands an entry over; after the end it is left to the next start, which finds it again.
   *
   * @param urgent whether it goes before what is not
   */
  void submit(Prepared prepared, boolean urgent) throws InterruptedException {
    boolean taken = false;
    while (!taken && !closed) {
      taken = line.offer(prepared, urgent, POLL_MILLIS);
    }
  }

  /** Entries that wait for a commit. */
  public int waiting() {
    return line.size();
  }

  /** Whether the thread lives that writes. */
  public boolean alive() {
    return thread.isAlive();
  }

  private void run() {
    List<Prepared> batch = new ArrayList<>();
    try {
      while (gather(batch)) {
        batch.sort(IN_ORDER);
        settle(List.copyOf(batch));
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
    }
  }

  private boolean gather(List<Prepared> batch) throws InterruptedException {
    while (!line.take(batch, BATCH_ENTRIES, POLL_MILLIS)) {
      if (closing) {
        return false;
      }
    }
    return true;
  }

  /** Returns when every entry is settled or an exception, or when the end has come. */
  private void settle(List<Prepared> batch) throws InterruptedException {
    List<Prepared> left = batch;
    long pauseMillis = FIRST_PAUSE_MILLIS;
    int timeouts = 0;
    while (!left.isEmpty()) {
      Throwable failure = tryCommit(left);
      if (failure == null) {
        return;
      }
      boolean poison = isTimeout(failure) && ++timeouts >= TIMEOUTS_BORNE;
      if (!poison && mayPassLater(failure, left)) {
        LOG.warn("{} entries wait for the database: {}", left.size(), failure.getClass().getName());
        if (closing) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
        left = withoutSettled(left);
      } else if (left.size() > 1) {
        LOG.warn("A batch of {} failed and is repeated one by one", left.size());
        for (Prepared prepared : left) {
          settle(List.of(prepared));
        }
        return;
      } else {
        left = asException(withoutSettled(left), failure);
      }
    }
  }

  private @org.jspecify.annotations.Nullable Throwable tryCommit(List<Prepared> batch) {
    List<Settlement> settlements;
    try {
      long began = System.nanoTime();
      settlements = store.commit(batch);
      meters.applied(batch.size(), System.nanoTime() - began);
    } catch (Throwable failure) {
      return failure;
    }
    announce(settlements);
    return null;
  }

  /** The database gave up on a statement: because it is busy, or because of this very message. */
  private static boolean isTimeout(Throwable failure) {
    return failure instanceof SQLException sql && QUERY_CANCELED.equals(sql.getSQLState());
  }

  /** A failure that lies with the machine, or that no other writing can get around. */
  private static boolean mayPassLater(Throwable failure, List<Prepared> batch) {
    boolean hopeless =
        batch.size() == 1
            && batch.get(0) instanceof Prepared.Failed failed
            && failed.problem().equals(NOT_STORED);
    if (hopeless) {
      LOG.error(
          "The exception of entry {} cannot be written",
          batch.get(0).entry().seq(),
          Defects.withoutText(failure));
      return true;
    }
    if (failure instanceof SQLException sql) {
      return SqlFailures.toProblem("", sql).code() == ProblemCode.DATABASE_UNAVAILABLE;
    }
    if (failure instanceof TrestleException problem) {
      return problem.code() == ProblemCode.DATABASE_UNAVAILABLE;
    }
    return failure instanceof Error && !(failure instanceof StackOverflowError);
  }

  private List<Prepared> asException(List<Prepared> one, Throwable failure) {
    return one.stream()
        .<Prepared>map(
            prepared -> {
              report(prepared.entry().seq(), failure);
              return new Prepared.Failed(prepared.entry(), NOT_STORED);
            })
        .toList();
  }

  private static void report(long seq, Throwable failure) {
    if (failure instanceof SQLException sql) {
      LOG.error("The database refused entry {} (SQLSTATE {})", seq, sql.getSQLState());
    } else {
      LOG.error("Entry {} could not be applied", seq, Defects.withoutText(failure));
    }
  }

  /** After a commit whose answer was lost: what has an outcome is not repeated. */
  private List<Prepared> withoutSettled(List<Prepared> left) {
    try {
      List<Settlement> done = store.alreadySettled(left);
      Set<Long> seqs = done.stream().map(s -> s.entry().seq()).collect(Collectors.toSet());
      announce(done);
      return left.stream().filter(prepared -> !seqs.contains(prepared.entry().seq())).toList();
    } catch (SQLException stillAway) {
      LOG.debug("The database is still away");
      return left;
    }
  }

  private void announce(List<Settlement> settlements) {
    List<Long> settled = new ArrayList<>();
    Instant now = clock.instant();
    for (Settlement settlement : settlements) {
      count(settlement, now);
      if (settlement instanceof Settlement.Excepted excepted) {
        dispatcher.get().failed(excepted.entry(), excepted.problem());
        watch.failed(excepted.entry());
      } else if (settlement instanceof Settlement.Settled done) {
        settled.add(done.entry().seq());
        watch.settled(done.entry(), done.outcome());
      } else if (settlement instanceof Settlement.Reopens reopens) {
        settled.add(reopens.entry().seq());
        watch.settled(reopens.entry(), Outcome.DUPLICATE);
        dispatcher.get().resume(reopens.exception());
      }
    }
    if (!settled.isEmpty()) {
      dispatcher.get().settled(settled);
    }
  }

  private void count(Settlement settlement, Instant now) {
    SourceName source = settlement.entry().source();
    String type = settlement.entry().type();
    if (settlement instanceof Settlement.Excepted) {
      meters.excepted(source, type);
      return;
    }
    meters.took(source, Duration.between(settlement.entry().receivedAt(), now).toMillis());
    if (settlement instanceof Settlement.Reopens) {
      meters.settled(source, type, Outcome.DUPLICATE);
    } else if (settlement instanceof Settlement.Settled settled) {
      meters.settled(source, type, settled.outcome());
    }
  }

  /** Commits what is queued and stops; with the database away it leaves that to the next start. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
