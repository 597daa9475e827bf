package dev.trestle.orchestration.journal;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: while one batch is being flushed the next one gathers. A future completes only when
 * its entry is on disk; it fails when that could not be proved, and then the sender must get no
 * answer.
 */
public final class Appender implements AutoCloseable {
  /** Entries in one commit. */
  static final int BATCH_ENTRIES = 500;

  /** Bytes in one commit; a larger message has a commit of its own. */
  static final long BATCH_BYTES = 8L << 20;

  /** Entries that wait for a commit; more must wait at the socket. */
  static final int QUEUE_ENTRIES = 10_000;

  /**
   * An entry that has company waits this long for more: a commit costs nearly the same for twice as
   * many. One that is alone does not wait.
   */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final Logger LOG = LoggerFactory.getLogger(Appender.class);

  private record Pending(NewEntry entry, CompletableFuture<Appended> done, long sinceNanos) {}

  private final JournalStore journal;
  private final Consumer<CommittedEntries> committed;
  private final WayMeters meters;
  private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE_ENTRIES);
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean closed;

  /**
   * Starts the appender.
   *
   * @param committed told of each commit, in their order, on the appender's thread
   */
  public Appender(JournalStore journal, Consumer<CommittedEntries> committed) {
    this(journal, committed, WayMeters.NONE);
  }

  /** The same, counted. */
  public Appender(JournalStore journal, Consumer<CommittedEntries> committed, WayMeters meters) {
    this.journal = journal;
    this.committed = committed;
    this.meters = meters;
    this.thread = new Thread(this::run, "journal-appender");
    thread.start();
  }

  /**
   * Appends an entry; the future fails with a {@link TrestleException} when it is not proved to be
   * on disk.
   */
  public CompletableFuture<Appended> append(NewEntry entry) {
    CompletableFuture<Appended> done = new CompletableFuture<>();
    if (closing) {
      done.completeExceptionally(
          new TrestleException(ProblemCode.SHUTTING_DOWN, "Trestle is stopping"));
    } else if (!queue.offer(new Pending(entry, done, System.nanoTime()))) {
      done.completeExceptionally(
          new TrestleException(
              ProblemCode.QUEUE_FULL, QUEUE_ENTRIES + " messages wait for the journal"));
    } else if (closed) {
      // It came while the last batch was on its way.
      failLate();
    }
    return done;
  }

  /** Entries that wait for a commit. */
  public int waiting() {
    return queue.size();
  }

  /** Whether the thread lives that commits. */
  public boolean alive() {
    return thread.isAlive();
  }

  private void run() {
    List<Pending> batch = new ArrayList<>();
    try {
      while (gather(batch)) {
        commit(batch);
        batch.clear();
      }
    } finally {
      closed = true;
      failLate();
    }
  }

  private boolean gather(List<Pending> batch) {
    try {
      Pending first = null;
      while (first == null) {
        first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first == null && closing) {
          return false;
        }
      }
      batch.add(first);
      if (!queue.isEmpty() && queue.size() < BATCH_ENTRIES && !closing) {
        LockSupport.parkNanos(GATHER_NANOS);
      }
      long bytes = first.entry().bytes();
      while (batch.size() < BATCH_ENTRIES && bytes < BATCH_BYTES) {
        Pending next = queue.peek();
        if (next == null || bytes + next.entry().bytes() > BATCH_BYTES) {
          break;
        }
        bytes += next.entry().bytes();
        batch.add(queue.remove());
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void commit(List<Pending> batch) {
    List<NewEntry> entries = batch.stream().map(Pending::entry).toList();
    try {
      long began = System.nanoTime();
      List<Appended> appended = journal.append(entries);
      meters.journaled(entries.size(), System.nanoTime() - began);
      complete(batch, appended, CommittedEntries.of(entries, appended));
    } catch (LostCommitException lost) {
      LOG.warn("The answer to a commit of {} entries was lost; looking it up", entries.size());
      lookUp(batch, entries, lost);
    } catch (TrestleException problem) {
      if (problem.code() != ProblemCode.DATABASE_UNAVAILABLE && batch.size() > 1) {
        // One entry must not fail its neighbours: bisect until it stands alone.
        commit(List.copyOf(batch.subList(0, batch.size() / 2)));
        commit(List.copyOf(batch.subList(batch.size() / 2, batch.size())));
      } else {
        LOG.warn("{} entries were not journaled: {}", batch.size(), problem.getMessage());
        fail(batch, problem);
      }
    } catch (RuntimeException | Error defect) {
      // Only the class: a text could quote a message. The appender must live on.
      LOG.error("{} entries were not journaled: {}", batch.size(), defect.getClass().getName());
      fail(
          batch,
          new TrestleException(ProblemCode.DEFECT_INTERNAL, "The journal could not be written"));
    }
  }

  private void lookUp(List<Pending> batch, List<NewEntry> entries, LostCommitException lost) {
    try {
      if (journal.isThere(entries, lost.appended())) {
        complete(batch, lost.appended(), CommittedEntries.unread(lost.appended()));
        return;
      }
    } catch (RuntimeException stillAway) {
      lost.addSuppressed(stillAway);
    }
    fail(
        batch,
        new TrestleException(
            ProblemCode.DATABASE_UNAVAILABLE,
            "It is not known whether the commit took place",
            lost));
  }

  private void complete(List<Pending> batch, List<Appended> appended, CommittedEntries told) {
    tellCommitted(told);
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).done().complete(appended.get(i));
    }
    batch.forEach(this::count);
  }

  /** After the answers have left. */
  private void count(Pending pending) {
    NewEntry entry = pending.entry();
    meters.received(entry.source(), entry.type());
    meters.waited(System.nanoTime() - pending.sinceNanos());
    if (entry.settled() != null) {
      meters.settled(entry.source(), entry.type(), entry.settled().outcome());
    }
  }

  /** Who is told must not keep a sender from its answer. */
  private void tellCommitted(CommittedEntries told) {
    try {
      committed.accept(told);
    } catch (RuntimeException defect) {
      LOG.error("Nobody was told of entry {}: {}", told.upTo(), defect.getClass().getName());
    }
  }

  private static void fail(List<Pending> batch, RuntimeException problem) {
    batch.forEach(pending -> pending.done().completeExceptionally(problem));
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
    failLate();
  }

  private void failLate() {
    List<Pending> late = new ArrayList<>();
    queue.drainTo(late);
    fail(late, new TrestleException(ProblemCode.SHUTTING_DOWN, "Trestle is stopping"));
  }
}
