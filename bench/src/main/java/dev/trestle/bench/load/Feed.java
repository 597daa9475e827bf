package dev.trestle.bench.load;

import dev.trestle.bench.platform.PlatformProcess;
import dev.trestle.bench.process.Usage;
import dev.trestle.transport.mllp.LoadReport;
import dev.trestle.transport.mllp.LoadSender;
import dev.trestle.transport.mllp.MllpTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends to a running platform over TLS and waits until everything is applied. */
public final class Feed {
  private static final Duration IDLE_LIMIT = Duration.ofMinutes(30);

  private final PlatformProcess platform;

  public Feed(PlatformProcess platform) {
    this.platform = platform;
  }

  /** Sends over several connections as fast as answers come, in no order between them. */
  public Round send(Iterator<byte[]> messages, int connections)
      throws InterruptedException, ExecutionException {
    return send(List.of(messages), connections);
  }

  /** Sends each list over connections of its own; over one connection it keeps its order. */
  public Round send(List<Iterator<byte[]>> lists, int connectionsEach)
      throws InterruptedException, ExecutionException {
    PlatformProcess.Balance balance = platform.balance();
    Usage before = platform.usage();
    long start = System.nanoTime();
    List<LoadReport> reports = sendAll(lists, connectionsEach);
    platform.awaitIdle(IDLE_LIMIT);
    Duration toIdle = Duration.ofNanos(System.nanoTime() - start);
    Usage used = platform.usage().since(before);
    return round(reports, toIdle, used, balance);
  }

  private List<LoadReport> sendAll(List<Iterator<byte[]>> lists, int connectionsEach)
      throws InterruptedException, ExecutionException {
    MllpTarget target = platform.mllp();
    ExecutorService starters = Executors.newFixedThreadPool(lists.size());
    try {
      List<Future<LoadReport>> futures = new ArrayList<>();
      for (Iterator<byte[]> list : lists) {
        LoadSender sender = new LoadSender(target, connectionsEach, 0);
        futures.add(starters.submit(() -> sender.send(list, (number, message, result) -> true)));
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
      List<LoadReport> reports, Duration toIdle, Usage used, PlatformProcess.Balance before) {
    LoadReport longest = reports.get(0);
    long answered = 0;
    for (LoadReport report : reports) {
      if (!report.allAnswered()) {
        throw new IllegalStateException("a message was not answered: " + report.noAnswer());
      }
      answered += report.answered();
      longest = report.took().compareTo(longest.took()) > 0 ? report : longest;
    }
    PlatformProcess.Balance after = platform.balance();
    if (!after.closes() || after.received() - before.received() != answered) {
      throw new IllegalStateException("the balance does not close");
    }
    return new Round(
        answered,
        longest.took(),
        longest.latencies().percentile(50),
        longest.latencies().percentile(99),
        toIdle,
        used,
        after.exceptions() - before.exceptions());
  }
}
