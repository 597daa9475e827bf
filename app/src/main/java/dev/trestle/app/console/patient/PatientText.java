package dev.trestle.app.console.patient;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Elements of a Patient as people write them; patient data. */
final class PatientText {
  private PatientText() {}

  /** The value of an element: an item of a list, or the properties of a single one. */
  static String of(String element, JsonNode value) {
    return switch (element) {
      case "name" -> name(value);
      case "identifier" -> identifier(value);
      case "address" -> address(value);
      default -> leaves(value);
    };
  }

  static String name(JsonNode name) {
    List<String> given = new ArrayList<>();
    name.path("given").forEach(one -> given.add(one.asString("")));
    return name.path("family").asString("") + ", " + String.join(" ", given);
  }

  static String identifier(JsonNode identifier) {
    String system = identifier.path("system").asString("");
    return identifier.path("value").asString("")
        + (system.isEmpty() ? "" : " (" + shortened(system) + ")");
  }

  /** The last part of an address or a URN. */
  static String shortened(String system) {
    return system.substring(Math.max(system.lastIndexOf('/'), system.lastIndexOf(':')) + 1);
  }

  static String address(JsonNode address) {
    List<String> parts = new ArrayList<>();
    address.path("line").forEach(line -> parts.add(line.asString("")));
    for (String name : List.of("city", "state", "postalCode")) {
      parts.add(address.path(name).asString(""));
    }
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
  }

  /** All there is but where its codes are defined. */
  private static String leaves(JsonNode value) {
    List<String> leaves = new ArrayList<>();
    collect(value, leaves);
    return String.join(" ", leaves);
  }

  private static void collect(JsonNode node, List<String> leaves) {
    if (node.isObject()) {
      for (var property : node.properties()) {
        if (!property.getKey().equals("system") && !property.getKey().equals("url")) {
          collect(property.getValue(), leaves);
        }
      }
    } else if (node.isArray()) {
      node.forEach(item -> collect(item, leaves));
    } else {
      leaves.add(node.asString());
    }
  }
}
