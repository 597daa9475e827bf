package dev.trestle.identity.block;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The keys under which people meet. */
public enum KeyKind {
  SSN(0, About.NUMBER),
  IDENTIFIER(1, About.NUMBER),
  PHONE(2, About.PHONE),
  EMAIL(3, About.EMAIL),
  FULL_NAME(4, About.NAME),
  NAME_SOUND(5, About.NAME),
  FAMILY_AND_YEAR(6, About.NAME),
  GIVEN_AND_DAY(7, About.DATE),
  NAME_BEGINNINGS(8, About.NAME),
  BIRTH_DATE_AND_NAME(9, About.DATE),
  STREET(10, About.PLACE),
  ZIP_AND_FAMILY(11, About.PLACE),
  ZIP_AND_GIVEN(12, About.PLACE),
  CITY_AND_FAMILY(13, About.PLACE),
  BIRTH_DATE_AND_PLACE(14, About.DATE),
  OTHER_AND_NAME(15, About.OTHER),
  BIRTH_DATE(16, About.DATE),
  EMAIL_HOST(17, About.EMAIL),
  EMAIL_BEGINNING(18, About.EMAIL),
  GIVEN_AND_YEAR(19, About.NAME),
  CITY_AND_GIVEN(20, About.PLACE);

  private static final List<KeyKind> ALL = List.of(values());

  private final int number;
  private final About about;
  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** What a key is about in the first place. */
  private enum About {
    NUMBER,
    PHONE,
    EMAIL,
    NAME,
    DATE,
    PLACE,
    OTHER
  }

  KeyKind(int number, About about) {
    this.number = number;
    this.about = about;
  }

  /** Its number: a key begins with it. */
  public int number() {
    return number;
  }

  /** As in reports. */
  public String word() {
    return word;
  }

  /** About how many different things kinds of keys are, given as bits by {@link #number}. */
  public static int subjects(int kinds) {
    Set<About> subjects = EnumSet.noneOf(About.class);
    for (KeyKind kind : ALL) {
      if ((kinds >> kind.number & 1) == 1) {
        subjects.add(kind.about);
      }
    }
    return subjects.size();
  }
}
