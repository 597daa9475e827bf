package dev.trestle.identity.standard;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Reads dates of birth as people and exports write them: {@code 1961-02-13}, {@code 19610213},
 * {@code 2/13/1961}, {@code 13.02.61}, {@code 1961}. Which of two small numbers is the day is
 * decided for a whole column: where one is above 12, it is the day everywhere.
 */
public final class DateReader {
  private static final int MONTHS = 12;
  private static final int CENTURY = 100;
  private static final int SHORT_YEAR = 2;
  private static final int LONG_YEAR = 4;
  private static final int PLAIN = 8;

  private final int thisYear;
  private final boolean dayFirst;

  /**
   * @param thisYear nobody was born after it: decides the century of a year of two digits
   * @param dayFirst whether the day comes before the month, where both could be either
   */
  public DateReader(int thisYear, boolean dayFirst) {
    this.thisYear = thisYear;
    this.dayFirst = dayFirst;
  }

  /** Whether the first of three numbers can only be a day. */
  public static boolean beginsWithDay(String text) {
    List<String> numbers = numbers(text);
    return numbers.size() >= 3
        && numbers.get(0).length() <= 2
        && Integer.parseInt(numbers.get(0)) > MONTHS;
  }

  /** The date as {@link BirthDates} has it; empty when it cannot be read. */
  public OptionalInt read(String text) {
    List<String> numbers = numbers(text);
    if (numbers.isEmpty() || numbers.stream().anyMatch(number -> number.length() > PLAIN)) {
      return OptionalInt.empty();
    }
    String first = numbers.get(0);
    if (first.length() == PLAIN) {
      return date(
          first.substring(0, 4), first.substring(4, 6), first.substring(6)); // 19610213[hhmm]
    }
    if (first.length() == LONG_YEAR) {
      String month = numbers.size() > 1 ? numbers.get(1) : "0";
      return date(first, month, numbers.size() > 2 ? numbers.get(2) : "0");
    }
    if (numbers.size() < 3 || first.length() > 2) {
      return OptionalInt.empty();
    }
    return dayFirst
        ? date(numbers.get(2), numbers.get(1), first)
        : date(numbers.get(2), first, numbers.get(1));
  }

  private OptionalInt date(String year, String month, String day) {
    if (month.length() > 2 || day.length() > 2) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(year);
    if (year.length() == SHORT_YEAR) {
      number += thisYear - thisYear % CENTURY;
      number -= number > thisYear ? CENTURY : 0;
    } else if (year.length() != LONG_YEAR) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(BirthDates.of(number, Integer.parseInt(month), Integer.parseInt(day)));
  }

  /** The runs of digits up to a time of day. */
  private static List<String> numbers(String text) {
    List<String> numbers = new ArrayList<>(3);
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (c >= '0' && c <= '9') {
        digits.append(c);
        continue;
      }
      if (digits.length() > 0) {
        numbers.add(digits.toString());
        digits.setLength(0);
      }
      if (c == 'T' || (c == ' ' && !numbers.isEmpty())) {
        break;
      }
    }
    return numbers;
  }
}
