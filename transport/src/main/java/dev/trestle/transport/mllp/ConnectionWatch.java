package dev.trestle.transport.mllp;

import dev.trestle.kernel.problem.ProblemCode;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The patience with one connection. A tick, rarer than once a second only for tests, looks at how
 * long things have lasted; time in which we ourselves did not read does not count against the peer.
 */
final class ConnectionWatch {
  /** How long a frame that lacks only its last CR waits for it. */
  static final Duration END_PAUSE = Duration.ofMillis(500);

  private static final long LONGEST_TICK_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long SHORTEST_TICK_NANOS = Duration.ofMillis(5).toNanos();

  private final ListenerPatience patience;
  private @Nullable MllpConnection connection;
  private @Nullable EventExecutor loop;
  private @Nullable ScheduledFuture<?> tick;
  private @Nullable ScheduledFuture<?> endPause;
  private @Nullable ChannelFuture oldestWrite;
  private @Nullable ChannelFuture newestWrite;
  private long lastTickNanos;
  private long frame;
  private long frameWaitedNanos;
  private long idleNanos;
  private long writeWaitedNanos;

  ConnectionWatch(ListenerPatience patience) {
    this.patience = patience;
  }

  void start(MllpConnection watched, EventExecutor executor) {
    connection = watched;
    loop = executor;
    lastTickNanos = System.nanoTime();
    long period = tickNanos();
    tick = executor.scheduleAtFixedRate(this::look, period, period, TimeUnit.NANOSECONDS);
  }

  void stop() {
    if (tick != null) {
      tick.cancel(false);
    }
    afterEndByte(false);
  }

  void bytesCame() {
    idleNanos = 0;
  }

  /** Whether the frame being read has its end byte and waits for the CR behind it. */
  void afterEndByte(boolean waiting) {
    if (waiting && endPause == null && loop != null && connection != null) {
      MllpConnection watched = connection;
      endPause =
          loop.schedule(
              () -> {
                endPause = null;
                watched.pausedAfterEndByte();
              },
              END_PAUSE.toNanos(),
              TimeUnit.NANOSECONDS);
    } else if (!waiting && endPause != null) {
      endPause.cancel(false);
      endPause = null;
    }
  }

  void answerWritten(ChannelFuture write) {
    newestWrite = write;
  }

  private void look() {
    MllpConnection watched = connection;
    if (watched == null) {
      return;
    }
    long now = System.nanoTime();
    long passed = now - lastTickNanos;
    lastTickNanos = now;
    lookAtFrame(watched, passed);
    lookAtWrites(watched, passed);
    lookAtIdleness(watched, passed);
  }

  private void lookAtFrame(MllpConnection watched, long passed) {
    FrameReader reader = watched.reader();
    if (!reader.isInside() || reader.started() != frame) {
      frame = reader.started();
      frameWaitedNanos = 0;
      return;
    }
    if (watched.isReading()) {
      frameWaitedNanos += passed;
    }
    if (reader.isInNoise()) {
      if (frameWaitedNanos > patience.noise().toNanos()) {
        watched.tooSlow(ProblemCode.FRAME_NOISE, "no frame follows");
      }
      return;
    }
    long forBytes =
        TimeUnit.SECONDS.toNanos(1)
            * reader.heldBytes()
            / ListenerPatience.SLOWEST_BYTES_PER_SECOND;
    if (frameWaitedNanos > patience.frame().toNanos() + forBytes) {
      watched.tooSlow(
          ProblemCode.SLOW_SENDER,
          "no end of the message within " + patience.frame().toMillis() + " ms");
    }
  }

  private void lookAtWrites(MllpConnection watched, long passed) {
    if (oldestWrite == null || oldestWrite.isDone()) {
      oldestWrite = newestWrite;
      writeWaitedNanos = 0;
      return;
    }
    writeWaitedNanos += passed;
    if (writeWaitedNanos > patience.answerWrite().toNanos()) {
      watched.closeNow("it does not take its answers");
    }
  }

  private void lookAtIdleness(MllpConnection watched, long passed) {
    if (patience.idle().isZero() || watched.isWaitingForAnswers() || !watched.isReading()) {
      idleNanos = 0;
      return;
    }
    idleNanos += passed;
    if (idleNanos > patience.idle().toNanos() && !watched.reader().isInside()) {
      watched.closeNow("idle");
    }
  }

  private long tickNanos() {
    Duration shortest = patience.frame();
    for (Duration other : new Duration[] {patience.noise(), patience.answerWrite()}) {
      shortest = other.compareTo(shortest) < 0 ? other : shortest;
    }
    if (!patience.idle().isZero() && patience.idle().compareTo(shortest) < 0) {
      shortest = patience.idle();
    }
    long quarter = shortest.toNanos() / 4;
    return Math.max(SHORTEST_TICK_NANOS, Math.min(LONGEST_TICK_NANOS, quarter));
  }
}
