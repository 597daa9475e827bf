package dev.trestle.app.http;

/**
 * One thing that must be so for Trestle to receive and apply.
 *
 * @param name as in {@code docs/operations.md}
 * @param kind whether a restart would mend it
 * @param up whether it is so
 * @param text one sentence; no patient data
 */
public record Check(String name, Kind kind, boolean up, String text) {
  /** What a failed check asks for. */
  public enum Kind {
    /** A part of the process has ended: only a restart brings it back. */
    PROCESS,
    /** Something around it is not well; Trestle goes on by itself when it is again. */
    SURROUNDINGS,
    /** People must look at it; neither a restart nor another server helps. */
    ALARM
  }
}
