package dev.trestle.app.security;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.orchestration.journal.SqlFailures;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes audit events in groups, as soon as they come. When they cannot be written they wait here;
 * when too many wait, or one has waited too long, reading stops at once: an answer without an audit
 * is not given, and nobody hangs.
 */
public final class AuditLog implements AutoCloseable {
  /** Events that wait for the database. */
  static final int QUEUE_EVENTS = 20_000;

  /** The longest that an event may wait before reading stops. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final int BATCH_EVENTS = 1_000;
  private static final long POLL_MILLIS = 200;
  private static final long RETRY_MILLIS = 500;
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private final AuditStore store;
  private final ArrayBlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUE_EVENTS);
  private final SecureRandom random = new SecureRandom();
  private final LongSupplier nanoTime;
  private final Thread thread;
  private volatile @Nullable Waiting oldest;
  private volatile boolean closing;

  /** An event and when it came, by the monotonic clock. */
  private record Waiting(AuditStore.Identified event, long sinceNanos) {}

  public AuditLog(DataSource database, Sealer sealer) {
    this(database, sealer, System::nanoTime);
  }

  AuditLog(DataSource database, Sealer sealer, LongSupplier nanoTime) {
    this.store = new AuditStore(database, sealer);
    this.nanoTime = nanoTime;
    this.thread = new Thread(this::run, "audit-log");
    thread.start();
  }

  /** Whether the thread lives that writes. */
  public boolean alive() {
    return thread.isAlive();
  }

  /** Events that wait to be written. */
  public int waiting() {
    return queue.size();
  }

  /** How long the event has waited that is being written, or zero. */
  public Duration behind() {
    Waiting first = oldest;
    return first == null
        ? Duration.ZERO
        : Duration.ofNanos(nanoTime.getAsLong() - first.sinceNanos());
  }

  /**
   * Records an event.
   *
   * @throws TrestleException QUEUE_FULL when too many wait for the database, or one for too long
   */
  public void record(AuditEvent event) {
    Waiting waiting =
        new Waiting(
            new AuditStore.Identified(EventId.of(event.at(), random), event), nanoTime.getAsLong());
    if (behind().compareTo(LONGEST_WAIT) > 0 || !queue.offer(waiting)) {
      throw new TrestleException(
          ProblemCode.QUEUE_FULL, "The audit cannot be written; reading waits for it.");
    }
  }

  /**
   * Records an event in the caller's transaction, for what must not be done without it.
   *
   * @return the event's id
   */
  public UUID record(Handle transaction, AuditEvent event) {
    UUID id = EventId.of(event.at(), random);
    store.append(transaction, List.of(new AuditStore.Identified(id, event)));
    return id;
  }

  private void run() {
    List<Waiting> batch = new ArrayList<>();
    while (true) {
      try {
        Waiting first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          oldest = first;
          batch.add(first);
          queue.drainTo(batch, BATCH_EVENTS - 1);
          write(batch.stream().map(Waiting::event).toList());
          batch.clear();
          oldest = null;
        } else if (closing) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void write(List<AuditStore.Identified> batch) throws InterruptedException {
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
  private void oneByOne(List<AuditStore.Identified> batch) {
    for (AuditStore.Identified event : batch) {
      try {
        store.append(List.of(event));
      } catch (RuntimeException refused) {
        LOG.error(
            "The database refused an audit event: {} by {}", event.event(), event.event().actor());
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
