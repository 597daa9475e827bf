package dev.trestle.kernel.problem;

import java.util.Locale;

/**
 * Severity of a finding, the codes of FHIR R4 issue-severity (a problem that stops a message is an
 * exception).
 */
public enum Severity {
  /** Something of the message was not usable and did not go where it belongs. */
  ERROR,
  /** Something was repaired, assumed or not understood; the value is kept. */
  WARNING,
  /** Worth knowing. */
  INFORMATION;

  /** The FHIR code, for example {@code warning}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
