package dev.trestle.semantics.mapping.plan;

import dev.trestle.semantics.mapping.rule.Mistakes;
import dev.trestle.semantics.mapping.rule.Place;
import dev.trestle.semantics.mapping.terminology.CodeTable;
import java.util.List;

/** The elements of FHIR R4 that rules may write, with their cardinality. */
final class FhirElements {
  private final CodeTable elements;

  FhirElements(CodeTable elements) {
    this.elements = elements;
  }

  /** Whether the element repeats; fails when the type has none of that name. */
  boolean repeats(String type, String element, Place place) {
    return cardinality(type, element, place).equals("*");
  }

  /** Whether it holds a concept of which more can be told (ADR 105). */
  boolean isTold(String type, String element, Place place) {
    return cardinality(type, element, place).equals("1#");
  }

  private String cardinality(String type, String element, Place place) {
    CodeTable.Target found = elements.find(type + "." + element);
    if (found == null) {
      found = elements.find("*." + element);
    }
    if (found == null) {
      throw Mistakes.unknown(place, "element of " + type, element, List.of());
    }
    return found.code();
  }
}
