package dev.trestle.kernel.site;

/** What waits when a message of a source fails (DESIGN §4 "Failing"). */
public enum OnFailure {
  /** Only what depends on it: the same order or report, the same visit's events. The default. */
  HOLD_DEPENDENTS,
  /** Everything of that patient. */
  HOLD_PATIENT,
  /** Nothing. */
  CONTINUE
}
