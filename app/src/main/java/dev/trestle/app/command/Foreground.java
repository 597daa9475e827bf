package dev.trestle.app.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A command that runs until Ctrl-C or SIGTERM, and then stops in order on its own thread: the JVM's
 * shutdown waits for it, and ends with the command's own exit code. (By itself a JVM that got
 * SIGTERM ends with 143, however well everything was finished.)
 */
final class Foreground implements AutoCloseable {
  /** The longest a shutdown may take before the JVM goes anyway. */
  private static final long SHUTDOWN_SECONDS = 90;

  private static final int UNKNOWN = -1;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile int exitCode = UNKNOWN;

  Foreground() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "shutdown"));
  }

  private void shutDown() {
    stop.countDown();
    try {
      if (!done.await(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("trestle: not everything stopped in time; the next start recovers it");
      } else if (exitCode != UNKNOWN) {
        System.out.flush();
        Runtime.getRuntime().halt(exitCode);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void awaitStop() throws InterruptedException {
    stop.await();
  }

  /** Waits for a stop at most this long; returns whether it came. */
  boolean awaitStop(Duration limit) throws InterruptedException {
    return stop.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The command has finished in order, with this answer. */
  int finished(int code) {
    exitCode = code;
    return code;
  }

  /** Everything is stopped, or never started: the JVM may go. */
  @Override
  public void close() {
    done.countDown();
  }
}
