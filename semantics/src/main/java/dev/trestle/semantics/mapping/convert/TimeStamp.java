package dev.trestle.semantics.mapping.convert;

import org.jspecify.annotations.Nullable;

/**
 * A DT, TS or DTM taken apart: {@code YYYY[MM[DD[HH[MM[SS[.S…]]]]]][+/-ZZZZ]} (HL7 v2.5.1 §2.A.22).
 *
 * @param precision how many digits of date and time the message gives and are possible: 4, 6, 8,
 *     10, 12 or 14
 * @param fraction digits after the seconds, or empty
 * @param offsetMinutes offset as sent, or {@link #NO_OFFSET}
 * @param timeImpossible whether there was a time of day that does not exist; then only the date
 *     stands
 */
record TimeStamp(
    int precision,
    int year,
    int month,
    int day,
    int hour,
    int minute,
    int second,
    String fraction,
    int offsetMinutes,
    boolean timeImpossible) {

  static final int NO_OFFSET = Integer.MIN_VALUE;
  private static final int MAX_DIGITS = 14;
  private static final int DATE_DIGITS = 8;
  private static final int MAX_OFFSET_MINUTES = 14 * 60;

  /** Reads the text; null when it is no date that exists. Nothing is rounded or rolled over. */
  static @Nullable TimeStamp read(String text) {
    int digits = digits(text, 0);
    if (digits < 4 || digits > MAX_DIGITS || digits % 2 != 0) {
      return null;
    }
    int year = number(text, 0, 4);
    int month = digits >= 6 ? number(text, 4, 6) : 1;
    int day = digits >= 8 ? number(text, 6, 8) : 1;
    if (year == 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
      return null;
    }
    int hour = digits >= 10 ? number(text, 8, 10) : 0;
    int minute = digits >= 12 ? number(text, 10, 12) : 0;
    int second = digits >= 14 ? number(text, 12, 14) : 0;
    int at = digits;
    String fraction = "";
    if (at < text.length() && text.charAt(at) == '.') {
      int length = digits(text, at + 1);
      fraction = text.substring(at + 1, at + 1 + length);
      at += 1 + length;
    }
    boolean clockFits = hour < 24 && minute < 60 && second < 60;
    boolean fractionFits = fraction.isEmpty() || digits == MAX_DIGITS;
    int offset = at < text.length() ? offset(text, at) : NO_OFFSET;
    boolean offsetFits = at == text.length() || offset != NO_OFFSET;
    if (digits > DATE_DIGITS && !(clockFits && fractionFits && offsetFits)) {
      return new TimeStamp(DATE_DIGITS, year, month, day, 0, 0, 0, "", NO_OFFSET, true);
    }
    if (digits <= DATE_DIGITS && !offsetFits) {
      return null;
    }
    return new TimeStamp(digits, year, month, day, hour, minute, second, fraction, offset, false);
  }

  /** Whether the text says "none" by zeros. */
  static boolean isZero(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= '1' && c <= '9') || Character.isLetter(c)) {
        return false;
      }
    }
    return true;
  }

  /** Days since 1970-01-01 in the Gregorian calendar. */
  long epochDay() {
    long y = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(y, 400);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }

  /** Milliseconds since 1970-01-01T00:00 on the local clock. */
  long localMillis() {
    return ((epochDay() * 24 + hour) * 60 + minute) * 60_000L + second * 1000L;
  }

  /** Microseconds of the fraction. */
  int fractionMicros() {
    int micros = 0;
    for (int i = 0; i < 6; i++) {
      micros = micros * 10 + (i < fraction.length() ? fraction.charAt(i) - '0' : 0);
    }
    return micros;
  }

  private static int daysIn(int year, int month) {
    return switch (month) {
      case 2 -> (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static int offset(String text, int at) {
    char sign = text.charAt(at);
    boolean shaped = text.length() == at + 5 && digits(text, at + 1) == 4;
    if ((sign != '+' && sign != '-') || !shaped) {
      return NO_OFFSET;
    }
    int hours = number(text, at + 1, at + 3);
    int minutes = number(text, at + 3, at + 5);
    int total = hours * 60 + minutes;
    if (minutes > 59 || total > MAX_OFFSET_MINUTES) {
      return NO_OFFSET;
    }
    return sign == '-' ? -total : total;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }
}
