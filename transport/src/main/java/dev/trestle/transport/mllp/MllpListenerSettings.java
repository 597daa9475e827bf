package dev.trestle.transport.mllp;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.transport.tls.TlsSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One listener.
 *
 * @param name how it is called in incidents, logs and errors
 * @param host address or name to bind; {@code 0.0.0.0} for every interface
 * @param port 0 for any free one
 * @param tls null for plain text, which is refused on other than loopback addresses unless {@code
 *     plainTextAllowed}
 * @param plainTextAllowed the site says in as many words that patient data may cross the network
 *     unencrypted
 * @param limits how much of everything
 */
public record MllpListenerSettings(
    String name,
    String host,
    int port,
    @Nullable TlsSettings tls,
    boolean plainTextAllowed,
    Limits limits) {

  /** With the default limits. */
  public static MllpListenerSettings of(
      String name, String host, int port, @Nullable TlsSettings tls) {
    return new MllpListenerSettings(name, host, port, tls, false, Limits.DEFAULT);
  }

  public MllpListenerSettings withLimits(Limits other) {
    return new MllpListenerSettings(name, host, port, tls, plainTextAllowed, other);
  }

  public MllpListenerSettings allowingPlainText() {
    return new MllpListenerSettings(name, host, port, tls, true, limits);
  }

  /**
   * The limits of a listener. Reaching one is an incident, except where it says otherwise.
   *
   * @param messageBytes a longer message is {@link ProblemCode#FRAME_TOO_LARGE}
   * @param frameTime a message must be there this long after its first byte, plus a second for each
   *     {@link #SLOWEST_BYTES_PER_SECOND} of it; else {@link ProblemCode#SLOW_SENDER}
   * @param noiseTime noise after which no frame begins for so long closes the connection
   * @param handshakeTime until the TLS handshake is done
   * @param idleTime a connection on which nothing came for so long is closed, which is no incident;
   *     zero: never
   * @param answerWriteTime a peer that does not take its answers for so long is disconnected, which
   *     is no incident: it will repeat what it has no answer to
   * @param connections open at once; the next is {@link ProblemCode#TOO_MANY_CONNECTIONS}
   * @param pipeline messages of one connection given to the handler and not answered; then reading
   *     waits, which is no incident
   * @param heldBytes of all connections together, in unfinished frames and unanswered messages; the
   *     connection that goes over it is closed with {@link ProblemCode#QUEUE_FULL}
   * @param incidentBytesPerHour how many first bytes one peer address can put on record
   * @param closeTime how long {@link MllpServer#close()} waits for answers in flight
   */
  public record Limits(
      long messageBytes,
      Duration frameTime,
      Duration noiseTime,
      Duration handshakeTime,
      Duration idleTime,
      Duration answerWriteTime,
      int connections,
      int pipeline,
      long heldBytes,
      long incidentBytesPerHour,
      Duration closeTime) {

    /** A sender faster than this is never too slow, however big its message. */
    public static final long SLOWEST_BYTES_PER_SECOND = 16 * 1024;

    public static final Limits DEFAULT =
        new Limits(
            32L * 1024 * 1024,
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ZERO,
            Duration.ofSeconds(30),
            1000,
            64,
            256L * 1024 * 1024,
            1024L * 1024,
            Duration.ofSeconds(10));

    /**
     * @throws TrestleException {@link ProblemCode#SITE_INVALID} when a limit could never be met
     */
    public Limits {
      check(messageBytes > 0, "the message limit must be positive");
      check(messageBytes <= Integer.MAX_VALUE - 16, "the message limit must be below 2 GB");
      check(connections > 0 && pipeline > 0, "connections and pipeline must be positive");
      check(heldBytes >= 2 * messageBytes, "held bytes must be at least two messages");
      check(
          frameTime.toMillis() > 0
              && noiseTime.toMillis() > 0
              && handshakeTime.toMillis() > 0
              && answerWriteTime.toMillis() > 0,
          "times must be at least a millisecond");
      check(!idleTime.isNegative() && !closeTime.isNegative(), "times must not be negative");
    }

    private static void check(boolean holds, String text) {
      if (!holds) {
        throw new TrestleException(ProblemCode.SITE_INVALID, "Limits of an MLLP listener: " + text);
      }
    }

    public Limits withMessageBytes(long other) {
      return new Limits(
          other,
          frameTime,
          noiseTime,
          handshakeTime,
          idleTime,
          answerWriteTime,
          connections,
          pipeline,
          Math.max(heldBytes, 2 * other),
          incidentBytesPerHour,
          closeTime);
    }

    public Limits withFrameTime(Duration other) {
      return new Limits(
          messageBytes,
          other,
          noiseTime,
          handshakeTime,
          idleTime,
          answerWriteTime,
          connections,
          pipeline,
          heldBytes,
          incidentBytesPerHour,
          closeTime);
    }

    public Limits withPipeline(int other) {
      return new Limits(
          messageBytes,
          frameTime,
          noiseTime,
          handshakeTime,
          idleTime,
          answerWriteTime,
          connections,
          other,
          heldBytes,
          incidentBytesPerHour,
          closeTime);
    }

    public Limits withConnections(int other) {
      return new Limits(
          messageBytes,
          frameTime,
          noiseTime,
          handshakeTime,
          idleTime,
          answerWriteTime,
          other,
          pipeline,
          heldBytes,
          incidentBytesPerHour,
          closeTime);
    }
  }
}
