package dev.trestle.orchestration.exceptions;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries exceptions again that can pass without anybody changing anything ({@link
 * dev.trestle.kernel.problem.ProblemCode#retryHelps}), with growing pauses. Each attempt is a
 * decision of {@code trestle}; people are for the rest.
 */
public final class AutomaticRetry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AutomaticRetry.class);
  private static final long EVERY_SECONDS = 60;
  private static final long CLOSE_SECONDS = 10;

  private final Exceptions exceptions;
  private final Clock clock;
  private final ScheduledExecutorService thread;

  public AutomaticRetry(Exceptions exceptions, Clock clock) {
    this.exceptions = exceptions;
    this.clock = clock;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "automatic-retry"));
  }

  /** Starts its thread. */
  public void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::runOrWait, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  private void runOrWait() {
    try {
      int tried = exceptions.retryDue(clock.instant());
      if (tried > 0) {
        LOG.info("{} exceptions are tried again", tried);
      }
    } catch (RuntimeException away) {
      // The text of a failure may quote a row: only its kind is logged.
      LOG.warn("Trying exceptions again waits: {}", away.getClass().getName());
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Trying exceptions again did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
