package dev.trestle.transport.mllp;

import dev.trestle.kernel.problem.ProblemCode;

/** What {@link FrameReader} found in a stream of bytes. */
sealed interface FrameEvent {

  /** The content of one whole frame. */
  record Message(byte[] bytes) implements FrameEvent {
    @Override
    public String toString() {
      return "Message[" + bytes.length + " bytes]";
    }
  }

  /**
   * Bytes that did not become a message.
   *
   * @param detail why, without anything of the content
   * @param head the first bytes
   * @param sha256 of all {@code totalBytes}
   * @param fatal whether nothing that follows can be trusted to be a frame
   */
  record Broken(
      ProblemCode code, String detail, byte[] head, long totalBytes, String sha256, boolean fatal)
      implements FrameEvent {
    static Broken of(ProblemCode code, String detail, ByteBlocks seen, long count, boolean fatal) {
      long head = Math.min(count, Incident.FIRST_BYTES_LIMIT);
      return new Broken(code, detail, seen.head(head), count, seen.sha256(count), fatal);
    }

    @Override
    public String toString() {
      return "Broken[" + code + ", " + totalBytes + " bytes]";
    }
  }
}
