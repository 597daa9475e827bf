package dev.trestle.orchestration.apply;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Translated entries that wait for a commit; what is urgent goes before a flood. */
final class CommitLine {
  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition emptied = lock.newCondition();
  private final ArrayDeque<Prepared> urgent = new ArrayDeque<>();
  private final ArrayDeque<Prepared> others = new ArrayDeque<>();

  /**
   * Makes it.
   *
   * @param limit of what is not urgent; whoever brings more waits
   */
  CommitLine(int limit) {
    this.limit = limit;
  }

  /**
   * Puts an entry in line.
   *
   * @return whether there was room within the time
   */
  boolean offer(Prepared prepared, boolean isUrgent, long millis) throws InterruptedException {
    long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lockInterruptibly();
    try {
      while (!isUrgent && others.size() >= limit) {
        if (nanos <= 0) {
          return false;
        }
        nanos = emptied.awaitNanos(nanos);
      }
      (isUrgent ? urgent : others).add(prepared);
      filled.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Moves the first entries into a batch, and waits for one when there is none.
   *
   * @param most entries
   * @return whether there was one within the time
   */
  boolean take(List<Prepared> batch, int most, long millis) throws InterruptedException {
    long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lockInterruptibly();
    try {
      while (urgent.isEmpty() && others.isEmpty()) {
        if (nanos <= 0) {
          return false;
        }
        nanos = filled.awaitNanos(nanos);
      }
      move(urgent, batch, most);
      move(others, batch, most);
      emptied.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static void move(ArrayDeque<Prepared> from, List<Prepared> batch, int most) {
    while (batch.size() < most && !from.isEmpty()) {
      batch.add(from.removeFirst());
    }
  }

  int size() {
    lock.lock();
    try {
      return urgent.size() + others.size();
    } finally {
      lock.unlock();
    }
  }
}
