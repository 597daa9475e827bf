package dev.trestle.app.security;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.orchestration.journal.SqlFailures;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes audit events in groups, within a second. When they cannot be written they wait here, and
 * when too many wait, reading stops: an answer without an audit is not given.
 */
public final class AuditLog implements AutoCloseable {
  /** Events that wait for the database. */
  static final int QUEUE_EVENTS = 20_000;

  private static final int BATCH_EVENTS = 1_000;
  private static final long RETRY_MILLIS = 500;
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private final AuditStore store;
  private final ArrayBlockingQueue<AuditEvent> queue = new ArrayBlockingQueue<>(QUEUE_EVENTS);
  private final Thread thread;
  private volatile boolean closing;

  public AuditLog(DataSource database, Sealer sealer) {
    this.store = new AuditStore(database, sealer);
    this.thread = new Thread(this::run, "audit-log");
    thread.start();
  }

  /**
   * Records an event.
   *
   * @throws TrestleException QUEUE_FULL when too many wait for the database
   */
  public void record(AuditEvent event) {
    if (!queue.offer(event)) {
      throw new TrestleException(
          ProblemCode.QUEUE_FULL, "The audit cannot be written; reading waits for it.");
    }
  }

  private void run() {
    List<AuditEvent> batch = new ArrayList<>();
    while (true) {
      try {
        AuditEvent first = queue.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, BATCH_EVENTS - 1);
          write(batch);
          batch.clear();
        } else if (closing) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void write(List<AuditEvent> batch) throws InterruptedException {
    while (true) {
      try {
        store.append(batch);
        return;
      } catch (RuntimeException failure) {
        if (!isInfrastructure(failure)) {
          oneByOne(batch);
          return;
        }
        LOG.warn("{} audit events wait for the database", batch.size());
        if (closing) {
          LOG.error("{} audit events were not written", batch.size());
          return;
        }
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
    }
  }

  /**
   * One event that the database refuses must not hold up the others; it is not dropped in silence.
   */
  private void oneByOne(List<AuditEvent> batch) {
    for (AuditEvent event : batch) {
      try {
        store.append(List.of(event));
      } catch (RuntimeException refused) {
        LOG.error("The database refused an audit event: {} by {}", event, event.actor());
      }
    }
  }

  private static boolean isInfrastructure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return SqlFailures.toProblem("", sql).code() == ProblemCode.DATABASE_UNAVAILABLE;
      }
    }
    return false;
  }

  /** Writes what waits and stops. */
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
