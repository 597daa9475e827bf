package dev.trestle.semantics.plausibility;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * The days that a date of FHIR or HL7 can mean, as it is written, whatever the zone.
 *
 * @param first days since 1970
 * @param last the same day, or the end of the month or year
 */
record DayRange(long first, long last) {
  private static final int YEAR = 4;

  /** {@code 1980}, {@code 1980-02}, {@code 1980-02-29}, and with a time; null for no date. */
  static @Nullable DayRange of(String text) {
    boolean hyphens = text.length() > YEAR && text.charAt(YEAR) == '-';
    int gap = hyphens ? 1 : 0;
    int year = number(text, 0, YEAR);
    int month = number(text, YEAR + gap, 2);
    int day = month < 0 ? -1 : number(text, YEAR + 2 + 2 * gap, 2);
    if (year <= 0) {
      return null;
    }
    try {
      if (month < 0) {
        return new DayRange(
            LocalDate.of(year, 1, 1).toEpochDay(), LocalDate.of(year, 12, 31).toEpochDay());
      }
      if (day < 0) {
        YearMonth whole = YearMonth.of(year, month);
        return new DayRange(whole.atDay(1).toEpochDay(), whole.atEndOfMonth().toEpochDay());
      }
      long one = LocalDate.of(year, month, day).toEpochDay();
      return new DayRange(one, one);
    } catch (DateTimeException impossible) {
      return null;
    }
  }

  private static int number(String text, int from, int digits) {
    if (from + digits > text.length()) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + c - '0';
    }
    return number;
  }
}
