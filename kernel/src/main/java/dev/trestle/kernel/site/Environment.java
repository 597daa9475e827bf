package dev.trestle.kernel.site;

/**
 * What a deployment is for; decides which MSH-11 it takes (DESIGN §4 "Environment", HL7 table
 * 0103).
 */
public enum Environment {
  /** Takes {@code P} only. */
  PRODUCTION,
  /** Takes {@code T} and {@code D} only. */
  TEST,
  /** Takes all. The default. */
  ANY;

  /** Whether a message with this MSH-11.1 belongs here; an empty one is taken as P. */
  public boolean takes(String processingId) {
    boolean production = processingId.isEmpty() || processingId.equals("P");
    return switch (this) {
      case PRODUCTION -> production;
      case TEST -> !production;
      case ANY -> true;
    };
  }
}
