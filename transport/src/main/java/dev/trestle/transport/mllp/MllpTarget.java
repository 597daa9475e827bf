package dev.trestle.transport.mllp;

import dev.trestle.transport.tls.ClientTls;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A receiver to send to.
 *
 * @param tls null for plain text
 * @param connectTimeout for TCP and for the TLS handshake, each
 * @param answerTimeout from the first byte of the message to the last byte of its answer
 */
public record MllpTarget(
    String host,
    int port,
    @Nullable ClientTls tls,
    Duration connectTimeout,
    Duration answerTimeout) {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  /** With the default timeouts. */
  public static MllpTarget of(String host, int port, @Nullable ClientTls tls) {
    return new MllpTarget(host, port, tls, CONNECT_TIMEOUT, ANSWER_TIMEOUT);
  }

  public MllpTarget withAnswerTimeout(Duration other) {
    return new MllpTarget(host, port, tls, connectTimeout, other);
  }
}
