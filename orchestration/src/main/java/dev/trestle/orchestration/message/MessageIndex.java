package dev.trestle.orchestration.message;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that follows the journal and keeps the index by which people find a message again. It
 * never holds up a message; after a crash it goes on where its last transaction ended.
 */
public final class MessageIndex implements AutoCloseable {
  /** Entries of one transaction. */
  static final int PIECE_ENTRIES = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(MessageIndex.class);
  private static final long EVERY_MILLIS = 500;
  private static final long CLOSE_SECONDS = 10;

  private final MessageIndexStore store;
  private final ScheduledExecutorService thread;
  private volatile boolean failing;
  private volatile boolean closing;

  public MessageIndex(DataSource database) {
    this.store = new MessageIndexStore(database);
    this.thread =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "message-index"));
  }

  /** Starts its thread. */
  public void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::follow, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Indexes all there is, on the caller's thread. */
  public void drain() {
    int done;
    do {
      done = store.next(PIECE_ENTRIES);
    } while (done == PIECE_ENTRIES && !closing);
  }

  private void follow() {
    try {
      drain();
      failing = false;
    } catch (RuntimeException failure) {
      // The text of a failure may quote a row: only its kind is logged.
      if (!failing) {
        LOG.warn("The message index waits: {}", failure.getClass().getName());
      }
      failing = true;
    }
  }

  @Override
  public void close() {
    closing = true;
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The message index did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
