package dev.trestle.identity.match;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** How two dates of birth, written {@code YYYY-MM-DD}, relate. */
final class Dates {
  private static final Set<Long> TYPICAL_YEARS = Set.of(1L, 10L, 100L);

  private Dates() {}

  static boolean isDate(String text) {
    try {
      return LocalDate.parse(text).toString().equals(text);
    } catch (DateTimeException none) {
      return false;
    }
  }

  /** Of a text that {@link #isDate}; a formatter takes many times as long. */
  private static LocalDate date(String text) {
    return LocalDate.of(
        Integer.parseInt(text, 0, 4, 10),
        Integer.parseInt(text, 5, 7, 10),
        Integer.parseInt(text, 8, 10, 10));
  }

  /** The first level that holds. */
  static String level(String first, String second) {
    if (first.equals(second)) {
      return "exact";
    }
    LocalDate a = date(first);
    LocalDate b = date(second);
    boolean sameYear = a.getYear() == b.getYear();
    if (sameYear
        && a.getMonthValue() == b.getDayOfMonth()
        && a.getDayOfMonth() == b.getMonthValue()) {
      return "swapped";
    }
    if (Math.abs(ChronoUnit.DAYS.between(a, b)) == 1
        || (a.getDayOfMonth() == b.getDayOfMonth()
            && Math.abs(ChronoUnit.MONTHS.between(a.withDayOfMonth(1), b.withDayOfMonth(1)))
                == 1)) {
      return "near";
    }
    if (Texts.isOneEdit(first, second)) {
      return "one-digit";
    }
    boolean sameDay =
        a.getMonthValue() == b.getMonthValue() && a.getDayOfMonth() == b.getDayOfMonth();
    if (sameDay && TYPICAL_YEARS.contains((long) Math.abs(a.getYear() - b.getYear()))) {
      return "same-day";
    }
    return sameYear ? "same-year" : "different";
  }
}
