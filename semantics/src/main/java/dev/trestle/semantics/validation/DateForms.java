package dev.trestle.semantics.validation;

/**
 * The forms of FHIR's dates and times (R4 §2.24.0.1), scanned by hand: a regular expression costs a
 * microsecond, and most of what is checked are dates. Days are those of the calendar.
 */
final class DateForms {
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int LARGEST_OFFSET_MINUTES = 14 * 60;

  private DateForms() {}

  /** {@code YYYY}, {@code YYYY-MM} or {@code YYYY-MM-DD}. */
  static boolean isDate(String text) {
    return isDate(text, text.length());
  }

  private static boolean isDate(String text, int length) {
    if (length != 4 && length != 7 && length != 10) {
      return false;
    }
    int year = number(text, 0, 4);
    if (year < 1) {
      return false;
    }
    if (length == 4) {
      return true;
    }
    int month = text.charAt(4) == '-' ? number(text, 5, 2) : -1;
    if (month < 1 || month > 12) {
      return false;
    }
    if (length == 7) {
      return true;
    }
    int day = text.charAt(7) == '-' ? number(text, 8, 2) : -1;
    return day >= 1 && day <= days(year, month);
  }

  /** A date, or a date with a time to the second and an offset. */
  static boolean isDateTime(String text) {
    int t = text.indexOf('T');
    return t < 0 ? isDate(text) : isInstant(text);
  }

  /** A date with a time to the second and an offset. */
  static boolean isInstant(String text) {
    if (text.length() < 20 || text.charAt(10) != 'T' || !isDate(text, 10)) {
      return false;
    }
    int zone = zoneAt(text);
    return zone > 0 && isTime(text, 11, zone) && isZone(text, zone);
  }

  /** {@code hh:mm:ss}, with a fraction or without. */
  static boolean isTime(String text) {
    return isTime(text, 0, text.length());
  }

  private static boolean isTime(String text, int from, int end) {
    if (end < from + 8 || text.charAt(from + 2) != ':' || text.charAt(from + 5) != ':') {
      return false;
    }
    int hour = number(text, from, 2);
    int minute = number(text, from + 3, 2);
    int second = number(text, from + 6, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
      return false;
    }
    return end == from + 8 || (text.charAt(from + 8) == '.' && areDigits(text, from + 9, end));
  }

  private static int zoneAt(String text) {
    for (int i = 19; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 'Z' || c == '+' || c == '-') {
        return i;
      }
    }
    return -1;
  }

  private static boolean isZone(String text, int from) {
    if (text.charAt(from) == 'Z') {
      return text.length() == from + 1;
    }
    if (text.length() != from + 6 || text.charAt(from + 3) != ':') {
      return false;
    }
    int hours = number(text, from + 1, 2);
    int minutes = number(text, from + 4, 2);
    return hours >= 0
        && minutes >= 0
        && minutes < 60
        && hours * 60 + minutes <= LARGEST_OFFSET_MINUTES;
  }

  private static int days(int year, int month) {
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : DAYS[month - 1];
  }

  private static boolean areDigits(String text, int from, int end) {
    for (int i = from; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return from < end;
  }

  /** The number that these digits are, or -1 when one of them is none. */
  private static int number(String text, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
