package dev.trestle.identity.standard;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values that stand for "not known": unavailable, on both sides. The lists are the model's. */
public final class Placeholders {
  private static final int ZIP_DIGITS = 5;
  private static final int SSN_DIGITS = 9;
  private static final int PHONE_DIGITS = 10;

  private final Map<String, List<String>> lists;
  private final String birthBefore;

  public Placeholders(Map<String, List<String>> lists, String birthBefore) {
    this.lists = lists;
    this.birthBefore = birthBefore;
  }

  private boolean isIn(String list, String text) {
    return lists.getOrDefault(list, List.of()).contains(text);
  }

  private boolean beginsAsIn(String list, String text) {
    return lists.getOrDefault(list, List.of()).stream().anyMatch(text::startsWith);
  }

  public boolean isName(FullName name) {
    return isIn("family", name.family())
        || beginsAsIn("family-beginnings", name.family())
        || isIn("given", name.given())
        || beginsAsIn("given-beginnings", name.given());
  }

  /** A full date that may be somebody's. */
  public boolean isBirthDate(String text) {
    return text.length() == 10
        && !isIn("birth-dates", text)
        && text.compareTo(birthBefore) >= 0
        && BirthDates.isDate(text);
  }

  /** A date, complete or not, that stands for "not known" wherever it is seen. */
  public boolean isUnknownDate(String text) {
    return isIn("birth-dates", text);
  }

  public boolean isNumber(String digits) {
    return digits.length() == SSN_DIGITS
        && !isIn("ssn", digits)
        && !beginsAsIn("ssn-beginnings", digits)
        && !digits.startsWith("00", 3)
        && !digits.endsWith("0000")
        && !isOneDigit(digits);
  }

  public boolean isPhone(String digits) {
    return digits.length() == PHONE_DIGITS
        && lists.getOrDefault("phone-exchanges", List.of()).stream()
            .noneMatch(exchange -> digits.startsWith(exchange, 3))
        && !digits.endsWith("0000000")
        && !isOneDigit(digits);
  }

  public boolean isStreet(String street) {
    return !street.isEmpty() && !isIn("streets", street);
  }

  public boolean isZip(String zip) {
    return zip.length() == ZIP_DIGITS && !isIn("zips", zip);
  }

  private static boolean isOneDigit(String digits) {
    return Set.copyOf(digits.chars().boxed().toList()).size() == 1;
  }
}
