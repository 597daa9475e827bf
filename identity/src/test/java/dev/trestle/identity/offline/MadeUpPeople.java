package dev.trestle.identity.offline;

import dev.trestle.identity.people.Attribute;
import dev.trestle.identity.people.PeopleEncoder;
import dev.trestle.identity.people.PeopleTable;
import dev.trestle.identity.people.Person;
import dev.trestle.identity.standard.BirthDates;
import dev.trestle.identity.standard.DateReader;
import dev.trestle.identity.standard.ModelText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A town of made-up people who are registered several times, with typos and gaps. */
final class MadeUpPeople {
  private static final List<String> GIVEN =
      List.of(
          "Anna",
          "Otto",
          "Mathilda",
          "Elizabeth",
          "Robert",
          "William",
          "Ida",
          "Karl",
          "Frida",
          "Johan",
          "Clara",
          "Viktor",
          "Selma",
          "Edvard",
          "Agnes",
          "Hugo",
          "Maja",
          "Axel");
  private static final List<String> SYLLABLES =
      List.of("berg", "quist", "lund", "holm", "strand", "gren", "dahl", "fors", "by", "mark");
  private static final List<String> BEGINNINGS =
      List.of("Ek", "Lind", "Sand", "Nor", "Al", "Bjork", "Stor", "Ny", "Oster", "Vester", "Ros");

  private MadeUpPeople() {}

  /** People; who begins with the same number in the id is one. */
  static List<Person> people(int count, long seed) {
    Random random = new Random(seed);
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String given = any(GIVEN, random);
      String family = any(BEGINNINGS, random) + any(SYLLABLES, random);
      int date =
          BirthDates.of(1930 + random.nextInt(80), 1 + random.nextInt(12), 1 + random.nextInt(28));
      String street = (1 + random.nextInt(200)) + " " + any(BEGINNINGS, random) + " Street";
      String zip = "6" + (1000 + random.nextInt(60));
      for (int copy = 0; copy <= random.nextInt(4); copy++) {
        Person person = new Person(i + "-" + copy);
        person.add(new Person.Name(gap(typo(family, random), random), typo(given, random), "", ""));
        person.add(Attribute.BIRTH_DATE, "", gap(Integer.toString(date), random));
        person.add(new Person.Address(gap(typo(street, random), random), "", "", gap(zip, random)));
        people.add(person);
      }
    }
    return people;
  }

  /** Few people of few names in one street, written without a fault; ids as above. */
  static List<Person> village(int count, long seed) {
    Random random = new Random(seed);
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String given = any(GIVEN.subList(0, 6), random);
      String family = any(BEGINNINGS.subList(0, 5), random) + any(SYLLABLES.subList(0, 4), random);
      int date =
          BirthDates.of(1930 + random.nextInt(80), 1 + random.nextInt(12), 1 + random.nextInt(28));
      String street = (1 + random.nextInt(300)) + " Elm Street";
      String phone = "21756" + (10_000 + random.nextInt(80_000));
      for (int copy = 0; copy <= random.nextInt(3); copy++) {
        Person person = new Person(i + "-" + copy);
        person.add(new Person.Name(family, given, "", ""));
        person.add(Attribute.BIRTH_DATE, "", Integer.toString(date));
        person.add(new Person.Address(street, "", "", "60601"));
        person.add(Attribute.PHONE, "", phone);
        people.add(person);
      }
    }
    return people;
  }

  static PeopleTable table(List<Person> people) {
    PeopleEncoder encoder =
        new PeopleEncoder(
            ModelText.placeholders(ModelText.resource("placeholders.yaml")),
            new DateReader(2026, false),
            19_000_101,
            20_261_231,
            List.of());
    people.forEach(encoder::add);
    return encoder.finish();
  }

  private static String any(List<String> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  private static String gap(String text, Random random) {
    return random.nextInt(12) == 0 ? "" : text;
  }

  private static String typo(String text, Random random) {
    if (random.nextInt(8) > 0) {
      return text;
    }
    int at = random.nextInt(text.length());
    return text.substring(0, at) + (char) ('a' + random.nextInt(26)) + text.substring(at + 1);
  }
}
