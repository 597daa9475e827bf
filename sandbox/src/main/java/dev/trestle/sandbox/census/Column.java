package dev.trestle.sandbox.census;

import java.util.Locale;

/** What a row says, with the column's name in a file. */
public enum Column {
  FAMILY,
  GIVEN,
  MIDDLE,
  SUFFIX,
  PRIOR_FAMILY,
  MOTHER_FAMILY,
  BIRTH_DATE,
  GENDER,
  SSN,
  ADDRESS_LINE,
  CITY,
  STATE,
  POSTAL_CODE,
  PHONE,
  MOBILE,
  EMAIL;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** As the first line of a file has it. */
  public String word() {
    return word;
  }
}
