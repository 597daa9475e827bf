package dev.trestle.identity.compare;

import static dev.trestle.identity.standard.BirthDates.day;
import static dev.trestle.identity.standard.BirthDates.isCalendarDate;
import static dev.trestle.identity.standard.BirthDates.isEstimated;
import static dev.trestle.identity.standard.BirthDates.month;
import static dev.trestle.identity.standard.BirthDates.year;

import java.time.LocalDate;

/** How two dates of birth relate; numbers as {@code BirthDates} has them. */
public final class DateLevels {
  /** As an index; best first. */
  public static final int EXACT = 0;

  public static final int EXACT_ESTIMATED = 1;
  public static final int SWAPPED = 2;
  public static final int NEAR = 3;
  public static final int ONE_DIGIT = 4;
  public static final int SAME_DAY = 5;
  public static final int SAME_YEAR_ESTIMATED = 6;
  public static final int SAME_YEAR = 7;
  public static final int DIFFERENT = 8;

  private static final int[] POWERS = {10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

  private DateLevels() {}

  /** The first level that holds. */
  public static int level(int a, int b) {
    if (a == b) {
      return isEstimated(a) ? EXACT_ESTIMATED : EXACT;
    }
    boolean sameYear = year(a) == year(b);
    if (month(a) == 0 || month(b) == 0) {
      return sameYear ? SAME_YEAR_ESTIMATED : DIFFERENT;
    }
    if (day(a) == 0 || day(b) == 0) {
      return sameYear && month(a) == month(b)
          ? SAME_YEAR_ESTIMATED
          : sameYear ? SAME_YEAR : DIFFERENT;
    }
    if (sameYear && month(a) == day(b) && day(a) == month(b)) {
      return SWAPPED;
    }
    if (isNear(a, b)) {
      return NEAR;
    }
    if (isOneDigit(a, b)) {
      return ONE_DIGIT;
    }
    int years = Math.abs(year(a) - year(b));
    boolean sameDay = month(a) == month(b) && day(a) == day(b);
    if (sameDay && (years == 1 || years == 10 || years == 100)) {
      return SAME_DAY;
    }
    if (!sameYear) {
      return DIFFERENT;
    }
    return isEstimated(a) || isEstimated(b) ? SAME_YEAR_ESTIMATED : SAME_YEAR;
  }

  /** One day or one month apart. */
  private static boolean isNear(int a, int b) {
    if (day(a) == day(b)) {
      return Math.abs(year(a) * 12 + month(a) - year(b) * 12 - month(b)) == 1;
    }
    return Math.abs(year(a) - year(b)) <= 1
        && isCalendarDate(a)
        && isCalendarDate(b)
        && Math.abs(date(a).toEpochDay() - date(b).toEpochDay()) == 1;
  }

  private static LocalDate date(int date) {
    return LocalDate.of(year(date), month(date), day(date));
  }

  /** One digit is another, or two neighbours have changed places. */
  private static boolean isOneDigit(int a, int b) {
    int first = -1;
    int different = 0;
    int last = -1;
    for (int i = 0; i < POWERS.length; i++) {
      if (digit(a, i) != digit(b, i)) {
        first = first < 0 ? i : first;
        last = i;
        different++;
      }
    }
    return different == 1
        || (different == 2
            && last == first + 1
            && last != 4 // in writing a hyphen stands between year and month, month and day
            && last != 6
            && digit(a, first) == digit(b, last)
            && digit(a, last) == digit(b, first));
  }

  private static int digit(int date, int place) {
    return date / POWERS[place] % 10;
  }
}
