package dev.trestle.records.index;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** FHIR dates as the span they name (R4 §3.1.1.4.7). Without a zone they are read as UTC. */
public final class FhirDates {
  private static final long SECOND_MICROS = 1_000_000;
  private static final int WITH_SECONDS = "2026-01-01T00:00:00".length();

  private FhirDates() {}

  /**
   * A span of time, microseconds since 1970-01-01T00:00Z.
   *
   * @param lowMicros first instant
   * @param highMicros last instant; {@link Long#MAX_VALUE} when open
   */
  public record Span(long lowMicros, long highMicros) {
    /** The least span that holds both. */
    public Span with(Span other) {
      return new Span(Math.min(lowMicros, other.lowMicros), Math.max(highMicros, other.highMicros));
    }
  }

  /** The span of a date, dateTime or instant, or empty when the text is none. */
  public static Optional<Span> span(String text) {
    try {
      return switch (text.length()) {
        case 4 ->
            Optional.of(days(Year.parse(text).atDay(1), Year.parse(text).atDay(1).plusYears(1)));
        case 7 ->
            Optional.of(
                days(YearMonth.parse(text).atDay(1), YearMonth.parse(text).atDay(1).plusMonths(1)));
        case 10 -> Optional.of(days(LocalDate.parse(text), LocalDate.parse(text).plusDays(1)));
        default -> Optional.of(instant(text));
      };
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private static Span days(LocalDate first, LocalDate next) {
    return new Span(micros(first.atStartOfDay()), micros(next.atStartOfDay()) - 1);
  }

  private static Span instant(String text) {
    boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
    LocalDateTime utc =
        zoned
            ? OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
            : LocalDateTime.parse(text);
    long low = micros(utc);
    int dot = text.indexOf('.');
    if (dot > 0) {
      int digits = 0;
      while (dot + 1 + digits < text.length() && Character.isDigit(text.charAt(dot + 1 + digits))) {
        digits++;
      }
      long step = SECOND_MICROS;
      for (int i = 0; i < digits && step > 1; i++) {
        step /= 10;
      }
      return new Span(low, low + step - 1);
    }
    long width = text.length() >= WITH_SECONDS && text.charAt(16) == ':' ? 1 : 60;
    return new Span(low, low + width * SECOND_MICROS - 1);
  }

  private static long micros(LocalDateTime utc) {
    return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), utc);
  }
}
