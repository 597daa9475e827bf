package dev.trestle.identity.standard;

/**
 * Dates of birth as one number, {@code YYYYMMDD}: 19610213. What is not known is 00: 19610000 is a
 * year. A number whose parts are no date (19610231) is kept as it was written, because people
 * mistype.
 */
public final class BirthDates {
  private static final int DATE_LETTERS = 10;
  private static final int YEAR = 10_000;
  private static final int MONTH = 100;

  private BirthDates() {}

  /** Whether a text is a date of the calendar, written {@code YYYY-MM-DD}. */
  public static boolean isDate(String text) {
    if (text.length() != DATE_LETTERS || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return false;
    }
    for (int i = 0; i < DATE_LETTERS; i++) {
      if (i != 4 && i != 7 && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
        return false;
      }
    }
    return isCalendarDate(packed(text));
  }

  /** A text that {@link #isDate} as a number. */
  public static int packed(String text) {
    return Integer.parseInt(text, 0, 4, 10) * YEAR
        + Integer.parseInt(text, 5, 7, 10) * MONTH
        + Integer.parseInt(text, 8, DATE_LETTERS, 10);
  }

  public static int of(int year, int month, int day) {
    return year * YEAR + month * MONTH + day;
  }

  public static int year(int date) {
    return date / YEAR;
  }

  /** 0 when it is not known. */
  public static int month(int date) {
    return date / MONTH % MONTH;
  }

  /** 0 when it is not known. */
  public static int day(int date) {
    return date % MONTH;
  }

  /** Whether only the year says something: nothing else is known, or it is the first of January. */
  public static boolean isEstimated(int date) {
    return month(date) == 0 || (month(date) == 1 && day(date) == 1);
  }

  /** Whether year, month and day make a day of the calendar. */
  public static boolean isCalendarDate(int date) {
    int month = month(date);
    return month >= 1 && month <= 12 && day(date) >= 1 && day(date) <= days(year(date), month);
  }

  private static int days(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }
}
