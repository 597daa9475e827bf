package dev.trestle.orchestration.intake;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes incidents from the network's threads, which must never wait, and writes them on a thread of
 * its own. What finds no room is counted, and the count becomes a row when there is room again.
 */
public final class Incidents implements AutoCloseable {
  /** Incidents that wait to be written. */
  static final int QUEUE_INCIDENTS = 1_000;

  /** Their first bytes together. */
  static final long QUEUE_BYTES = 8L << 20;

  /** First bytes that one peer can put on record. */
  static final long PEER_BYTES_PER_HOUR = 1L << 20;

  /** Rows in one commit. */
  private static final int BATCH_INCIDENTS = 100;

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);

  private final IncidentStore store;
  private final PeerBytes peers = new PeerBytes(PEER_BYTES_PER_HOUR);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<IntakeIncident> queue = new ArrayDeque<>();
  private final Map<String, Integer> dropped = new TreeMap<>();
  private final Thread thread;
  private long queuedBytes;
  private boolean writing;
  private boolean closing;

  public Incidents(IncidentStore store) {
    this.store = store;
    this.thread = new Thread(this::run, "incident-writer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes an incident; never waits for the database. */
  public void add(IntakeIncident incident) {
    int kept = peers.grant(incident.host(), incident.firstBytes().length);
    lock.lock();
    try {
      if (closing || queue.size() >= QUEUE_INCIDENTS || queuedBytes + kept > QUEUE_BYTES) {
        dropped.merge(incident.listener(), 1, Integer::sum);
      } else {
        queuedBytes += kept;
        queue.add(
            kept == incident.firstBytes().length
                ? incident
                : incident.withFirstBytes(Arrays.copyOf(incident.firstBytes(), kept)));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that came is written, or the time is over; returns whether it is. */
  public boolean awaitWritten(long limit, TimeUnit unit) throws InterruptedException {
    long left = unit.toNanos(limit);
    lock.lockInterruptibly();
    try {
      while (writing || !queue.isEmpty() || !dropped.isEmpty()) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      for (List<IncidentStore.Row> rows = next(); !rows.isEmpty(); rows = next()) {
        write(rows);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next rows to be written; none when the end has come. */
  private List<IncidentStore.Row> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      writing = false;
      changed.signalAll();
      while (queue.isEmpty() && dropped.isEmpty() && !closing) {
        changed.await();
      }
      List<IncidentStore.Row> rows = new ArrayList<>();
      while (!queue.isEmpty() && rows.size() < BATCH_INCIDENTS) {
        IntakeIncident incident = queue.remove();
        queuedBytes -= incident.firstBytes().length;
        rows.add(new IncidentStore.Row(incident, 1));
      }
      dropped.forEach((listener, count) -> rows.add(noRoom(listener, count)));
      dropped.clear();
      writing = true;
      return rows;
    } finally {
      lock.unlock();
    }
  }

  private static IncidentStore.Row noRoom(String listener, int count) {
    LOG.warn("{} incidents of listener {} found no room and are only counted", count, listener);
    byte[] none = {};
    return new IncidentStore.Row(
        new IntakeIncident(listener, "", ProblemCode.QUEUE_FULL, 0, none, none), count);
  }

  private void write(List<IncidentStore.Row> rows) throws InterruptedException {
    long pauseMillis = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        store.add(rows);
        return;
      } catch (TrestleException problem) {
        if (problem.code() != ProblemCode.DATABASE_UNAVAILABLE || isClosing()) {
          LOG.error("{} incidents could not be recorded: {}", rows.size(), problem.getMessage());
          return;
        }
        LOG.warn("{} incidents wait for the database", rows.size());
      } catch (RuntimeException defect) {
        // Only the class: a text could quote what was received.
        LOG.error(
            "{} incidents could not be recorded: {}", rows.size(), defect.getClass().getName());
        return;
      }
      TimeUnit.MILLISECONDS.sleep(pauseMillis);
      pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  /** Writes what is there, once, and stops. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
