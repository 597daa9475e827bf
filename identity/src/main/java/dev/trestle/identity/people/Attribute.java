package dev.trestle.identity.people;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a column can hold. */
public enum Attribute {
  ID,
  GIVEN,
  MIDDLE,
  FAMILY,
  SUFFIX,
  PRIOR_FAMILY,
  MOTHER_FAMILY,
  BIRTH_DATE,
  GENDER,
  SSN,
  /** Written {@code identifier.SYSTEM}. */
  IDENTIFIER,
  ADDRESS_LINE,
  CITY,
  STATE,
  POSTAL_CODE,
  PHONE,
  EMAIL,
  /** Written {@code other.NAME}: any further text. */
  OTHER;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** As it is written. */
  public String word() {
    return word;
  }

  /** Whether it is written with a name after a dot. */
  public boolean isNamed() {
    return this == IDENTIFIER || this == OTHER;
  }

  /** The attribute of this name; what stands after a dot is left out. */
  public static Optional<Attribute> of(String text) {
    int dot = text.indexOf('.');
    String word = dot < 0 ? text : text.substring(0, dot);
    return Arrays.stream(values())
        .filter(attribute -> attribute.word.equals(word))
        .filter(attribute -> attribute.isNamed() == (dot > 0 && dot < text.length() - 1))
        .findFirst();
  }

  /** All of them as they are written. */
  public static List<String> words() {
    return Arrays.stream(values())
        .map(
            attribute ->
                switch (attribute) {
                  case IDENTIFIER -> "identifier.SYSTEM";
                  case OTHER -> "other.NAME";
                  default -> attribute.word;
                })
        .toList();
  }
}
