package dev.trestle.app.platform;

import dev.trestle.records.read.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records without what may differ between two runs: ids (the first name that came gives the id),
 * versions and times of writing. A reference is told by what it leads to, three steps deep.
 */
final class Likeness {
  private static final int DEPTH = 3;

  private Likeness() {}

  /** Each resource as a text, sorted: equal lists are equal records. */
  static List<String> of(List<Resource> resources) {
    Map<String, String> labels = new HashMap<>();
    resources.forEach(r -> labels.put(r.type() + "/" + r.id(), r.type()));
    List<String> texts = new ArrayList<>();
    for (int step = 0; step <= DEPTH; step++) {
      texts.clear();
      Map<String, String> next = new HashMap<>();
      for (Resource resource : resources) {
        String text = text(resource, labels);
        texts.add(text);
        next.put(
            resource.type() + "/" + resource.id(),
            resource.type() + "#" + Integer.toHexString(text.hashCode()));
      }
      labels.putAll(next);
    }
    texts.sort(null);
    return texts;
  }

  private static String text(Resource resource, Map<String, String> labels) {
    ObjectNode json = resource.json().deepCopy();
    json.remove("id");
    if (json.get("meta") instanceof ObjectNode meta) {
      meta.remove(List.of("versionId", "lastUpdated"));
    }
    name(json, labels);
    return json.toString();
  }

  private static void name(JsonNode node, Map<String, String> labels) {
    if (node instanceof ObjectNode object && object.path("reference").isString()) {
      String reference = object.path("reference").asString();
      object.put("reference", labels.getOrDefault(reference, "nowhere"));
    }
    node.forEach(child -> name(child, labels));
  }
}
