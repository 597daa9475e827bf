package dev.trestle.identity.block;

import java.util.Locale;

/** The keys under which people meet. */
public enum KeyKind {
  SSN(0),
  IDENTIFIER(1),
  PHONE(2),
  EMAIL(3),
  FULL_NAME(4),
  NAME_SOUND(5),
  FAMILY_AND_YEAR(6),
  GIVEN_AND_DAY(7),
  NAME_BEGINNINGS(8),
  BIRTH_DATE_AND_NAME(9),
  STREET(10),
  ZIP_AND_FAMILY(11),
  ZIP_AND_GIVEN(12),
  CITY_AND_FAMILY(13),
  BIRTH_DATE_AND_PLACE(14),
  OTHER_AND_NAME(15),
  BIRTH_DATE(16),
  EMAIL_HOST(17),
  EMAIL_BEGINNING(18),
  GIVEN_AND_YEAR(19),
  CITY_AND_GIVEN(20);

  private final int number;
  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  KeyKind(int number) {
    this.number = number;
  }

  /** Its number: a key begins with it. */
  public int number() {
    return number;
  }

  /** As in reports. */
  public String word() {
    return word;
  }
}
