package dev.trestle.orchestration.exceptions;

import java.time.Instant;

/**
 * Something a person said about an exception, or that somebody takes it.
 *
 * @param text the comment, which may hold patient data, or the name of who takes it
 */
public record ExceptionNote(Instant at, String actor, Kind kind, String text) {
  /** What a note is. */
  public enum Kind {
    COMMENT,
    ASSIGN;

    String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return "ExceptionNote[" + kind + "]";
  }
}
