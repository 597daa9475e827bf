package dev.trestle.identity.block;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;

/** The keys under which people meet. */
public enum KeyKind {
  SSN(0, About.NUMBER, true),
  IDENTIFIER(1, About.NUMBER, true),
  PHONE(2, About.PHONE, true),
  EMAIL(3, About.EMAIL, true),
  FULL_NAME(4, About.NAME, true),
  NAME_SOUND(5, About.NAME, false),
  FAMILY_AND_YEAR(6, About.NAME, false),
  GIVEN_AND_DAY(7, About.DATE, false),
  NAME_BEGINNINGS(8, About.NAME, true),
  BIRTH_DATE_AND_NAME(9, About.DATE, true),
  STREET(10, About.PLACE, true),
  ZIP_AND_FAMILY(11, About.PLACE, false),
  ZIP_AND_GIVEN(12, About.PLACE, false),
  CITY_AND_FAMILY(13, About.PLACE, false),
  BIRTH_DATE_AND_PLACE(14, About.DATE, true),
  OTHER_AND_NAME(15, About.OTHER, true),
  BIRTH_DATE(16, About.DATE, false),
  EMAIL_HOST(17, About.EMAIL, false),
  EMAIL_BEGINNING(18, About.EMAIL, false),
  GIVEN_AND_YEAR(19, About.NAME, false),
  CITY_AND_GIVEN(20, About.PLACE, false);

  private static final int SEVERAL = 2;

  /** Beside the kinds: one of the keys is held by few. */
  static final int RARE = 1 << 31;

  /** The kinds that are enough by themselves, as bits. */
  private static final int ENOUGH = bits(kind -> kind.isEnough);

  /** The kinds about each thing, as bits. */
  private static final int[] SUBJECTS =
      Arrays.stream(About.values()).mapToInt(about -> bits(kind -> kind.about == about)).toArray();

  private final int number;
  private final About about;
  private final boolean isEnough;
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

  KeyKind(int number, About about, boolean isEnough) {
    this.number = number;
    this.about = about;
    this.isEnough = isEnough;
  }

  /** Its number: a key begins with it. */
  public int number() {
    return number;
  }

  /** As in reports. */
  public String word() {
    return word;
  }

  private static int bits(Predicate<KeyKind> which) {
    return Arrays.stream(values())
        .filter(which)
        .mapToInt(kind -> 1 << kind.number)
        .reduce(0, (a, b) -> a | b);
  }

  /** About how many different things kinds of keys are, given as bits by {@link #number}. */
  public static int subjects(int kinds) {
    int subjects = 0;
    for (int about : SUBJECTS) {
      subjects += (kinds & about) == 0 ? 0 : 1;
    }
    return subjects;
  }

  /** Whether kinds of keys are about more than one thing. */
  static boolean areSeveral(int kinds) {
    return subjects(kinds) >= SEVERAL;
  }

  /**
   * Whether two people who share these kinds of keys are worth comparing: a key that few others
   * hold, one of a kind that says much, or two kinds. A sound of a name and a year alone are held
   * by so many that nine of ten pairs of a large file meet under nothing else, and next to none of
   * them is one person.
   */
  public static boolean areEnough(int kinds) {
    return (kinds & (ENOUGH | RARE)) != 0 || Integer.bitCount(kinds) >= SEVERAL;
  }
}
