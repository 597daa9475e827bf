package dev.trestle.sandbox.census;

import dev.trestle.sandbox.people.Address;
import dev.trestle.sandbox.people.ContactMaker.Home;
import dev.trestle.sandbox.people.Sex;
import dev.trestle.sandbox.seed.Draw;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes somebody down as they are on a day, with the habits and slips of one health system. Per
 * row about 2 in 100 given and family names and 1 in 100 dates of birth are mistyped at a health
 * system of middling care; one takes 0.6 of that, one 1.6. Suffixes are left out half the time.
 */
final class Clerk {
  private static final double NAME_SLIP = 0.02;
  private static final double DATE_SLIP = 0.01;
  private static final double NUMBER_SLIP = 0.015;
  private static final double STREET_SLIP = 0.03;
  private static final double SEX_SLIP = 0.002;
  private static final double NO_DATE = 0.004;
  private static final double SHORT_NAME = 0.06;
  private static final double INITIAL = 0.004;
  private static final double SWAPPED = 0.003;
  private static final double SWAPPED_WHERE_FAMILY_IS_FIRST = 0.03;
  private static final double SUFFIX = 0.5;
  private static final double PRIOR_FAMILY = 0.2;
  private static final double PAYERS_NUMBER = 0.01;
  private static final List<List<String>> SHORT = Community.pairs("short");
  private static final List<String> NO_NUMBER =
      List.of("123-45-6789", "999-99-9999", "000-00-0000", "111-11-1111");

  /** The desk's own number, given where there is none: on no list of placeholders. */
  private static final String DESK = "(312)447-1000";

  private static final List<Habits> HABITS =
      List.of(
          new Habits(0.6, 0.5, 0.3, 0.65, 0.1, 0.5, 0.8, true, false),
          new Habits(1, 0.2, 0.5, 0.35, 0, 0.6, 0.8, false, false),
          new Habits(1.6, 0.4, 0.3, 0.5, 0.2, 0.3, 0.6, true, true),
          new Habits(1.4, 0, 0.2, 0.1, 0, 0.2, 0.5, false, false));

  private final LocalDate asOf;

  /**
   * How one health system writes.
   *
   * @param errors times the usual slips
   * @param middle share of middle names in full
   * @param initial share of middle names as an initial
   * @param number share of people who are asked for their number
   * @param mother share of people who are asked for their mother's name
   * @param email share of people who are asked for an email
   * @param phone share of people who are asked for each telephone
   * @param capitals whether it writes in capitals
   * @param placeholders whether it may leave no field empty
   */
  private record Habits(
      double errors,
      double middle,
      double initial,
      double number,
      double mother,
      double email,
      double phone,
      boolean capitals,
      boolean placeholders) {}

  Clerk(LocalDate asOf) {
    this.asOf = asOf;
  }

  /**
   * Writes a row.
   *
   * @param atBirth whether they have no name yet
   */
  Map<Column, String> write(Life life, int system, LocalDate day, boolean atBirth, Draw draw) {
    Habits habits = HABITS.get(system);
    Map<Column, String> row = Row.noTexts();
    if (atBirth) {
      newborn(life, row, draw);
    } else {
      name(life, habits, day, row, draw);
    }
    date(life, habits, atBirth, row, draw);
    boolean wrong = draw.chance(SEX_SLIP * habits.errors);
    row.put(Column.GENDER, (life.sex() == Sex.F) == wrong ? "M" : "F");
    if (draw.chance(habits.mother) || atBirth) {
      row.put(Column.MOTHER_FAMILY, slip(life.mother(), NAME_SLIP, habits, draw));
    }
    if (!atBirth) {
      number(life, habits, row, draw);
    }
    home(life, habits, day, row, draw);
    contacts(life, habits, day, row, draw);
    row.values().removeIf(String::isEmpty);
    if (habits.capitals) {
      row.replaceAll((column, text) -> text.toUpperCase(Locale.ROOT));
    }
    return row;
  }

  private static String slip(String text, double rate, Habits habits, Draw draw) {
    return draw.chance(rate * habits.errors) ? Slips.word(text, draw) : text;
  }

  /** As hospitals name newborns: with the mother's name, a number for twins. */
  private static void newborn(Life life, Map<Column, String> row, Draw draw) {
    String kind = life.sex() == Sex.F ? "GIRL" : "BOY";
    boolean twin = life.resident().cases().contains(HardCase.TWIN);
    String letter = twin ? " " + (char) ('A' + life.resident().index() % 2) : "";
    String given =
        switch (draw.below(3)) {
          case 0 -> "BABY " + kind + letter;
          case 1 -> "NEWBORN " + kind + letter;
          default -> kind + letter + " OF " + life.mother();
        };
    row.put(Column.GIVEN, given);
    row.put(Column.FAMILY, life.families().get(0).thing().get(0));
  }

  private static String spelling(List<String> spellings, Life life, Draw draw) {
    return spellings.size() > 1 && draw.chance(life.community().looseness())
        ? spellings.get(draw.between(1, spellings.size() - 1))
        : spellings.get(0);
  }

  private static void name(
      Life life, Habits habits, LocalDate day, Map<Column, String> row, Draw draw) {
    String family =
        slip(spelling(Since.at(life.families(), day), life, draw), NAME_SLIP, habits, draw);
    String usual = life.given().get(0);
    String given = spelling(life.given(), life, draw);
    for (List<String> pair : SHORT) {
      if (pair.get(0).equals(usual) && draw.chance(SHORT_NAME)) {
        given = pair.get(1);
      }
    }
    given = slip(given, NAME_SLIP, habits, draw);
    given = draw.chance(INITIAL) ? given.substring(0, 1) : given;
    double swapped = life.community().isFamilyFirst() ? SWAPPED_WHERE_FAMILY_IS_FIRST : SWAPPED;
    boolean isSwapped = draw.chance(swapped);
    row.put(Column.FAMILY, isSwapped ? given : family);
    row.put(Column.GIVEN, isSwapped ? family : given);
    double middle = draw.fraction();
    if (middle < habits.middle) {
      row.put(Column.MIDDLE, slip(life.middle(), NAME_SLIP, habits, draw));
    } else if (middle < habits.middle + habits.initial && !life.middle().isEmpty()) {
      row.put(Column.MIDDLE, life.middle().substring(0, 1));
    }
    if (draw.chance(SUFFIX)) {
      row.put(Column.SUFFIX, life.suffix());
    }
    String maiden = life.families().get(0).thing().get(0);
    if (!Since.at(life.families(), day).get(0).equals(maiden) && draw.chance(PRIOR_FAMILY)) {
      row.put(Column.PRIOR_FAMILY, maiden);
    }
  }

  private void date(Life life, Habits habits, boolean atBirth, Map<Column, String> row, Draw draw) {
    LocalDate born = life.born();
    if (!atBirth && draw.chance(DATE_SLIP * habits.errors)) {
      born = Slips.date(born, draw);
    }
    boolean isKnown = atBirth || !draw.chance(NO_DATE * habits.errors);
    if (isKnown && !born.isAfter(asOf)) {
      row.put(Column.BIRTH_DATE, born.toString());
    } else if (habits.placeholders) {
      row.put(Column.BIRTH_DATE, "1900-01-01");
    }
  }

  private static void number(Life life, Habits habits, Map<Column, String> row, Draw draw) {
    boolean asked = draw.chance(habits.number);
    String number =
        !life.payer().isEmpty() && draw.chance(PAYERS_NUMBER) ? life.payer() : life.ssn();
    if (asked && !number.isEmpty()) {
      boolean slips = draw.chance(NUMBER_SLIP * habits.errors);
      row.put(Column.SSN, slips ? Slips.digit(number, draw) : number);
    } else if (habits.placeholders && draw.chance(0.6)) {
      row.put(Column.SSN, draw.pick(NO_NUMBER));
    }
  }

  private static void home(
      Life life, Habits habits, LocalDate day, Map<Column, String> row, Draw draw) {
    Home home = Since.at(life.homes(), day);
    Address address = home.address();
    if (draw.chance(0.04 * habits.errors)) {
      if (habits.placeholders) {
        row.put(Column.ADDRESS_LINE, "UNKNOWN");
        row.put(Column.POSTAL_CODE, "00000");
      }
      return;
    }
    String street = slip(address.street(), STREET_SLIP, habits, draw);
    if (draw.chance(0.4)) {
      street = street.replace("Street", "St").replace("Avenue", "Ave").replace("Boulevard", "Blvd");
    }
    boolean unit = !address.unit().isEmpty() && draw.chance(0.6);
    row.put(Column.ADDRESS_LINE, unit ? street + " " + address.unit() : street);
    row.put(Column.CITY, slip(address.city(), STREET_SLIP / 3, habits, draw));
    row.put(Column.STATE, address.state());
    boolean wrong = draw.chance(NUMBER_SLIP * habits.errors);
    row.put(Column.POSTAL_CODE, wrong ? Slips.digit(address.zip(), draw) : address.zip());
  }

  private static void contacts(
      Life life, Habits habits, LocalDate day, Map<Column, String> row, Draw draw) {
    String mobile = life.mobiles().isEmpty() ? "" : Since.at(life.mobiles(), day);
    phone(Column.MOBILE, mobile, habits, row, draw);
    String home = Since.at(life.homes(), day).phone().inParentheses();
    // Half of all homes have no telephone any more.
    phone(Column.PHONE, home.charAt(home.length() - 1) < '5' ? home : "", habits, row, draw);
    if (!row.containsKey(Column.PHONE) && habits.placeholders) {
      row.put(Column.PHONE, draw.pick(List.of("(312)555-5555", "999-999-9999", DESK)));
    }
    if (!life.email().isEmpty() && draw.chance(habits.email)) {
      String email = life.email();
      row.put(Column.EMAIL, draw.chance(NUMBER_SLIP) ? Slips.word(email, draw) : email);
    }
  }

  private static void phone(
      Column column, String number, Habits habits, Map<Column, String> row, Draw draw) {
    if (!number.isEmpty() && draw.chance(habits.phone)) {
      boolean slips = draw.chance(NUMBER_SLIP * habits.errors);
      row.put(column, slips ? Slips.digit(number, draw) : number);
    }
  }
}
