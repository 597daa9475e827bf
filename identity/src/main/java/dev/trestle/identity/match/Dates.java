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

  /** The first level that holds. */
  static String level(String first, String second) {
    if (first.equals(second)) {
      return "exact";
    }
    LocalDate a = LocalDate.parse(first);
    LocalDate b = LocalDate.parse(second);
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
    if (Texts.edits(first, second, 1) <= 1) {
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
