package dev.trestle.app.platform;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where messages of one port wait while the site changes. Who waits gets no error and keeps its
 * place: messages go on in the order in which they came. Never blocks the thread of a connection.
 *
 * @param <A> what an answer is
 */
final class Gate<A> {
  /** Takes a message and gives its answer. */
  interface Taking<A> extends Supplier<CompletableFuture<A>> {}

  private record Waiting<A>(Taking<A> taking, CompletableFuture<A> answer) {}

  private final Deque<Waiting<A>> waiting = new ArrayDeque<>();
  private int inside;
  private boolean shut;
  private boolean ended;

  /** Takes the message now, or when the gate opens; after its end never. */
  CompletableFuture<A> pass(Taking<A> taking) {
    synchronized (this) {
      if (ended) {
        return CompletableFuture.failedFuture(gone());
      }
      if (shut || !waiting.isEmpty()) {
        Waiting<A> one = new Waiting<>(taking, new CompletableFuture<>());
        waiting.add(one);
        return one.answer();
      }
      inside++;
    }
    return take(taking);
  }

  private CompletableFuture<A> take(Taking<A> taking) {
    CompletableFuture<A> answer;
    try {
      answer = taking.get();
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    return answer.whenComplete((given, failure) -> left());
  }

  private synchronized void left() {
    inside--;
    notifyAll();
  }

  /** From now on messages wait. */
  synchronized void shut() {
    shut = true;
  }

  /**
   * Waits until what was taken is answered.
   *
   * @return whether it is, within the time
   */
  synchronized boolean awaitEmpty(long deadlineNanos) throws InterruptedException {
    while (inside > 0) {
      long left = deadlineNanos - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  /** Lets on what waits, in its order, and then everything. */
  void open() {
    synchronized (this) {
      shut = false;
    }
    while (true) {
      Waiting<A> next;
      synchronized (this) {
        // It stays first in the line until it is taken: nothing overtakes it.
        next = waiting.peek();
        if (next == null || shut || ended) {
          return;
        }
        inside++;
      }
      CompletableFuture<A> answer = take(next.taking());
      synchronized (this) {
        waiting.remove();
      }
      var unused =
          answer.whenComplete(
              (given, failure) -> {
                if (failure == null) {
                  next.answer().complete(given);
                } else {
                  next.answer().completeExceptionally(failure);
                }
              });
    }
  }

  /** The port goes away: who waits gets no answer, and sends again elsewhere. */
  void end() {
    Deque<Waiting<A>> late;
    synchronized (this) {
      ended = true;
      late = new ArrayDeque<>(waiting);
      waiting.clear();
    }
    late.forEach(one -> one.answer().completeExceptionally(gone()));
  }

  private static TrestleException gone() {
    return new TrestleException(ProblemCode.SHUTTING_DOWN, "The listener closes");
  }
}
