package dev.trestle.identity.people;

import java.util.List;

/**
 * Many people, standardised and numbered from 0 in the order of their ids, whatever the order of
 * the file: what is computed over them in this order does not depend on it. In memory ({@link
 * PeopleTable}) or on disk. Thread-safe.
 */
public interface People {
  int size();

  /** The id of somebody in the file. */
  String id(int person);

  /** What somebody says. */
  Row row(int person);

  /** Names of further text columns, which come last. */
  List<String> others();

  /** How many different values a field has; they are numbered from 1. */
  int distinct(int field);

  /** A date of birth by its number. */
  int date(int value);

  /**
   * Of each value of the field of a part: the number of that part, from 1; 0 where it is not known.
   * Not to be changed.
   */
  int[] parts(Part part);

  /** Takes records. */
  interface InFile {
    void record(String id, String entity);
  }

  /**
   * The ids of all, and of their entities, in the order of the file.
   *
   * @param entities of each its entity, a number of one of its records
   */
  void inFileOrder(int[] entities, InFile each);

  /** How many fields there are; further text columns come last. */
  default int fieldCount() {
    return Field.OTHER.index() + others().size();
  }

  /** What kind of field this is. */
  default Field field(int field) {
    return Field.at(field);
  }

  /** As evidence and reports name it. */
  default String fieldName(int field) {
    return field < Field.OTHER.index()
        ? field(field).word()
        : "other." + others().get(field - Field.OTHER.index());
  }
}
