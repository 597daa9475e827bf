package dev.trestle.app.console.message;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Times as a form's field of date and time gives them, in UTC. */
public final class PeriodText {
  private PeriodText() {}

  public static @Nullable Instant instant(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return LocalDateTime.parse(text.strip()).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "A time is written like 2026-01-31T06:00", e);
    }
  }
}
