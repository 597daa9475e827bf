package dev.trestle.sandbox.registration;

import dev.trestle.sandbox.people.ContactMaker;
import dev.trestle.sandbox.people.Letters;
import dev.trestle.sandbox.people.Nicknames;
import dev.trestle.sandbox.people.Person;
import dev.trestle.sandbox.people.PersonName;
import dev.trestle.sandbox.seed.Draw;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Chooses and applies variations. */
final class Spelling {
  private static final int MOST = 3;

  private Spelling() {}

  /** One to three variations that change something in this person. */
  static List<Variation> choose(Person person, Draw draw) {
    List<Variation> possible = new ArrayList<>();
    for (Variation variation : Variation.values()) {
      if (applies(variation, person)) {
        possible.add(variation);
      }
    }
    List<Variation> chosen = new ArrayList<>();
    int count = draw.between(1, MOST);
    while (chosen.size() < count && !possible.isEmpty()) {
      Variation variation = possible.remove(draw.below(possible.size()));
      if (!conflicts(variation, chosen)) {
        chosen.add(variation);
      }
    }
    chosen.sort(null);
    return chosen;
  }

  /** One change each of the family name, the birth date and the number, or nothing is left. */
  private static boolean conflicts(Variation variation, List<Variation> chosen) {
    return chosen.stream().anyMatch(other -> part(other) == part(variation));
  }

  private static int part(Variation variation) {
    return switch (variation) {
      case FAMILY_TYPO, MAIDEN_NAME, HYPHENATED, NAMES_SWAPPED -> 1;
      case NICKNAME, GIVEN_INITIAL -> 2;
      case MONTH_DAY_SWAPPED, BIRTH_DAY_OFF -> 3;
      case NO_SSN, SSN_DIGIT -> 4;
      case OLD_ADDRESS -> 5;
      case PLAIN_LETTERS -> 6;
      case SPARSE -> 7;
    };
  }

  private static boolean applies(Variation variation, Person person) {
    PersonName name = person.name();
    LocalDate born = person.birthDate();
    return switch (variation) {
      case NICKNAME -> Nicknames.of(name.given()).isPresent();
      case MAIDEN_NAME, HYPHENATED -> person.previousFamilyName().isPresent();
      case MONTH_DAY_SWAPPED ->
          born.getDayOfMonth() <= 12 && born.getDayOfMonth() != born.getMonthValue();
      case NO_SSN, SSN_DIGIT -> person.socialSecurityNumber().isPresent();
      case PLAIN_LETTERS -> !Letters.plain(name.family()).equals(name.family());
      case FAMILY_TYPO, BIRTH_DAY_OFF, GIVEN_INITIAL, NAMES_SWAPPED, OLD_ADDRESS, SPARSE -> true;
    };
  }

  static Person apply(Person person, List<Variation> variations, Draw draw) {
    Person result = person;
    for (Variation variation : variations) {
      result = apply(result, variation, draw);
    }
    return result;
  }

  private static Person apply(Person person, Variation variation, Draw draw) {
    PersonName name = person.name();
    LocalDate born = person.birthDate();
    return switch (variation) {
      case FAMILY_TYPO -> person.withName(name.withFamily(exchange(name.family(), draw)));
      case NICKNAME -> person.withName(name.withGiven(Nicknames.of(name.given()).orElseThrow()));
      case MAIDEN_NAME ->
          person.withName(name.withFamily(previous(person))).withPreviousFamily(null);
      case HYPHENATED -> person.withName(name.withFamily(previous(person) + "-" + name.family()));
      case MONTH_DAY_SWAPPED ->
          person.withBirthDate(
              LocalDate.of(born.getYear(), born.getDayOfMonth(), born.getMonthValue()));
      case BIRTH_DAY_OFF -> person.withBirthDate(born.minusDays(1));
      case GIVEN_INITIAL -> person.withName(name.withGiven(name.given().substring(0, 1)));
      case NAMES_SWAPPED -> person.withName(name.withFamily(name.given()).withGiven(name.family()));
      case NO_SSN -> person.withSsn(null);
      case SSN_DIGIT -> person.withSsn(otherDigit(Objects.requireNonNull(person.ssn()), draw));
      case OLD_ADDRESS -> moved(person, draw);
      case PLAIN_LETTERS ->
          person.withName(
              name.withFamily(Letters.plain(name.family())).withGiven(Letters.plain(name.given())));
      case SPARSE -> person.withName(name.withMiddle("").withSuffix("")).withMobile(null);
    };
  }

  private static Person moved(Person person, Draw draw) {
    ContactMaker.Home home = ContactMaker.home(draw);
    return person.withHome(home.address(), home.phone());
  }

  private static String previous(Person person) {
    return person.previousFamilyName().orElseThrow();
  }

  private static String exchange(String text, Draw draw) {
    int at = draw.between(1, text.length() - 3);
    return text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
  }

  private static String otherDigit(String ssn, Draw draw) {
    int at = draw.between(5, 8);
    char digit = (char) ('0' + (ssn.charAt(at) - '0' + draw.between(1, 9)) % 10);
    return ssn.substring(0, at) + digit + ssn.substring(at + 1);
  }
}
