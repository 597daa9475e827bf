package dev.trestle.semantics.hl7v2;

/** Whether a place of a message says something (HL7 v2.5.1 §2.5.3). */
public enum Presence {
  /** Nothing there, or separators only: the message makes no statement. */
  ABSENT,
  /** Exactly two quotes: the sender wants the value deleted. */
  NULL,
  /** A value. */
  VALUED
}
