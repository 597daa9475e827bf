package dev.trestle.app.person;

import dev.trestle.identity.link.LinkView;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that wait until somebody goes to another person. One thread looks for all of them: when
 * it is told of a commit, and now and then by itself, since another process may have written. Who
 * waits holds no thread and no connection of the database. Thread-safe.
 */
public final class ChangeWaits implements AutoCloseable {
  /** Requests of one caller that wait at once. */
  public static final int OF_A_CALLER = 4;

  private static final Logger LOG = LoggerFactory.getLogger(ChangeWaits.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Answers that are put together at once: a change may wake many. */
  private static final int ANSWERING_THREADS = 2;

  private static final long LAST_ANSWERS_SECONDS = 10;

  private final ToLongFunction<LinkView> last;
  private final long lookNanos;
  private final Thread thread;
  private final ExecutorService answering;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition told = lock.newCondition();

  /** Those without an answer, in the order in which they came. */
  private final Set<Wait> waiting = new LinkedHashSet<>();

  /** The same with those whose answer is being put together. */
  private final Set<Wait> held = new LinkedHashSet<>();

  private boolean hinted;
  private boolean closing;

  private ChangeWaits(ToLongFunction<LinkView> last, Duration look) {
    this.last = last;
    this.lookNanos = look.toNanos();
    this.answering =
        Executors.newFixedThreadPool(
            ANSWERING_THREADS, work -> new Thread(work, "person-changes-answer"));
    this.thread = new Thread(this::run, "person-changes-wait");
  }

  /**
   * Starts its thread.
   *
   * @param last number of the last change in a view
   */
  public static ChangeWaits start(ToLongFunction<LinkView> last) {
    return start(last, LOOK);
  }

  static ChangeWaits start(ToLongFunction<LinkView> last, Duration look) {
    ChangeWaits waits = new ChangeWaits(last, look);
    waits.thread.start();
    return waits;
  }

  /** A request that waits. */
  public final class Wait {
    private final String caller;
    private final LinkView view;
    private final long after;
    private final long deadlineNanos;
    private final Runnable answer;

    private Wait(String caller, LinkView view, long after, Duration longest, Runnable answer) {
      this.caller = caller;
      this.view = view;
      this.after = after;
      this.deadlineNanos = System.nanoTime() + longest.toNanos();
      this.answer = answer;
    }

    /** The request has ended, answered or not: it counts no longer. */
    public void end() {
      lock.lock();
      try {
        waiting.remove(this);
        held.remove(this);
      } finally {
        lock.unlock();
      }
    }

    private boolean isDue(Map<LinkView, Long> numbers, long now) {
      return closing || deadlineNanos - now <= 0 || numbers.getOrDefault(view, 0L) > after;
    }

    private void give() {
      try {
        answer.run();
      } catch (RuntimeException failure) {
        LOG.error("Who waited got no answer: {}", failure.getClass().getName());
      } finally {
        end();
      }
    }
  }

  /**
   * Has an answer given once: as soon as a change of a view has a number after this one, or when
   * the time is over, or at once when the platform stops.
   *
   * @param answer run on a thread of this; deals with its own failures
   * @throws TrestleException WAITS_FULL
   */
  public Wait await(String caller, LinkView view, long after, Duration longest, Runnable answer) {
    Wait wait = new Wait(caller, view, after, longest, answer);
    lock.lock();
    try {
      if (held.stream().filter(one -> one.caller.equals(caller)).count() >= OF_A_CALLER) {
        throw new TrestleException(
            ProblemCode.WAITS_FULL,
            "This token has "
                + OF_A_CALLER
                + " requests that wait; one that hung up counts until its time is over.");
      }
      held.add(wait);
      waiting.add(wait);
      // What was committed after the caller looked is found by a look of its own.
      hinted = true;
      told.signal();
      if (!closing) {
        return wait;
      }
      waiting.remove(wait);
    } finally {
      lock.unlock();
    }
    wait.give();
    return wait;
  }

  /** Something may have been committed. */
  public void hint() {
    lock.lock();
    try {
      hinted = true;
      told.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Requests that are not answered yet. */
  public int waiting() {
    lock.lock();
    try {
      return held.size();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (awaitSomething()) {
      Map<LinkView, Long> numbers = look();
      due(numbers).forEach(wait -> answering.execute(wait::give));
    }
    due(Map.of()).forEach(wait -> answering.execute(wait::give));
  }

  /** Returns whether it goes on. */
  private boolean awaitSomething() {
    lock.lock();
    try {
      long lookAgain = System.nanoTime() + lookNanos;
      while (!closing && !hinted) {
        long nanos = nextNanos(lookAgain);
        if (nanos <= 0) {
          break;
        }
        told.awaitNanos(nanos);
      }
      hinted = false;
      return !closing;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Until the next look, or until the time of somebody is over. */
  private long nextNanos(long lookAgain) {
    if (waiting.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long now = System.nanoTime();
    long next = lookAgain - now;
    for (Wait wait : waiting) {
      next = Math.min(next, wait.deadlineNanos - now);
    }
    return next;
  }

  /** The last numbers in the views that somebody waits in; nothing when the database fails. */
  private Map<LinkView, Long> look() {
    Map<LinkView, Long> numbers = new EnumMap<>(LinkView.class);
    try {
      views().forEach(view -> numbers.put(view, last.applyAsLong(view)));
    } catch (RuntimeException failure) {
      LOG.debug("The last change was not read: {}", failure.getClass().getName());
    }
    return numbers;
  }

  private Set<LinkView> views() {
    lock.lock();
    try {
      Set<LinkView> views = EnumSet.noneOf(LinkView.class);
      waiting.forEach(wait -> views.add(wait.view));
      return views;
    } finally {
      lock.unlock();
    }
  }

  /** Takes those that are to be answered now. */
  private List<Wait> due(Map<LinkView, Long> numbers) {
    lock.lock();
    try {
      long now = System.nanoTime();
      List<Wait> due = new ArrayList<>();
      waiting.stream().filter(wait -> wait.isDue(numbers, now)).forEach(due::add);
      due.forEach(waiting::remove);
      return due;
    } finally {
      lock.unlock();
    }
  }

  /** Answers everybody who waits, at once; who comes later does not wait. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      told.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
      answering.shutdown();
      if (!answering.awaitTermination(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Not all who waited for changes of persons were answered");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
