package dev.trestle.app.guide;

import java.util.List;

/** A row of a table of the guide: where it stands, and its facts. */
public interface GuideEntry {
  /** Name of the fact that is a condition, of whatever kind the table is. */
  String CONDITION = "condition";

  /** Name of the fact that is the element a value goes to. */
  String ELEMENT = "element";

  /** Name of the fact that is the vocabulary map of a value. */
  String TABLE = "table";

  /** Name of the fact that is the data type map of a value. */
  String TYPE = "type";

  /** The table, as {@code PID[Patient]}, {@code CX[Identifier]}, {@code ADT_A01}. */
  String map();

  /** Where it stands: {@code PID-3}, {@code CX.1}, {@code ADT_A01.PID}, or the code of a table. */
  String at();

  /** What it says, always in the same order; what it says it of comes first. */
  List<Said> said();

  /** Line of the file, from 1. */
  int line();

  /**
   * A fact.
   *
   * @param name as {@code condition}
   * @param stated as the guide writes it, or empty
   */
  record Said(String name, String stated) {}

  /** The value of a fact; empty when rows of this kind do not have it. */
  default String said(String name) {
    return said().stream()
        .filter(one -> one.name().equals(name))
        .map(Said::stated)
        .findFirst()
        .orElse("");
  }

  /** What it is about: the element, or the code. */
  default String target() {
    return said().get(0).stated();
  }

  /** The facts of a row that says where a value goes to. */
  static List<Said> ofElement(
      String element, String condition, String table, String type, String fixed) {
    return List.of(
        new Said(ELEMENT, element),
        new Said(CONDITION, condition),
        new Said(TABLE, table),
        new Said(TYPE, type),
        new Said("value", fixed));
  }
}
