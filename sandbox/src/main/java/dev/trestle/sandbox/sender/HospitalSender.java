package dev.trestle.sandbox.sender;

import dev.trestle.kernel.site.SourceName;
import dev.trestle.sandbox.hospital.Hospital;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the feeds of hospitals, each over a connection of its own, one message at a time. When no
 * answer comes or the connection breaks, the same bytes are sent again over a fresh one, for ever:
 * a hospital gives up on no message. A negative answer (AE, AR) is counted and sending goes on.
 *
 * <p>Stopping loses nothing: what is not answered is sent first after the next start.
 */
public final class HospitalSender implements AutoCloseable {
  /** How long a stop waits for answers that are under way. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

  private final SenderSettings settings;
  private final Witness witness;
  private final List<HospitalQueue> queues;
  private final SortedMap<SourceName, Counts> counts = new TreeMap<>();
  private final List<FeedSender> senders = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable Throwable failure;

  public HospitalSender(SenderSettings settings, List<Hospital> hospitals, Witness witness) {
    this(settings, hospitals, new TreeMap<>(), witness);
  }

  /**
   * A sender of hospitals that have sent before.
   *
   * @param answered how many messages of each feed need not be sent again: its first ones
   */
  public HospitalSender(
      SenderSettings settings,
      List<Hospital> hospitals,
      SortedMap<SourceName, Long> answered,
      Witness witness) {
    this.settings = settings;
    this.witness = witness;
    this.queues =
        hospitals.stream()
            .map(h -> new HospitalQueue(h, settings.messagesEach(), answered))
            .toList();
    queues.forEach(queue -> queue.feeds().forEach(feed -> counts.put(feed, new Counts())));
  }

  /** Begins to send, or goes on after a stop. */
  public synchronized void start() {
    if (!threads.isEmpty()) {
      throw new IllegalStateException("it is sending already");
    }
    stopping = new CountDownLatch(1);
    failure = null;
    Pacer pacer = new Pacer(settings.perSecond(), stopping);
    for (HospitalQueue queue : queues) {
      for (SourceName feed : queue.feeds()) {
        Counts own = Objects.requireNonNull(counts.get(feed));
        FeedSender sender = new FeedSender(settings, queue, feed, own, pacer, stopping, witness);
        Thread thread = new Thread(sender, "sandbox-" + feed);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, cause) -> fail(cause));
        senders.add(sender);
        threads.add(thread);
      }
    }
    threads.forEach(Thread::start);
  }

  /** One feed cannot go on, so none does: a gap between feeds would look like a loss. */
  private void fail(Throwable cause) {
    failure = cause;
    stopping.countDown();
  }

  /**
   * Waits until every message is answered; false when the time is over before, or when it was
   * stopped.
   *
   * @throws IllegalStateException when a feed cannot be sent at all, for example because the
   *     certificate cannot be read; the cause says why
   */
  public boolean awaitFinished(Duration atMost) throws InterruptedException {
    List<Thread> running;
    synchronized (this) {
      running = List.copyOf(threads);
    }
    join(running, atMost);
    if (failure != null) {
      throw new IllegalStateException("a feed cannot be sent", failure);
    }
    return queues.stream().allMatch(HospitalSender::finished);
  }

  private static boolean finished(HospitalQueue queue) {
    for (SourceName feed : queue.feeds()) {
      if (!queue.finished(feed)) {
        return false;
      }
    }
    return true;
  }

  /** Stops after the messages under way; one whose answer does not come stays in its queue. */
  public synchronized void stop() throws InterruptedException {
    stopping.countDown();
    join(threads, STOP_PATIENCE);
    senders.forEach(FeedSender::hangUp);
    for (Thread thread : threads) {
      thread.join();
    }
    threads.clear();
    senders.clear();
  }

  private static void join(List<Thread> threads, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (Thread thread : threads) {
      long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (millis > 0) {
        thread.join(millis);
      }
    }
  }

  /** The counts at this moment. */
  public SenderReport report() {
    SortedMap<SourceName, FeedReport> feeds = new TreeMap<>();
    for (HospitalQueue queue : queues) {
      for (SourceName feed : queue.feeds()) {
        Counts own = Objects.requireNonNull(counts.get(feed));
        feeds.put(feed, own.report(queue.size(feed)));
      }
    }
    return new SenderReport(feeds);
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
