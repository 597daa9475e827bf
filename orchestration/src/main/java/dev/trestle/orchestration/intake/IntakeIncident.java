package dev.trestle.orchestration.intake;

import dev.trestle.kernel.problem.ProblemCode;

/**
 * Something that touched a socket and did not become a message.
 *
 * @param listener name of the port
 * @param peer address of the other side
 * @param code why it is no message
 * @param totalBytes how much came
 * @param sha256 of what came, or empty
 * @param firstBytes the beginning; sealed before it is stored
 */
public record IntakeIncident(
    String listener,
    String peer,
    ProblemCode code,
    long totalBytes,
    byte[] sha256,
    byte[] firstBytes) {
  @Override
  public String toString() {
    return "IntakeIncident[" + listener + ", " + code + ", " + totalBytes + " bytes]";
  }
}
