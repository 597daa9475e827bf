package dev.trestle.semantics.validation.profile;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How a value is held against one of a profile (R4 ElementDefinition: fixed[x], pattern[x]). */
final class JsonPattern {
  private JsonPattern() {}

  /** Nothing more and nothing less; numbers by value. */
  static boolean isFixed(JsonNode value, JsonNode fixed) {
    if (fixed.isObject()) {
      return value.isObject() && value.size() == fixed.size() && hasAll(value, fixed, true);
    }
    if (fixed.isArray()) {
      if (!value.isArray() || value.size() != fixed.size()) {
        return false;
      }
      for (int i = 0; i < fixed.size(); i++) {
        if (!isFixed(value.get(i), fixed.get(i))) {
          return false;
        }
      }
      return true;
    }
    return isSame(value, fixed);
  }

  /** All that the pattern has, perhaps more; each item of a list somewhere in the list. */
  static boolean isLike(JsonNode value, JsonNode pattern) {
    if (pattern.isObject()) {
      return value.isObject() && hasAll(value, pattern, false);
    }
    if (pattern.isArray()) {
      for (JsonNode wanted : pattern) {
        if (!value.isArray() || value.valueStream().noneMatch(item -> isLike(item, wanted))) {
          return false;
        }
      }
      return true;
    }
    return isSame(value, pattern);
  }

  private static boolean hasAll(JsonNode value, JsonNode wanted, boolean fixed) {
    for (Map.Entry<String, JsonNode> each : wanted.properties()) {
      JsonNode there = value.get(each.getKey());
      if (there == null
          || !(fixed ? isFixed(there, each.getValue()) : isLike(there, each.getValue()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(JsonNode value, JsonNode wanted) {
    if (value.isNumber() && wanted.isNumber()) {
      return value.decimalValue().compareTo(wanted.decimalValue()) == 0;
    }
    return value.equals(wanted);
  }
}
