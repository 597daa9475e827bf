package dev.trestle.identity.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Security labels of several records together. */
final class Labels {
  private static final String CONFIDENTIALITY =
      "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

  /** From free to strict (HL7 v3 Confidentiality). */
  private static final List<String> STRICTNESS = List.of("U", "L", "M", "N", "R", "V");

  private final Map<String, JsonNode> others = new TreeMap<>();
  private Optional<JsonNode> strictest = Optional.empty();

  void add(JsonNode label) {
    String system = label.path("system").asString("");
    if (system.equals(CONFIDENTIALITY) && strictness(label) >= 0) {
      if (strictest.isEmpty() || strictness(label) > strictness(strictest.get())) {
        strictest = Optional.of(label);
      }
    } else {
      others.put(system + "|" + label.path("code").asString(""), label);
    }
  }

  private static int strictness(JsonNode label) {
    return STRICTNESS.indexOf(label.path("code").asString(""));
  }

  List<JsonNode> all() {
    List<JsonNode> all = new ArrayList<>();
    strictest.ifPresent(all::add);
    all.addAll(others.values());
    return all;
  }
}
