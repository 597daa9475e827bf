package dev.trestle.app.signoff;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts what a resource contains where it refers to it: who reads the medication of an order reads
 * what is in it. Pure.
 */
final class ContainedReader {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String CONTAINED = "contained";

  private ContainedReader() {}

  /** The resource itself where it contains nothing. */
  static JsonNode opened(JsonNode resource) {
    if (!(resource instanceof ObjectNode object) || !object.has(CONTAINED)) {
      return resource;
    }
    Map<String, ObjectNode> inner = new TreeMap<>();
    for (JsonNode each : object.path(CONTAINED)) {
      if (each instanceof ObjectNode one) {
        ObjectNode told = one.deepCopy();
        String id = told.path("id").asString("");
        told.remove("id");
        told.remove("resourceType");
        inner.put("#" + id, told);
      }
    }
    ObjectNode whole = object.deepCopy();
    whole.remove(CONTAINED);
    return replaced(whole, inner);
  }

  private static JsonNode replaced(JsonNode node, Map<String, ObjectNode> inner) {
    if (node instanceof ObjectNode object) {
      ObjectNode found = inner.get(object.path("reference").asString(""));
      if (found != null) {
        return found;
      }
      ObjectNode copy = JSON.objectNode();
      object.properties().forEach(p -> copy.set(p.getKey(), replaced(p.getValue(), inner)));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JSON.arrayNode();
      array.forEach(item -> copy.add(replaced(item, inner)));
      return copy;
    }
    return node;
  }
}
