package dev.trestle.identity.block;

import dev.trestle.identity.compare.Texts;
import dev.trestle.identity.people.Field;
import dev.trestle.identity.people.Place;
import dev.trestle.identity.people.Row;
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

  private static final int SSN = Field.SSN.index();
  private static final int IDENTIFIER = Field.IDENTIFIER.index();
  private static final int PHONE = Field.PHONE.index();
  private static final int EMAIL = Field.EMAIL.index();
  private static final int NAME = Field.NAME.index();
  private static final int BIRTH_DATE = Field.BIRTH_DATE.index();
  private static final int ADDRESS = Field.ADDRESS.index();

  private final int fields;
  private final Nicknames nicknames;

  /** Takes keys. */
  interface Sink {
    void key(KeyKind kind, String text);
  }

  PersonKeys(int fields, Nicknames nicknames) {
    this.fields = fields;
    this.nicknames = nicknames;
  }

  void of(Row row, Sink sink) {
    for (int i = 0; i < row.count(SSN); i++) {
      sink.key(KeyKind.SSN, row.text(SSN, i));
    }
    for (int i = 0; i < row.count(IDENTIFIER); i++) {
      sink.key(KeyKind.IDENTIFIER, row.text(IDENTIFIER, i));
    }
    for (int i = 0; i < row.count(PHONE); i++) {
      String digits = row.text(PHONE, i);
      sink.key(KeyKind.PHONE, digits.substring(Math.max(0, digits.length() - PHONE_END)));
    }
    for (int i = 0; i < row.count(EMAIL); i++) {
      String address = row.text(EMAIL, i);
      int at = address.indexOf('@');
      sink.key(KeyKind.EMAIL, address.substring(0, at));
      sink.key(KeyKind.EMAIL_BEGINNING, address.substring(0, Math.min(at, EMAIL_BEGINNING)));
      sink.key(KeyKind.EMAIL_HOST, address.substring(at) + address.charAt(0));
    }
    List<String> families = new ArrayList<>(2);
    List<String> givens = new ArrayList<>(2);
    for (int i = 0; i < row.count(NAME); i++) {
      FullName name = row.name(i);
      name(name, sink);
      if (!name.family().isEmpty()) {
        families.add(name.family());
      }
      if (!name.given().isEmpty()) {
        givens.add(name.given());
      }
    }
    dates(row, families, givens, sink);
    places(row, families, givens, sink);
    others(row, families, givens, sink);
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

  private void dates(Row row, List<String> families, List<String> givens, Sink sink) {
    for (int i = 0; i < row.count(BIRTH_DATE); i++) {
      int date = row.date(i);
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
      for (int j = 0; j < row.count(ADDRESS); j++) {
        String where = where(row.place(j));
        if (!where.isEmpty()) {
          sink.key(KeyKind.BIRTH_DATE_AND_PLACE, where + "+" + date);
        }
      }
    }
  }

  private static String where(Place place) {
    return place.zip().isEmpty() ? place.city() : place.zip();
  }

  private static void places(Row row, List<String> families, List<String> givens, Sink sink) {
    for (int i = 0; i < row.count(ADDRESS); i++) {
      Place place = row.place(i);
      if (!place.street().isEmpty()) {
        sink.key(KeyKind.STREET, place.street());
      }
      if (!place.zip().isEmpty()) {
        families.forEach(
            family -> sink.key(KeyKind.ZIP_AND_FAMILY, place.zip() + "+" + beginning(family)));
        givens.forEach(
            given -> sink.key(KeyKind.ZIP_AND_GIVEN, place.zip() + "+" + beginning(given)));
      }
      if (!place.city().isEmpty()) {
        families.forEach(
            family -> sink.key(KeyKind.CITY_AND_FAMILY, place.city() + "+" + sound(family)));
        givens.forEach(
            given -> sink.key(KeyKind.CITY_AND_GIVEN, place.city() + "+" + sound(given)));
      }
    }
  }

  private void others(Row row, List<String> families, List<String> givens, Sink sink) {
    for (int field = Field.OTHER.index(); field < fields; field++) {
      for (int i = 0; i < row.count(field); i++) {
        String text = field + "+" + row.text(field, i) + "+";
        families.forEach(family -> sink.key(KeyKind.OTHER_AND_NAME, text + sound(family)));
        givens.forEach(given -> sink.key(KeyKind.OTHER_AND_NAME, text + sound(given)));
      }
    }
  }

  /** Texts that tell people of one crowded key apart; empty when somebody has none. */
  String further(Row row, int step) {
    return switch (step) {
      case 0 -> row.count(BIRTH_DATE) == 0 ? "" : Integer.toString(BirthDates.year(row.date(0)));
      case 1 -> place(row);
      default -> row.count(NAME) == 0 ? "" : row.name(0).given();
    };
  }

  static final int FURTHER = 3;

  private String place(Row row) {
    if (row.count(ADDRESS) > 0) {
      return where(row.place(0));
    }
    for (int field = Field.OTHER.index(); field < fields; field++) {
      if (row.count(field) > 0) {
        return row.text(field, 0);
      }
    }
    return "";
  }
}
