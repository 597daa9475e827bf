package dev.trestle.identity.block;

import dev.trestle.identity.compare.Texts;
import dev.trestle.identity.people.Field;
import dev.trestle.identity.people.PeopleTable;
import dev.trestle.identity.standard.BirthDates;
import dev.trestle.identity.standard.FullName;
import dev.trestle.identity.standard.Nicknames;
import java.util.ArrayList;
import java.util.List;

/** The keys of one person; what somebody does not have makes no key. */
final class PersonKeys {
  private static final int BEGINNING = 3;
  private static final int EMAIL_BEGINNING = 5;
  private static final int PHONE_END = 7;

  private final PeopleTable table;
  private final Nicknames nicknames;

  /** Takes keys. */
  interface Sink {
    void key(KeyKind kind, String text);
  }

  PersonKeys(PeopleTable table, Nicknames nicknames) {
    this.table = table;
    this.nicknames = nicknames;
  }

  void of(int person, Sink sink) {
    for (int number : table.values(Field.SSN.index(), person)) {
      sink.key(KeyKind.SSN, table.text(Field.SSN.index(), number));
    }
    for (int identifier : table.values(Field.IDENTIFIER.index(), person)) {
      sink.key(KeyKind.IDENTIFIER, table.text(Field.IDENTIFIER.index(), identifier));
    }
    for (int phone : table.values(Field.PHONE.index(), person)) {
      String digits = table.text(Field.PHONE.index(), phone);
      sink.key(KeyKind.PHONE, digits.substring(Math.max(0, digits.length() - PHONE_END)));
    }
    for (int email : table.values(Field.EMAIL.index(), person)) {
      String address = table.text(Field.EMAIL.index(), email);
      int at = address.indexOf('@');
      sink.key(KeyKind.EMAIL, address.substring(0, at));
      sink.key(KeyKind.EMAIL_BEGINNING, address.substring(0, Math.min(at, EMAIL_BEGINNING)));
      sink.key(KeyKind.EMAIL_HOST, address.substring(at) + address.charAt(0));
    }
    List<String> families = new ArrayList<>(2);
    List<String> givens = new ArrayList<>(2);
    for (int value : table.values(Field.NAME.index(), person)) {
      FullName name = table.name(value);
      name(name, sink);
      if (!name.family().isEmpty()) {
        families.add(name.family());
      }
      if (!name.given().isEmpty()) {
        givens.add(name.given());
      }
    }
    dates(person, families, givens, sink);
    places(person, families, givens, sink);
    others(person, families, givens, sink);
  }

  private void name(FullName name, Sink sink) {
    if (name.isWhole()) {
      boolean inOrder = name.family().compareTo(name.given()) < 0;
      sink.key(
          KeyKind.FULL_NAME,
          inOrder ? name.family() + "+" + name.given() : name.given() + "+" + name.family());
      for (String root : nicknames.roots(name.given())) {
        sink.key(KeyKind.NAME_SOUND, pair(sound(name.family()), sound(root)));
      }
    }
  }

  /** The same for two texts in either order. */
  private static String pair(String a, String b) {
    return a.compareTo(b) < 0 ? a + "+" + b : b + "+" + a;
  }

  private static String sound(String word) {
    String code = Texts.soundex(word);
    return code.isEmpty() ? word : code;
  }

  private static String beginning(String word) {
    return word.substring(0, Math.min(BEGINNING, word.length()));
  }

  private void dates(int person, List<String> families, List<String> givens, Sink sink) {
    for (int value : table.values(Field.BIRTH_DATE.index(), person)) {
      int date = table.date(value);
      String year = Integer.toString(BirthDates.year(date));
      String day = Integer.toString(date % 10_000);
      sink.key(KeyKind.BIRTH_DATE, Integer.toString(date));
      // Either name: swapped ones meet, and so do those of whom one name changed.
      for (String family : families) {
        sink.key(KeyKind.FAMILY_AND_YEAR, sound(family) + "+" + year);
        sink.key(KeyKind.BIRTH_DATE_AND_NAME, family.charAt(0) + "+" + date);
        for (String given : givens) {
          sink.key(KeyKind.NAME_BEGINNINGS, pair(beginning(family), beginning(given)) + "+" + year);
        }
      }
      for (String given : givens) {
        sink.key(KeyKind.BIRTH_DATE_AND_NAME, given.charAt(0) + "+" + date);
        for (String root : nicknames.roots(given)) {
          sink.key(KeyKind.GIVEN_AND_YEAR, sound(root) + "+" + year);
          sink.key(KeyKind.GIVEN_AND_DAY, sound(root) + "+" + day);
        }
      }
      for (int place : table.values(Field.ADDRESS.index(), person)) {
        String where = table.zip(place).isEmpty() ? table.city(place) : table.zip(place);
        if (!where.isEmpty()) {
          sink.key(KeyKind.BIRTH_DATE_AND_PLACE, where + "+" + date);
        }
      }
    }
  }

  private void places(int person, List<String> families, List<String> givens, Sink sink) {
    for (int place : table.values(Field.ADDRESS.index(), person)) {
      if (!table.street(place).isEmpty()) {
        sink.key(KeyKind.STREET, table.street(place));
      }
      if (!table.zip(place).isEmpty()) {
        families.forEach(
            family -> sink.key(KeyKind.ZIP_AND_FAMILY, table.zip(place) + "+" + beginning(family)));
        givens.forEach(
            given -> sink.key(KeyKind.ZIP_AND_GIVEN, table.zip(place) + "+" + beginning(given)));
      }
      if (!table.city(place).isEmpty()) {
        families.forEach(
            family -> sink.key(KeyKind.CITY_AND_FAMILY, table.city(place) + "+" + sound(family)));
        givens.forEach(
            given -> sink.key(KeyKind.CITY_AND_GIVEN, table.city(place) + "+" + sound(given)));
      }
    }
  }

  private void others(int person, List<String> families, List<String> givens, Sink sink) {
    for (int field = Field.OTHER.index(); field < table.fieldCount(); field++) {
      for (int value : table.values(field, person)) {
        String text = field + "+" + table.text(field, value) + "+";
        families.forEach(family -> sink.key(KeyKind.OTHER_AND_NAME, text + sound(family)));
        givens.forEach(given -> sink.key(KeyKind.OTHER_AND_NAME, text + sound(given)));
      }
    }
  }

  /** Texts that tell people of one crowded key apart; empty when somebody has none. */
  String further(int person, int step) {
    return switch (step) {
      case 0 -> date(person);
      case 1 -> place(person);
      default -> given(person);
    };
  }

  static final int FURTHER = 3;

  private String date(int person) {
    int[] values = table.values(Field.BIRTH_DATE.index(), person);
    return values.length == 0 ? "" : Integer.toString(BirthDates.year(table.date(values[0])));
  }

  private String place(int person) {
    int[] values = table.values(Field.ADDRESS.index(), person);
    if (values.length > 0) {
      String zip = table.zip(values[0]);
      return zip.isEmpty() ? table.city(values[0]) : zip;
    }
    for (int field = Field.OTHER.index(); field < table.fieldCount(); field++) {
      int[] texts = table.values(field, person);
      if (texts.length > 0) {
        return table.text(field, texts[0]);
      }
    }
    return "";
  }

  private String given(int person) {
    int[] values = table.values(Field.NAME.index(), person);
    return values.length == 0 ? "" : table.name(values[0]).given();
  }
}
