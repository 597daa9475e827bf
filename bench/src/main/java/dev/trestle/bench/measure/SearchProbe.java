package dev.trestle.bench.measure;

import dev.trestle.bench.http.FhirClient;
import dev.trestle.bench.report.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks again and again for what was sent, until it is found: what is still missing in turn, a few
 * searches at the same time, so that looking does not become the load.
 */
final class SearchProbe implements AutoCloseable {
  private static final int AT_ONCE = 4;
  private static final long PAUSE_MILLIS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final FhirClient client;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(AT_ONCE);
  private final List<CompletableFuture<Void>> expected = new ArrayList<>();
  private final Times times = new Times();

  SearchProbe(FhirClient client) {
    this.client = client;
  }

  /**
   * Looks for something that was due to be sent at an instant.
   *
   * @param sinceNanos of {@link System#nanoTime}
   */
  synchronized void expect(String search, long sinceNanos) {
    CompletableFuture<Void> found = new CompletableFuture<>();
    expected.add(found);
    threads.execute(() -> look(search, sinceNanos, found));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the task completes `found`, whatever happens
  private void look(String search, long sinceNanos, CompletableFuture<Void> found) {
    try {
      if (!client.ids(search).isEmpty()) {
        times.add(System.nanoTime() - sinceNanos);
        found.complete(null);
      } else if (System.nanoTime() - sinceNanos > PATIENCE.toNanos()) {
        found.completeExceptionally(new IllegalStateException("not found within " + PATIENCE));
      } else {
        threads.schedule(
            () -> look(search, sinceNanos, found), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (IOException | RuntimeException e) {
      found.completeExceptionally(e);
    }
  }

  /** How long it took, when everything has been found. */
  Times times() throws InterruptedException, ExecutionException {
    List<CompletableFuture<Void>> all;
    synchronized (this) {
      all = List.copyOf(expected);
    }
    for (CompletableFuture<Void> found : all) {
      found.get();
    }
    return times;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
