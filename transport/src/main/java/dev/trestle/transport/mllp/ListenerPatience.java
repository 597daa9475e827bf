package dev.trestle.transport.mllp;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.time.Duration;

/**
 * How long one listener waits. Time in which it does not read itself never counts against a peer.
 *
 * @param frame a message must be there this long after its first byte, plus a second for each
 *     {@link #SLOWEST_BYTES_PER_SECOND} of it; else {@link ProblemCode#SLOW_SENDER}
 * @param noise noise behind which no frame begins for so long closes the connection
 * @param handshake until TLS is ready; else {@link ProblemCode#TLS_FAILED}
 * @param idle a connection on which nothing came for so long is closed, which is no incident; zero:
 *     never
 * @param answerWrite a peer that does not take its answers for so long is disconnected, which is no
 *     incident: it repeats what it has no answer to
 * @param close how long {@link MllpServer#close()} waits for answers in flight
 */
public record ListenerPatience(
    Duration frame,
    Duration noise,
    Duration handshake,
    Duration idle,
    Duration answerWrite,
    Duration close) {

  /** A sender faster than this is never too slow, however big its message. */
  public static final long SLOWEST_BYTES_PER_SECOND = 16 * 1024;

  public static final ListenerPatience DEFAULT =
      new ListenerPatience(
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ZERO,
          Duration.ofSeconds(30),
          Duration.ofSeconds(10));

  /**
   * @throws TrestleException {@link ProblemCode#SITE_INVALID} when a time could never be kept
   */
  public ListenerPatience {
    for (Duration each : new Duration[] {frame, noise, handshake, answerWrite}) {
      check(each.toMillis() > 0, "times must be at least a millisecond");
    }
    check(!idle.isNegative() && !close.isNegative(), "times must not be negative");
  }

  private static void check(boolean holds, String text) {
    if (!holds) {
      throw new TrestleException(ProblemCode.SITE_INVALID, "Times of an MLLP listener: " + text);
    }
  }

  public ListenerPatience withFrame(Duration other) {
    return new ListenerPatience(other, noise, handshake, idle, answerWrite, close);
  }

  public ListenerPatience withNoise(Duration other) {
    return new ListenerPatience(frame, other, handshake, idle, answerWrite, close);
  }

  public ListenerPatience withHandshake(Duration other) {
    return new ListenerPatience(frame, noise, other, idle, answerWrite, close);
  }

  public ListenerPatience withIdle(Duration other) {
    return new ListenerPatience(frame, noise, handshake, other, answerWrite, close);
  }

  public ListenerPatience withAnswerWrite(Duration other) {
    return new ListenerPatience(frame, noise, handshake, idle, other, close);
  }

  public ListenerPatience withClose(Duration other) {
    return new ListenerPatience(frame, noise, handshake, idle, answerWrite, other);
  }
}
