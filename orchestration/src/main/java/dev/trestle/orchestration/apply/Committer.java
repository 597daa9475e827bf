package dev.trestle.orchestration.apply;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.record.RecordApplier;
import dev.trestle.orchestration.dispatch.Dispatcher;
import dev.trestle.orchestration.journal.SqlFailures;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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

  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final ApplyStore store;
  private final Supplier<Dispatcher> dispatcher;
  private final LinkedBlockingQueue<Prepared> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closing;

  /**
   * Makes the committer; {@link #start} starts it.
   *
   * @param dispatcher told what was settled; asked for only after the start
   */
  public Committer(
      DataSource database, RecordApplier records, Supplier<Dispatcher> dispatcher, Clock clock) {
    this.store = new ApplyStore(database, records, clock);
    this.dispatcher = dispatcher;
    this.thread = new Thread(this::run, "committer");
  }

  public void start() {
    thread.start();
  }

  void submit(Prepared prepared) {
    queue.add(prepared);
  }

  /** Entries that wait for a commit. */
  public int waiting() {
    return queue.size();
  }

  boolean wasHandedBack(long seq) {
    try {
      return store.wasHandedBack(seq);
    } catch (SQLException e) {
      throw SqlFailures.toProblem("An outcome could not be read", e);
    }
  }

  private void run() {
    List<Prepared> batch = new ArrayList<>();
    while (true) {
      try {
        Prepared first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first == null) {
          if (closing) {
            return;
          }
          continue;
        }
        batch.add(first);
        queue.drainTo(batch, BATCH_ENTRIES - 1);
        commit(batch);
        batch.clear();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void commit(List<Prepared> batch) throws InterruptedException {
    List<Prepared> left = new ArrayList<>(batch);
    left.removeIf(this::prepareAgain);
    long pause = FIRST_PAUSE_MILLIS;
    while (!left.isEmpty()) {
      try {
        announce(store.commit(left));
        return;
      } catch (SQLException | RuntimeException failure) {
        if (!isInfrastructure(failure)) {
          LOG.warn("A batch of {} failed and is repeated one by one", left.size());
          oneByOne(left);
          return;
        }
        LOG.warn("The database does not answer; {} entries wait", left.size());
      }
      if (closing) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
      forgetSettled(left);
    }
  }

  private boolean prepareAgain(Prepared prepared) {
    if (prepared instanceof Prepared.Retry retry) {
      dispatcher.get().runAgain(retry.entry());
      return true;
    }
    return false;
  }

  /** After a commit whose answer was lost: what has an outcome is not repeated. */
  private void forgetSettled(List<Prepared> left) {
    try {
      Set<Long> settled = store.alreadySettled(left.stream().map(p -> p.entry().seq()).toList());
      List<Settlement> done = new ArrayList<>();
      left.removeIf(
          prepared -> {
            boolean there = settled.contains(prepared.entry().seq());
            if (there) {
              done.add(new Settlement.Settled(prepared.entry()));
            }
            return there;
          });
      announce(done);
    } catch (SQLException stillAway) {
      LOG.debug("The database is still away");
    }
  }

  private void oneByOne(List<Prepared> batch) throws InterruptedException {
    for (Prepared prepared : batch) {
      long pause = FIRST_PAUSE_MILLIS;
      Prepared attempt = prepared;
      while (true) {
        try {
          if (store.alreadySettled(List.of(attempt.entry().seq())).isEmpty()) {
            announce(store.commit(List.of(attempt)));
          } else {
            announce(List.of(new Settlement.Settled(attempt.entry())));
          }
          break;
        } catch (SQLException | RuntimeException failure) {
          if (isInfrastructure(failure)) {
            if (closing) {
              return;
            }
            TimeUnit.MILLISECONDS.sleep(pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
          } else if (attempt instanceof Prepared.Failed) {
            throw new IllegalStateException("an exception could not be written", failure);
          } else {
            LOG.error(
                "Entry {} could not be applied",
                attempt.entry().seq(),
                Defects.withoutText(failure));
            attempt =
                new Prepared.Failed(
                    attempt.entry(),
                    Finding.error(
                        ProblemCode.DEFECT_INTERNAL, "", "The message could not be stored."));
          }
        }
      }
    }
  }

  private static boolean isInfrastructure(Exception failure) {
    if (failure instanceof SQLException sql) {
      return SqlFailures.toProblem("", sql).code() == ProblemCode.DATABASE_UNAVAILABLE;
    }
    return failure instanceof TrestleException problem
        && problem.code() == ProblemCode.DATABASE_UNAVAILABLE;
  }

  private void announce(List<Settlement> settlements) {
    List<Long> settled = new ArrayList<>();
    for (Settlement settlement : settlements) {
      if (settlement instanceof Settlement.Excepted excepted) {
        dispatcher.get().failed(excepted.entry().seq());
      } else {
        settled.add(settlement.entry().seq());
      }
      if (settlement instanceof Settlement.Reopens reopens) {
        dispatcher.get().resume(reopens.exception());
      }
    }
    if (!settled.isEmpty()) {
      dispatcher.get().settled(settled);
    }
  }

  /** Commits what is queued and stops. */
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
