package dev.trestle.transport.mllp;

import dev.trestle.kernel.problem.ProblemCode;
import java.time.Instant;

/**
 * Something that touched a socket and did not become a message.
 *
 * @param code one of the 1xx codes, or {@link ProblemCode#QUEUE_FULL}
 * @param detail why, in words for operators; holds nothing of the content
 * @param firstBytes at most {@link #FIRST_BYTES_LIMIT}, fewer or none when the peer has used up its
 *     byte budget; may hold patient data
 * @param totalBytes how many bytes were seen
 * @param sha256 of all bytes seen, lower-case hex; of secret content, so keep it as well as it
 * @param at when it was noticed
 */
public record Incident(
    Peer peer,
    ProblemCode code,
    String detail,
    byte[] firstBytes,
    long totalBytes,
    String sha256,
    Instant at) {
  /** How much of the bytes is kept. */
  public static final int FIRST_BYTES_LIMIT = 64 * 1024;

  /** Without the bytes. */
  @Override
  public String toString() {
    return "Incident[" + code + ", " + totalBytes + " bytes, " + detail + "]";
  }
}
