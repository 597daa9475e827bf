package dev.trestle.identity.people;

import dev.trestle.identity.standard.FullName;
import java.util.Arrays;
import java.util.List;

/** A part of a value that is counted for itself. */
public enum Part {
  FAMILY(0, Field.NAME),
  GIVEN(1, Field.NAME),
  STREET(2, Field.ADDRESS),
  ZIP(3, Field.ADDRESS),
  CITY(4, Field.ADDRESS);

  private final int number;
  private final Field field;

  Part(int number, Field field) {
    this.number = number;
    this.field = field;
  }

  /** From 0; another one for each. */
  int number() {
    return number;
  }

  /** The part of a number. */
  static Part at(int number) {
    return Arrays.stream(values()).filter(part -> part.number == number).findFirst().orElseThrow();
  }

  /** The field whose values have it. */
  public Field field() {
    return field;
  }

  /** The parts of the values of a field. */
  public static List<Part> of(Field field) {
    return Arrays.stream(values()).filter(part -> part.field == field).toList();
  }

  String of(FullName name) {
    return this == FAMILY ? name.family() : name.given();
  }

  String of(Place place) {
    return this == STREET ? place.street() : this == ZIP ? place.zip() : place.city();
  }

  /** Its text in a value of somebody, or empty. */
  public String text(Row row, int index) {
    return field == Field.NAME ? of(row.name(index)) : of(row.place(index));
  }
}
