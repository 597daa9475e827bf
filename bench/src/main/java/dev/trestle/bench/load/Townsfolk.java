package dev.trestle.bench.load;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The people who are admitted, each a function of a number. As unlike and as alike as people of one
 * region are: birth dates over eighty years, sixty postal codes, names that mostly differ; one in
 * ten has one of two hundred frequent family names, every second one of four hundred frequent given
 * names. No real person.
 *
 * <p>People who are all alike would measure a patient index at its worst: every admission would be
 * compared with hundreds of others, and a person would have to look at most.
 */
final class Townsfolk {
  private static final String[] ONSETS = {
    "B", "BR", "CH", "D", "DR", "F", "G", "GR", "H", "J", "K", "KL", "L", "M", "N", "P", "R", "S",
    "ST", "T", "TR", "V", "W", "Z"
  };
  private static final String[] VOWELS = {"A", "E", "I", "O", "U", "AI", "EA", "OU"};
  private static final String[] CODAS = {"", "", "L", "M", "N", "R", "S", "T", "CK", "ND"};
  private static final LocalDate FIRST_BORN = LocalDate.of(1930, 1, 1);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);

  private static final int DAYS_OF_BIRTH = 29_220;
  private static final int POSTAL_CODES = 60;
  private static final int FIRST_POSTAL_CODE = 62_701;
  private static final int FREQUENT_FAMILIES = 200;
  private static final int FREQUENT_GIVEN = 400;
  private static final int ONE_IN_TEN = 10;

  private Townsfolk() {}

  static String family(long patient) {
    long bits = mixed(patient, 1);
    boolean frequent = Long.remainderUnsigned(bits >>> 40, ONE_IN_TEN) == 0;
    return name(frequent ? mixed(Long.remainderUnsigned(bits, FREQUENT_FAMILIES), 2) : bits, 2);
  }

  static String given(long patient) {
    long bits = mixed(patient, 3);
    boolean frequent = (bits & 1) == 0;
    return name(
        frequent ? mixed(Long.remainderUnsigned(bits >>> 1, FREQUENT_GIVEN), 4) : bits,
        frequent ? 2 : 3);
  }

  static LocalDate born(long patient) {
    return FIRST_BORN.plusDays(Long.remainderUnsigned(mixed(patient, 5), DAYS_OF_BIRTH));
  }

  /** As HL7 v2 writes it. */
  static String bornText(long patient) {
    return DATE.format(born(patient));
  }

  static int postalCode(long patient) {
    return FIRST_POSTAL_CODE + (int) Long.remainderUnsigned(mixed(patient, 6), POSTAL_CODES);
  }

  static String sex(long patient) {
    return (mixed(patient, 7) & 1) == 0 ? "F" : "M";
  }

  private static String name(long bits, int syllables) {
    StringBuilder name = new StringBuilder();
    long left = bits >>> 1;
    for (int i = 0; i < syllables; i++) {
      name.append(ONSETS[(int) (left % ONSETS.length)]);
      left /= ONSETS.length;
      name.append(VOWELS[(int) (left % VOWELS.length)]);
      left /= VOWELS.length;
      name.append(CODAS[(int) (left % CODAS.length)]);
      left /= CODAS.length;
    }
    return name.toString();
  }

  /** SplitMix64 (Steele, Lea, Flood 2014): neighbours have nothing in common. */
  private static long mixed(long number, int what) {
    long z = number * 0x9E37_79B9_7F4A_7C15L + what * 0xD1B5_4A32_D192_ED03L;
    z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }
}
