package dev.trestle.orchestration.exceptions;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Everything about one exception, for whoever has to decide. Holds the message: patient data.
 *
 * @param exception what went wrong
 * @param raw the message as it was received
 * @param waiting the first entries that wait for it
 * @param history decisions taken on it, oldest first
 */
public record ExceptionCase(
    OpenException exception, byte[] raw, List<Long> waiting, List<Decision> history) {
  public ExceptionCase {
    waiting = List.copyOf(waiting);
    history = List.copyOf(history);
  }

  /**
   * A decision.
   *
   * @param kind resubmit, repeat (by the sender), correct, dismiss
   * @param ref the corrected copy
   */
  public record Decision(Instant at, String actor, String kind, String reason, OptionalLong ref) {}

  @Override
  public String toString() {
    return "ExceptionCase[" + exception.seq() + "]";
  }
}
