package dev.trestle.orchestration.intake;

import dev.trestle.kernel.problem.ProblemCode;

/**
 * Something that touched a socket and did not become a message.
 *
 * @param listener name of the port
 * @param peer address of the other side, {@code /192.0.2.7:41234}
 * @param code why it is no message
 * @param totalBytes how much came
 * @param sha256 of what came, 32 bytes, or empty; sealed before it is stored
 * @param firstBytes the beginning; sealed before it is stored
 */
public record IntakeIncident(
    String listener,
    String peer,
    ProblemCode code,
    long totalBytes,
    byte[] sha256,
    byte[] firstBytes) {

  /** The peer without its port. */
  String host() {
    int colon = peer.lastIndexOf(':');
    return colon < 0 ? peer : peer.substring(0, colon);
  }

  IntakeIncident withFirstBytes(byte[] fewer) {
    return new IntakeIncident(listener, peer, code, totalBytes, sha256, fewer);
  }

  @Override
  public String toString() {
    return "IntakeIncident[" + listener + ", " + code + ", " + totalBytes + " bytes]";
  }
}
