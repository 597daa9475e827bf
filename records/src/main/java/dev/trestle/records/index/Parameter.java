package dev.trestle.records.index;

import java.util.List;

/**
 * A search parameter of a type (R4 §3.1.1.3), with where its values stand.
 *
 * @param name as in a query
 * @param kind how values compare
 * @param paths elements that hold the values, name by name; of choice elements each type
 * @param indexed whether its values have tokens; else it only narrows what others found
 */
public record Parameter(String name, Kind kind, List<List<String>> paths, boolean indexed) {
  public Parameter {
    paths = paths.stream().map(List::copyOf).toList();
  }

  /** With paths written with dots: {@code name.family}. */
  static Parameter of(String name, Kind kind, List<String> paths, boolean indexed) {
    return new Parameter(
        name, kind, paths.stream().map(path -> List.of(path.split("\\."))).toList(), indexed);
  }

  /** How values compare. */
  public enum Kind {
    /** A code with its system. */
    TOKEN,
    /** An identifier: system and value. */
    IDENTIFIER,
    /** A text that begins so, accents and case apart. */
    STRING,
    /** A birth date: tokens of day, month and year. */
    BIRTH_DATE,
    /** The main date of the type; a column. */
    DATE,
    /** Another resource. */
    REFERENCE,
    /** The patient it belongs to; a column. */
    PATIENT
  }
}
