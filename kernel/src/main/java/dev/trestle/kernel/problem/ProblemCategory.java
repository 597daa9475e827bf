package dev.trestle.kernel.problem;

/**
 * Who can help: the broad kind of a problem. An exception's worklist, deadline and owner follow
 * from it.
 */
public enum ProblemCategory {
  /** The bytes on the wire were not a message: framing, TLS, size. */
  TRANSPORT,
  /** The message is there but a field, segment or structure of it is not usable. */
  DATA,
  /** The message names patients in a way that needs a person's decision. */
  IDENTITY,
  /** A mapping, table or the site's configuration does not fit. */
  CONFIGURATION,
  /** The caller asked for something that it may not have or that is not there. */
  REQUEST,
  /** The machine, the database or another system is not able to do it now. */
  INFRASTRUCTURE,
  /** A defect of Trestle itself. */
  DEFECT
}
