package dev.trestle.sandbox.sender;

import dev.trestle.kernel.site.SourceName;
import dev.trestle.sandbox.hospital.SimulatedMessage;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.SendResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends one feed over one connection until there is nothing left or it is told to stop. */
final class FeedSender implements Runnable {
  /** How long a feed waits for another one of its hospital that is far behind. */
  private static final Duration BEHIND_PAUSE = Duration.ofMillis(20);

  private final SenderSettings settings;
  private final HospitalQueue queue;
  private final SourceName feed;
  private final Counts counts;
  private final Pacer pacer;
  private final CountDownLatch stopping;
  private final Witness witness;
  private volatile MllpClient client;

  FeedSender(
      SenderSettings settings,
      HospitalQueue queue,
      SourceName feed,
      Counts counts,
      Pacer pacer,
      CountDownLatch stopping,
      Witness witness) {
    this.settings = settings;
    this.queue = queue;
    this.feed = feed;
    this.counts = counts;
    this.pacer = pacer;
    this.stopping = stopping;
    this.witness = witness;
    this.client = new MllpClient(settings.target());
  }

  @Override
  public void run() {
    try {
      while (!queue.finished(feed) && stopping.getCount() > 0) {
        SimulatedMessage message = queue.first(feed);
        if (message == null) {
          pause(BEHIND_PAUSE);
        } else if (pacer.await() && send(message)) {
          queue.done(feed);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      client.close();
    }
  }

  /** Sends the same bytes until they are answered; false when sending stops before. */
  private boolean send(SimulatedMessage message) throws InterruptedException {
    while (stopping.getCount() > 0) {
      long start = System.nanoTime();
      SendResult result = client.send(message.bytes());
      if (result instanceof SendResult.NotSent) {
        counts.notConnected();
      } else {
        counts.left();
        if (answered(message, result, System.nanoTime() - start)) {
          return true;
        }
        counts.noAnswer();
      }
      reconnect();
      pause(settings.retryAfter());
    }
    return false;
  }

  private boolean answered(SimulatedMessage message, SendResult result, long nanos) {
    if (!(result instanceof SendResult.Answered answered)) {
      return false;
    }
    Optional<Answer> answer = Answer.read(answered.answer());
    if (answer.isEmpty() || !answer.get().controlId().equals(message.controlId())) {
      return false;
    }
    counts.answered(message, answer.get().code(), nanos);
    witness.answered(message, answer.get().code());
    return true;
  }

  /** An answer that belongs to nothing leaves the connection out of step: take a fresh one. */
  private void reconnect() {
    client.close();
    client = new MllpClient(settings.target());
  }

  /** Waits, but not longer than until sending stops. */
  private void pause(Duration time) throws InterruptedException {
    stopping.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Ends a wait for an answer; its message stays in the queue. */
  void hangUp() {
    client.close();
  }
}
