package dev.trestle.semantics.validation;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Resources inside a resource (R4 §2.25.1.1). */
final class Contained {
  private Contained() {}

  /** Whether no contained resource is like that. */
  static boolean none(JsonNode resource, Predicate<JsonNode> like) {
    for (JsonNode each : resource.path("contained")) {
      if (like.test(each)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a reference leads out of the resource, or to one that it contains. */
  static boolean isThere(String reference, JsonNode resource) {
    if (!reference.startsWith("#") || reference.length() == 1) {
      return true;
    }
    for (JsonNode each : resource.path("contained")) {
      if (Look.text(each, "id").equals(reference.substring(1))) {
        return true;
      }
    }
    return false;
  }

  /** Whether each contained resource is referred to, or refers to its container. */
  static boolean areUsed(JsonNode resource) {
    if (!resource.has("contained")) {
      return true;
    }
    Set<String> inner = new HashSet<>();
    collect(resource, inner);
    return none(
        resource,
        each -> {
          Set<String> own = new HashSet<>();
          collect(each, own);
          return !inner.contains("#" + Look.text(each, "id")) && !own.contains("#");
        });
  }

  /** Every text that could be a reference inside. */
  private static void collect(JsonNode node, Set<String> found) {
    if (node.isString()) {
      if (node.stringValue().startsWith("#")) {
        found.add(node.stringValue());
      }
    } else if (node.isObject()) {
      for (Map.Entry<String, JsonNode> property : node.properties()) {
        collect(property.getValue(), found);
      }
    } else if (node.isArray()) {
      node.forEach(item -> collect(item, found));
    }
  }
}
