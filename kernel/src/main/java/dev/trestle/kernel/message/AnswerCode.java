package dev.trestle.kernel.message;

/** MSA-1 (HL7 table 0008). */
public enum AnswerCode {
  /** Application accept. */
  AA,
  /** Application error: handed back, may be repeated. */
  AE,
  /** Application reject: MSH-9, 11 or 12 is not accepted. */
  AR,
  /** Commit accept (enhanced mode). */
  CA,
  /** Commit error. */
  CE,
  /** Commit reject. */
  CR
}
