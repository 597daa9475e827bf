package dev.trestle.identity.people;

import dev.trestle.identity.standard.DateReader;
import dev.trestle.identity.standard.FullName;
import dev.trestle.identity.standard.Latin;
import dev.trestle.identity.standard.Placeholders;
import dev.trestle.identity.standard.Streets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Brings what a person says into the form in which it is compared. What stands for "not known" is
 * left out: neither agreement nor conflict. Thread-safe.
 */
public final class Standardiser {
  private static final int SSN_DIGITS = 9;
  private static final int PHONE_DIGITS = 10;
  private static final int FEWEST_DIGITS = 5;
  private static final int FEWEST_PHONE_DIGITS = 7;
  private static final int ZIP_DIGITS = 5;

  private final Placeholders placeholders;
  private final DateReader dates;
  private final int earliest;
  private final int latest;

  /**
   * @param earliest nobody was born before it, as {@code BirthDates} has it
   * @param latest nor after it
   */
  public Standardiser(Placeholders placeholders, DateReader dates, int earliest, int latest) {
    this.placeholders = placeholders;
    this.dates = dates;
    this.earliest = earliest;
    this.latest = latest;
  }

  /** What there is to compare of somebody; further text columns are not among it. */
  public Traits traits(Person person) {
    List<FullName> names = names(person);
    return new Traits(
        names,
        middles(person, names),
        said(names.stream().map(FullName::suffix).map(Suffixes::of).toList()),
        dates(person),
        each(person.texts(Attribute.GENDER), Standardiser::sex),
        each(person.texts(Attribute.SSN), this::number),
        each(person.identifiers(), Standardiser::identifier),
        places(person),
        each(person.texts(Attribute.PHONE), this::phone),
        each(person.texts(Attribute.EMAIL), Standardiser::email),
        each(person.texts(Attribute.MOTHER_FAMILY), this::familyName));
  }

  private interface Form {
    String of(String text);
  }

  private static List<String> each(List<String> texts, Form form) {
    return said(texts.stream().map(form::of).toList());
  }

  private static List<String> said(List<String> texts) {
    return texts.stream().filter(text -> !text.isEmpty()).distinct().toList();
  }

  private List<FullName> names(Person person) {
    List<FullName> names = new ArrayList<>(1);
    for (Person.Name name : person.names()) {
      FullName full = FullName.of(name.family(), firstWord(name.given()), name.suffix());
      if (!full.isEmpty() && !placeholders.isName(full) && !names.contains(full)) {
        names.add(full);
      }
    }
    String given = names.isEmpty() ? "" : names.get(0).given();
    for (String prior : person.texts(Attribute.PRIOR_FAMILY)) {
      FullName full = FullName.of(prior, given, "");
      if (!full.family().isEmpty() && !placeholders.isName(full) && !names.contains(full)) {
        names.add(full);
      }
    }
    return names;
  }

  private boolean isPlaceholder(Person.Name name) {
    return placeholders.isName(FullName.of(name.family(), firstWord(name.given()), name.suffix()));
  }

  private static String firstWord(String given) {
    String text = given.strip();
    int blank = text.indexOf(' ');
    return blank < 0 ? text : text.substring(0, blank);
  }

  /**
   * Middle names: the column of them, and further words of the given name. A column of full names
   * serves too: words of the given and the family name are left out.
   */
  private List<String> middles(Person person, List<FullName> names) {
    TreeSet<String> middles = new TreeSet<>();
    for (Person.Name name : person.names()) {
      if (isPlaceholder(name)) {
        continue; // the A of BABY GIRL A is no name
      }
      middles.addAll(Latin.words(name.middle()));
      List<String> given = Latin.words(name.given());
      if (given.size() > 1) {
        middles.addAll(given.subList(1, given.size()));
      }
    }
    for (FullName name : names) {
      middles.remove(name.given());
      middles.remove(name.family());
      middles.removeAll(name.parts());
      middles.remove(name.suffix());
    }
    return List.copyOf(middles);
  }

  private List<Integer> dates(Person person) {
    TreeSet<Integer> found = new TreeSet<>();
    for (String text : person.texts(Attribute.BIRTH_DATE)) {
      if (!placeholders.isUnknownDate(text)) {
        dates.read(text).ifPresent(found::add);
      }
    }
    return found.stream().filter(date -> date >= earliest && date <= latest).toList();
  }

  private static String sex(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "f", "female", "w", "woman", "2" -> "F";
      case "m", "male", "man", "1" -> "M";
      default -> "";
    };
  }

  /** Social security numbers of the United States are checked; of other countries the length is. */
  private String number(String text) {
    String digits = Latin.digits(text);
    if (digits.length() == SSN_DIGITS) {
      return placeholders.isNumber(digits) ? digits : "";
    }
    return isSaying(digits) ? Latin.word(text) : "";
  }

  /** Long enough, and not one digit again and again. */
  private static boolean isSaying(String digits) {
    return digits.length() >= FEWEST_DIGITS && digits.chars().distinct().count() > 1;
  }

  private static String identifier(String text) {
    int bar = text.indexOf('|');
    String value = Latin.word(text.substring(bar + 1));
    return value.isEmpty() || value.chars().distinct().count() == 1
        ? ""
        : text.substring(0, bar + 1) + value;
  }

  private List<Place> places(Person person) {
    List<Place> places = new ArrayList<>(1);
    for (Person.Address address : person.addresses()) {
      String street = Streets.street(address.line());
      String zip = zip(address.postalCode());
      Place place =
          new Place(
              placeholders.isStreet(street) ? street : "",
              zip,
              Latin.word(address.city()),
              Latin.word(address.state()));
      if (!place.isEmpty() && !places.contains(place)) {
        places.add(place);
      }
    }
    return places;
  }

  private String zip(String text) {
    String word = Latin.word(text);
    boolean american = word.length() >= ZIP_DIGITS && word.equals(Latin.digits(word));
    String zip = american ? word.substring(0, ZIP_DIGITS) : word;
    return american && !placeholders.isZip(zip) ? "" : zip;
  }

  private String phone(String text) {
    int extension = text.indexOf('x');
    String digits = Latin.digits(extension < 0 ? text : text.substring(0, extension));
    String national =
        digits.length() == PHONE_DIGITS + 1 && digits.startsWith("1")
            ? digits.substring(1)
            : digits;
    if (national.length() == PHONE_DIGITS) {
      return placeholders.isPhone(national) ? national : "";
    }
    return national.length() >= FEWEST_PHONE_DIGITS && isSaying(national) ? national : "";
  }

  private static String email(String text) {
    String address = text.strip().toLowerCase(Locale.ROOT);
    return address.indexOf('@') > 0 ? address : "";
  }

  private String familyName(String text) {
    FullName name = FullName.of(text, "", "");
    return placeholders.isName(name) ? "" : name.family();
  }
}
