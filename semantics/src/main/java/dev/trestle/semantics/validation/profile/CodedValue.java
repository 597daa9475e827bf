package dev.trestle.semantics.validation.profile;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Whether a value that has a code is in a value set. */
final class CodedValue {
  private CodedValue() {}

  /** A code (of any system: it names none), a Coding or Quantity, or a concept with one such. */
  static boolean isIn(JsonNode value, ElementRule.Codes codes) {
    if (value.isString()) {
      String code = value.stringValue();
      return codes.bySystem().values().stream().anyMatch(each -> each.contains(code));
    }
    JsonNode codings = value.path("coding");
    if (codings.isArray()) {
      return codings.valueStream().anyMatch(coding -> isCodingIn(coding, codes));
    }
    return isCodingIn(value, codes);
  }

  private static boolean isCodingIn(JsonNode coding, ElementRule.Codes codes) {
    return codes
        .bySystem()
        .getOrDefault(coding.path("system").asString(""), Set.of())
        .contains(coding.path("code").asString(""));
  }
}
