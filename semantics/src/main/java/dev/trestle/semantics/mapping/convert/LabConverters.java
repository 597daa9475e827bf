package dev.trestle.semantics.mapping.convert;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Elements of results and specimens that are made of several parts. */
final class LabConverters {
  private static final String SUB_ID =
      "http://hl7.org/fhir/StructureDefinition/observation-v2-subid";
  private static final String[] SUB_ID_PARTS = {
    "original-sub-identifier", "group", "sequence", "identifier"
  };

  private LabConverters() {}

  /** OBX-4: a number, a text as {@code 1.2}, or since v2.8.2 an OG. */
  static @Nullable JsonNode subId(Taken taken, Draft draft) {
    ArrayNode parts = draft.array();
    ObjectNode extension = draft.object();
    draft.constant(extension, "url", SUB_ID);
    for (int i = 0; i < SUB_ID_PARTS.length; i++) {
      Extensions.add(parts, SUB_ID_PARTS[i], taken, i + 1, 0, draft);
    }
    Extensions.put(extension, parts);
    return parts.isEmpty() ? null : extension;
  }

  /** OBX-18 as far as Observation.device, which holds one with a number, does not tell it. */
  static @Nullable JsonNode devices(Taken taken, Draft draft) {
    boolean one = taken.segment().repetitions(taken.field()) == 1 && !taken.value().isEmpty();
    return one ? null : SegmentFacts.DEVICES.convert(taken, draft);
  }

  /** OBX-17 where it repeats. */
  static @Nullable JsonNode methods(Taken taken, Draft draft) {
    boolean one = taken.segment().repetitions(taken.field()) == 1;
    return one ? null : SegmentFacts.METHODS.convert(taken, draft);
  }

  /** Specimen.container of its additive; setting {@code type} is the field with its type. */
  static @Nullable JsonNode container(Taken taken, Draft draft) {
    ObjectNode container = draft.object();
    concept(container, "type", taken.at(Durations.field(taken, "type"), 1), "v2-0378", draft);
    if (taken.field() != Durations.field(taken, "type")) {
      concept(container, "additiveCodeableConcept", taken, "v2-0371", draft);
    }
    return container.isEmpty() ? null : container;
  }

  private static void concept(
      ObjectNode into, String name, Taken taken, String table, Draft draft) {
    String system = "http://terminology.hl7.org/CodeSystem/" + table;
    JsonNode concept = taken.text(0).isEmpty() ? null : ConceptConverter.of(taken, system, draft);
    if (concept != null) {
      into.set(name, concept);
    }
  }
}
