package dev.trestle.semantics.validation;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The codes that a required binding allows.
 *
 * @param name of the value set, for people
 * @param bySystem codes by the URL of their system
 */
record CodeSet(String name, Map<String, Set<String>> bySystem) {
  /** Whether it has this code, of any system: elements of type code name none. */
  boolean has(String code) {
    for (Set<String> codes : bySystem.values()) {
      if (codes.contains(code)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it has this Coding. */
  boolean has(JsonNode coding) {
    Set<String> codes = bySystem.get(text(coding, "system"));
    return codes != null && codes.contains(text(coding, "code"));
  }

  /** Whether a Coding is in it, or one of a CodeableConcept. */
  boolean hasOneOf(JsonNode value, boolean concept) {
    if (has(value)) {
      return true;
    }
    if (concept) {
      for (JsonNode coding : value.path("coding")) {
        if (has(coding)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Its codes, of all systems. */
  Set<String> codes() {
    Set<String> all = new HashSet<>();
    bySystem.values().forEach(all::addAll);
    return all;
  }

  private static String text(JsonNode node, String name) {
    @Nullable JsonNode value = node.get(name);
    return value != null && value.isString() ? value.stringValue() : "";
  }
}
