package dev.trestle.transport.mllp;

import dev.trestle.kernel.problem.ProblemCode;

/** What became of one message that was to be sent. */
public sealed interface SendResult {

  /** A framed answer came. What it says is not read here: it may well be a refusal. */
  record Answered(byte[] answer) implements SendResult {
    /** Without the bytes. */
    @Override
    public String toString() {
      return "Answered[" + answer.length + " bytes]";
    }
  }

  /** No byte of the message left: repeating it cannot make a second one. */
  record NotSent(ProblemCode code, String detail) implements SendResult {}

  /**
   * Some or all of the message left and no answer came. The receiver may have taken it; only
   * somebody who knows the receiver can decide to repeat it.
   */
  record NoAnswer(ProblemCode code, String detail) implements SendResult {}

  /** Bytes came that are not a framed answer; for the message this is as good as none. */
  record Unreadable(byte[] firstBytes, String detail) implements SendResult {
    /** Without the bytes. */
    @Override
    public String toString() {
      return "Unreadable[" + firstBytes.length + " bytes, " + detail + "]";
    }
  }
}
