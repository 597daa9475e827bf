package dev.trestle.bench;

import dev.trestle.app.platform.Platform;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.transport.mllp.LoadReport;
import dev.trestle.transport.mllp.LoadSender;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.tls.ClientTls;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends to a running platform over TLS and waits until everything is applied. */
final class Feed {
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(60);

  private final Platform platform;
  private final Path dataFolder;

  Feed(Platform platform, Path dataFolder) {
    this.platform = platform;
    this.dataFolder = dataFolder;
  }

  /**
   * What one round came to.
   *
   * @param answered messages
   * @param answeredPerSecond from the first send to the last answer
   * @param p50 of the answer, while messages are applied
   * @param toIdle from the first send until nothing was in flight
   * @param used processor time in that time, the senders' included
   * @param senderNanos processor time of the sending threads alone
   * @param exceptions messages that became exceptions instead of being applied
   */
  record Round(
      long answered,
      double answeredPerSecond,
      Duration p50,
      Duration p99,
      Duration toIdle,
      ProcessorTime used,
      long senderNanos,
      long exceptions) {

    double settledPerSecond() {
      return answered * 1e9 / toIdle.toNanos();
    }

    double javaMicros() {
      return (used.javaNanos() - senderNanos) / 1e3 / answered;
    }

    /** Elapsed time of the JVM's compiler, most of it within {@link #javaMicros}. */
    double compilerMicros() {
      return used.compilerNanos() / 1e3 / answered;
    }

    double postgresMicros() {
      return used.postgresNanos() / 1e3 / answered;
    }

    double senderMicros() {
      return senderNanos / 1e3 / answered;
    }

    /** Trestle and PostgreSQL, without the senders. */
    double micros() {
      return javaMicros() + postgresMicros();
    }
  }

  /** Sends over several connections, in no order between them. */
  Round send(Iterator<byte[]> messages, int connections)
      throws InterruptedException, ExecutionException {
    return send(List.of(messages), connections);
  }

  /** Sends each list over connections of its own; over one connection it keeps its order. */
  Round send(List<Iterator<byte[]>> lists, int connectionsEach)
      throws InterruptedException, ExecutionException {
    MllpTarget target =
        MllpTarget.of(
            "localhost",
            platform.mllpPort("hospitals"),
            ClientTls.trusting(platform.certificate()));
    ConcurrentMap<Long, Long> senderNanos = new ConcurrentHashMap<>();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    LoadSender.Callback callback =
        (number, message, result) -> {
          senderNanos.put(Thread.currentThread().getId(), threads.getCurrentThreadCpuTime());
          return true;
        };
    Balance balance = platform.balance();
    ProcessorTime before = ProcessorTime.now(dataFolder);
    long start = System.nanoTime();
    List<LoadReport> reports = sendAll(lists, target, connectionsEach, callback);
    if (!platform.awaitIdle(IDLE_LIMIT)) {
      throw new IllegalStateException("not idle within " + IDLE_LIMIT);
    }
    Duration toIdle = Duration.ofNanos(System.nanoTime() - start);
    ProcessorTime used = ProcessorTime.now(dataFolder).since(before);
    long sender = senderNanos.values().stream().mapToLong(Long::longValue).sum();
    return round(reports, toIdle, used, sender, balance);
  }

  private static List<LoadReport> sendAll(
      List<Iterator<byte[]>> lists,
      MllpTarget target,
      int connectionsEach,
      LoadSender.Callback callback)
      throws InterruptedException, ExecutionException {
    ExecutorService starters = Executors.newFixedThreadPool(lists.size());
    try {
      List<Future<LoadReport>> futures = new ArrayList<>();
      for (Iterator<byte[]> list : lists) {
        LoadSender sender = new LoadSender(target, connectionsEach, 0);
        futures.add(starters.submit(() -> sender.send(list, callback)));
      }
      List<LoadReport> reports = new ArrayList<>();
      for (Future<LoadReport> future : futures) {
        reports.add(future.get());
      }
      return reports;
    } finally {
      starters.shutdown();
    }
  }

  private Round round(
      List<LoadReport> reports,
      Duration toIdle,
      ProcessorTime used,
      long senderNanos,
      Balance before) {
    LoadReport longest = reports.get(0);
    long answered = 0;
    for (LoadReport report : reports) {
      if (!report.allAnswered()) {
        throw new IllegalStateException("a message was not answered: " + report.noAnswer());
      }
      answered += report.answered();
      longest = report.took().compareTo(longest.took()) > 0 ? report : longest;
    }
    Balance after = platform.balance();
    if (!after.closes() || after.received() - before.received() != answered) {
      throw new IllegalStateException("the balance does not close: " + after.line());
    }
    return new Round(
        answered,
        answered * 1e9 / longest.took().toNanos(),
        longest.latencies().percentile(50),
        longest.latencies().percentile(99),
        toIdle,
        used,
        senderNanos,
        after.exceptions() - before.exceptions());
  }
}
