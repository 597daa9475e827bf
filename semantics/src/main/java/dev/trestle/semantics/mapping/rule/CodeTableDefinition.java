package dev.trestle.semantics.mapping.rule;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table from HL7 v2 codes to FHIR codes. Immutable.
 *
 * @param name file name without its ending
 * @param place where it begins
 * @param rows by v2 code
 */
public record CodeTableDefinition(String name, Place place, SortedMap<String, Row> rows) {
  /**
   * One row.
   *
   * @param code the FHIR code; empty: known, and nothing is said in FHIR
   * @param system its code system, or empty for a code of the element's own value set
   * @param display text of the code, or empty
   * @param place where it was written
   */
  public record Row(String code, String system, String display, Place place) {}

  public CodeTableDefinition {
    rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
  }

  CodeTableDefinition with(String from, Row row) {
    TreeMap<String, Row> all = new TreeMap<>(rows);
    all.put(from, row);
    return new CodeTableDefinition(name, place, all);
  }
}
