package dev.trestle.identity.people;

import dev.trestle.identity.standard.FullName;

/** What one person of many says, standardised. Patient data. */
public interface Row {
  /** How many values there are in a field. */
  int count(int field);

  /** The number of a value, from 1: who shares a value shares its number. */
  int value(int field, int index);

  FullName name(int index);

  int date(int index);

  Place place(int index);

  /** A value of a field of texts. */
  String text(int field, int index);
}
