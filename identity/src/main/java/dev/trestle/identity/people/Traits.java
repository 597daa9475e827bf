package dev.trestle.identity.people;

import dev.trestle.identity.standard.FullName;
import java.util.List;

/**
 * What somebody says about themselves, in the form in which it is compared: without placeholders,
 * each value once, no list holds a blank. Patient data.
 *
 * @param names current and former ones
 * @param middles words of middle names
 * @param suffixes generational ones
 * @param dates of birth, as {@code BirthDates} has them
 * @param sexes {@code F} or {@code M}
 * @param numbers social security numbers
 * @param identifiers {@code system|value}
 * @param places addresses
 * @param phones digits, without the country where it is the United States
 * @param emails lower case
 * @param mothers family names of the mother
 */
public record Traits(
    List<FullName> names,
    List<String> middles,
    List<String> suffixes,
    List<Integer> dates,
    List<String> sexes,
    List<String> numbers,
    List<String> identifiers,
    List<Place> places,
    List<String> phones,
    List<String> emails,
    List<String> mothers) {
  /** Nothing is known. */
  public static final Traits NONE = none();

  public Traits {
    names = List.copyOf(names);
    middles = List.copyOf(middles);
    suffixes = List.copyOf(suffixes);
    dates = List.copyOf(dates);
    sexes = List.copyOf(sexes);
    numbers = List.copyOf(numbers);
    identifiers = List.copyOf(identifiers);
    places = List.copyOf(places);
    phones = List.copyOf(phones);
    emails = List.copyOf(emails);
    mothers = List.copyOf(mothers);
  }

  private static Traits none() {
    List<String> no = List.of();
    return new Traits(List.of(), no, no, List.of(), no, no, no, List.of(), no, no, no);
  }

  @Override
  public String toString() {
    return "Traits";
  }
}
