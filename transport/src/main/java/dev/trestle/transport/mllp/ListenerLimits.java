package dev.trestle.transport.mllp;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;

/**
 * How much of everything one listener takes. Reaching a limit is an incident, except where it says
 * otherwise.
 *
 * @param messageBytes a longer message is {@link ProblemCode#FRAME_TOO_LARGE}
 * @param connections open at once; the next is {@link ProblemCode#TOO_MANY_CONNECTIONS}
 * @param pipeline messages of one connection given to the handler and not answered; then reading
 *     waits, which is no incident
 * @param heldBytes of all connections together, in unfinished frames and unanswered messages; the
 *     connection that goes over it is closed with {@link ProblemCode#QUEUE_FULL}
 * @param incidentBytesPerHour how many first bytes one peer address can put on record
 */
public record ListenerLimits(
    long messageBytes, int connections, int pipeline, long heldBytes, long incidentBytesPerHour) {

  private static final long MEGABYTE = 1024L * 1024;

  public static final ListenerLimits DEFAULT =
      new ListenerLimits(32 * MEGABYTE, 1000, 64, 256 * MEGABYTE, MEGABYTE);

  /**
   * @throws TrestleException {@link ProblemCode#SITE_INVALID} when a limit could never be met
   */
  public ListenerLimits {
    check(messageBytes > 0, "the message limit must be positive");
    check(messageBytes <= Integer.MAX_VALUE - 16, "the message limit must be below 2 GB");
    check(connections > 0 && pipeline > 0, "connections and pipeline must be positive");
    check(heldBytes >= 2 * messageBytes, "held bytes must be at least two messages");
    check(incidentBytesPerHour >= 0, "incident bytes must not be negative");
  }

  private static void check(boolean holds, String text) {
    if (!holds) {
      throw new TrestleException(ProblemCode.SITE_INVALID, "Limits of an MLLP listener: " + text);
    }
  }

  /** With at least the held bytes that such messages need. */
  public ListenerLimits withMessageBytes(long other) {
    long held = Math.max(heldBytes, 2 * other);
    return new ListenerLimits(other, connections, pipeline, held, incidentBytesPerHour);
  }

  public ListenerLimits withConnections(int other) {
    return new ListenerLimits(messageBytes, other, pipeline, heldBytes, incidentBytesPerHour);
  }

  public ListenerLimits withPipeline(int other) {
    return new ListenerLimits(messageBytes, connections, other, heldBytes, incidentBytesPerHour);
  }

  public ListenerLimits withHeldBytes(long other) {
    return new ListenerLimits(messageBytes, connections, pipeline, other, incidentBytesPerHour);
  }

  public ListenerLimits withIncidentBytesPerHour(long other) {
    return new ListenerLimits(messageBytes, connections, pipeline, heldBytes, other);
  }
}
