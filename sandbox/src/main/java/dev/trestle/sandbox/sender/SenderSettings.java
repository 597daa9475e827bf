package dev.trestle.sandbox.sender;

import dev.trestle.transport.mllp.MllpTarget;
import java.time.Duration;

/**
 * How the hospitals send.
 *
 * @param target where to, with TLS and the time to wait for an answer
 * @param perSecond messages of all feeds together; 0: as fast as answers come
 * @param messagesEach messages of each hospital, 0: without end
 * @param retryAfter pause before the same bytes are sent again
 */
public record SenderSettings(
    MllpTarget target, double perSecond, long messagesEach, Duration retryAfter) {
  private static final Duration RETRY_AFTER = Duration.ofMillis(500);

  public SenderSettings {
    if (perSecond < 0 || messagesEach < 0) {
      throw new IllegalArgumentException("neither rate nor number of messages can be negative");
    }
  }

  /** Without end, with the usual pause. */
  public static SenderSettings endless(MllpTarget target, double perSecond) {
    return new SenderSettings(target, perSecond, 0, RETRY_AFTER);
  }
}
