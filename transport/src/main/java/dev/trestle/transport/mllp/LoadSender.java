package dev.trestle.transport.mllp;

import dev.trestle.transport.mllp.SendResult.Answered;
import dev.trestle.transport.mllp.SendResult.NoAnswer;
import dev.trestle.transport.mllp.SendResult.NotSent;
import dev.trestle.transport.mllp.SendResult.Unreadable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends many messages over several connections, as fast as answers come or at a rate. Over one
 * connection they keep their order. Repeats nothing: what became of each message goes to the
 * callback, which may stop the run.
 */
public final class LoadSender {
  private final MllpTarget target;
  private final int connections;
  private final double perSecond;

  /**
   * @param connections how many at once
   * @param perSecond messages of all connections together; 0: as fast as answers come
   */
  public LoadSender(MllpTarget target, int connections, double perSecond) {
    if (connections < 1 || perSecond < 0) {
      throw new IllegalArgumentException("connections must be positive, the rate not negative");
    }
    this.target = target;
    this.connections = connections;
    this.perSecond = perSecond;
  }

  /** Told of each message, on the thread of its connection. */
  @FunctionalInterface
  public interface Callback {
    /**
     * @param number of the message, from 0
     * @return whether to go on
     */
    boolean sent(long number, byte[] message, SendResult result);
  }

  /** Sends until the messages are used up or the callback says stop. */
  public LoadReport send(Iterator<byte[]> messages, Callback callback) throws InterruptedException {
    Run run = new Run(messages, callback);
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Worker worker = new Worker(run);
      worker.setName("mllp-send-" + i);
      worker.setDaemon(true);
      workers.add(worker);
    }
    workers.forEach(Thread::start);
    try {
      for (Worker worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      run.stop();
      workers.forEach(worker -> worker.client.close());
      throw e;
    }
    return run.report(workers);
  }

  private record Due(long number, byte[] message, long atNanos) {}

  /** Hands out the messages, each with its number and the instant it is due. */
  private final class Run {
    private final Iterator<byte[]> messages;
    private final Callback callback;
    private final long startNanos = System.nanoTime();
    private long number;
    private boolean stopped;
    private @Nullable RuntimeException failure;

    Run(Iterator<byte[]> messages, Callback callback) {
      this.messages = messages;
      this.callback = callback;
    }

    synchronized @Nullable Due next() {
      if (stopped || !messages.hasNext()) {
        return null;
      }
      byte[] message = messages.next();
      // From the start, not from the last message: a delay is caught up, rounding never adds up.
      long due = perSecond == 0 ? 0 : startNanos + (long) (number * 1e9 / perSecond);
      return new Due(number++, message, due);
    }

    synchronized void stop() {
      stopped = true;
    }

    synchronized void fail(RuntimeException e) {
      stopped = true;
      failure = failure == null ? e : failure;
    }

    LoadReport report(List<Worker> workers) {
      Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
      synchronized (this) {
        if (failure != null) {
          throw failure;
        }
      }
      Latencies all = new Latencies();
      long[] counts = new long[3];
      for (Worker worker : workers) {
        all.add(worker.latencies);
        counts[0] += worker.notSent;
        counts[1] += worker.noAnswer;
        counts[2] += worker.unreadable;
      }
      return new LoadReport(all.count(), counts[0], counts[1], counts[2], took, all);
    }
  }

  /** One connection. */
  private final class Worker extends Thread {
    private final Run run;
    private final MllpClient client = new MllpClient(target);
    private final Latencies latencies = new Latencies();
    private long notSent;
    private long noAnswer;
    private long unreadable;

    Worker(Run run) {
      this.run = run;
    }

    @Override
    public void run() {
      try (client) {
        for (Due due = run.next(); due != null; due = run.next()) {
          send(due);
        }
      } catch (RuntimeException e) {
        run.fail(e);
      }
    }

    private void send(Due due) {
      long from = perSecond == 0 ? System.nanoTime() : due.atNanos();
      for (long early = from - System.nanoTime(); early > 0; early = from - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      SendResult result = client.send(due.message());
      count(result, System.nanoTime() - from);
      if (!run.callback.sent(due.number(), due.message(), result)) {
        run.stop();
      }
    }

    private void count(SendResult result, long nanos) {
      if (result instanceof Answered) {
        latencies.add(Duration.ofNanos(nanos));
      } else if (result instanceof NotSent) {
        notSent++;
      } else if (result instanceof NoAnswer) {
        noAnswer++;
      } else if (result instanceof Unreadable) {
        unreadable++;
      }
    }
  }
}
