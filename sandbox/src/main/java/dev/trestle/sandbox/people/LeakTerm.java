package dev.trestle.sandbox.people;

import dev.trestle.sandbox.seed.Draw;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An exact text that must not be found at rest. Search for it in the character sets that were sent
 * (UTF-8, windows-1252, ISO 8859-1).
 *
 * @param kind what it is, for a report that must not repeat it: {@code family}, {@code given},
 *     {@code street}, {@code phone}, {@code email}, {@code ssn}, {@code member}, {@code
 *     birth-date}, {@code mrn}
 * @param text the text, at least six characters
 * @param standsAlone for plain numbers: a hit counts only where neither neighbour is a digit, as
 *     longer numbers (times, sequence numbers) contain any eight digits sooner or later
 */
public record LeakTerm(String kind, String text, boolean standsAlone) {
  private static final int SHORTEST = 6;

  /** Birth dates younger than this occur as clinical dates too. */
  private static final int CLINICAL_YEARS = 10;

  /** The terms of one person. */
  public static List<LeakTerm> of(Person person, LocalDate asOf) {
    List<LeakTerm> terms = new ArrayList<>();
    word(terms, "family", person.name().family());
    person.previousFamilyName().ifPresent(name -> word(terms, "family", name));
    if (person.name().madeUp()) {
      word(terms, "given", person.name().given());
    }
    word(terms, "given", person.name().middle());
    text(terms, "street", person.address().street());
    phone(terms, person.home());
    if (person.mobile() != null) {
      phone(terms, person.mobile());
    }
    if (person.email() != null) {
      text(terms, "email", person.email());
    }
    person.socialSecurityNumber().ifPresent(ssn -> ssn(terms, ssn));
    text(terms, "member", person.coverage().memberId());
    if (person.birthDate().isBefore(asOf.minusYears(CLINICAL_YEARS))) {
      birthDate(terms, person.birthDate());
    }
    return terms;
  }

  /** A number of a system, unless it is too short to be told from others. */
  public static Optional<LeakTerm> number(String kind, String number) {
    return number.length() < SHORTEST
        ? Optional.empty()
        : Optional.of(new LeakTerm(kind, number, true));
  }

  private static void word(List<LeakTerm> terms, String kind, String word) {
    text(terms, kind, word);
    text(terms, kind, word.toUpperCase(Locale.ROOT));
    text(terms, kind, word.toLowerCase(Locale.ROOT));
  }

  private static void phone(List<LeakTerm> terms, Phone phone) {
    text(terms, "phone", phone.inParentheses());
    text(terms, "phone", phone.area() + "-" + phone.exchange() + "-" + phone.line());
    terms.add(new LeakTerm("phone", phone.digits(), true));
  }

  private static void ssn(List<LeakTerm> terms, String ssn) {
    text(terms, "ssn", ssn.substring(0, 3) + "-" + ssn.substring(3, 5) + "-" + ssn.substring(5));
    terms.add(new LeakTerm("ssn", ssn, true));
  }

  private static void birthDate(List<LeakTerm> terms, LocalDate date) {
    String year = Draw.padded(date.getYear(), 4);
    String month = Draw.padded(date.getMonthValue(), 2);
    String day = Draw.padded(date.getDayOfMonth(), 2);
    terms.add(new LeakTerm("birth-date", year + month + day, true));
    text(terms, "birth-date", year + "-" + month + "-" + day);
    text(terms, "birth-date", month + "/" + day + "/" + year);
  }

  private static void text(List<LeakTerm> terms, String kind, String text) {
    if (text.length() >= SHORTEST) {
      terms.add(new LeakTerm(kind, text, false));
    }
  }

  @Override
  public String toString() {
    return "LeakTerm[" + kind + "]";
  }
}
