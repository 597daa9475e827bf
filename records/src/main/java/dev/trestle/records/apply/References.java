package dev.trestle.records.apply;

import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Translation;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts ids in where a translation refers to keys. Translations are shared, so values are copied.
 */
final class References {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String REFERENCE = "reference";

  private References() {}

  /**
   * @param key index of the resource that the slots are about
   */
  static List<Slot> resolve(List<Slot> slots, Resolution resolution, int key) {
    List<Slot> result = new ArrayList<>(slots.size());
    for (Slot slot : slots) {
      JsonNode value = slot.value();
      result.add(
          value == null || !value.isContainer() || !refers(value)
              ? slot
              : new Slot(
                  slot.path(), resolve(value, resolution, key), slot.event(), slot.origins()));
    }
    return result;
  }

  private static boolean refers(JsonNode node) {
    if (node.isObject()) {
      JsonNode reference = node.get(REFERENCE);
      if (reference != null && isKey(reference)) {
        return true;
      }
    }
    for (JsonNode child : node) {
      if (child.isContainer() && refers(child)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isKey(JsonNode reference) {
    return reference.isString() && reference.asString().startsWith(Translation.REFERENCE_PREFIX);
  }

  private static JsonNode resolve(JsonNode node, Resolution resolution, int about) {
    if (node.isObject()) {
      ObjectNode copy = JSON.objectNode();
      for (var property : node.properties()) {
        JsonNode value = property.getValue();
        boolean isKey = property.getKey().equals(REFERENCE) && isKey(value);
        copy.set(
            property.getKey(),
            isKey
                ? JSON.stringNode(target(value, resolution, about))
                : resolve(value, resolution, about));
      }
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = JSON.arrayNode();
      node.forEach(item -> copy.add(resolve(item, resolution, about)));
      return copy;
    }
    return node;
  }

  private static String target(JsonNode reference, Resolution resolution, int about) {
    String key = reference.asString().substring(Translation.REFERENCE_PREFIX.length());
    return resolution.at(Integer.parseInt(key), about).reference();
  }
}
