package dev.trestle.semantics.mapping.convert;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Extensions that hold one part of a value. */
final class Extensions {
  private static final String CHECK_DIGIT =
      "http://hl7.org/fhir/StructureDefinition/identifier-checkDigit";
  private static final String CHECK_DIGIT_SCHEME =
      "http://hl7.org/fhir/StructureDefinition/namingsystem-checkDigit";

  private Extensions() {}

  /** Adds an extension with the text of a part, if it has one. */
  static void add(ArrayNode to, String url, Taken taken, int part, int subpart, Draft draft) {
    if (!taken.text(part, subpart).isEmpty()) {
      ObjectNode extension = draft.object();
      draft.constant(extension, "url", url);
      draft.put(extension, "valueString", taken, part, subpart);
      to.add(extension);
    }
  }

  /** Puts the list under its name, unless it is empty. */
  static void put(ObjectNode value, ArrayNode extensions) {
    if (!extensions.isEmpty()) {
      value.set("extension", extensions);
    }
  }

  /** The check digit of a number and how it was made. */
  static void checkDigit(ObjectNode identifier, Taken taken, int digit, int scheme, Draft draft) {
    ArrayNode extensions = draft.array();
    add(extensions, CHECK_DIGIT, taken, digit, 0, draft);
    add(extensions, CHECK_DIGIT_SCHEME, taken, scheme, 0, draft);
    put(identifier, extensions);
  }
}
