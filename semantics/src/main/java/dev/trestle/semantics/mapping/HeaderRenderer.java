package dev.trestle.semantics.mapping;

import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Translation;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows what a message says of itself as one MessageHeader (FHIR R4): who sent it and whom it names
 * are contained, since nothing of them is stored. Pure.
 */
public final class HeaderRenderer {
  private static final String TYPE = "MessageHeader";

  private HeaderRenderer() {}

  /**
   * The MessageHeader.
   *
   * @param header of {@link MappingTranslator#header}
   * @param id logical id it gets
   * @throws IllegalArgumentException when nothing in the message makes one (no MSH)
   */
  public static ObjectNode render(Translation header, String id) {
    Map<ResourceKey, String> ids = new HashMap<>();
    for (ResourceKey key : header.keys()) {
      ids.put(key, key.type().equals(TYPE) ? id : "c" + (ids.size() + 1));
    }
    ArrayNode contained = JsonNodeFactory.instance.arrayNode();
    ObjectNode found = null;
    for (JsonNode entry : BundleRenderer.bundle(header, ids::get).path("entry")) {
      ObjectNode resource = (ObjectNode) entry.path("resource");
      if (resource.path("resourceType").asString().equals(TYPE)) {
        found = resource;
      } else {
        resource.remove("meta"); // FHIR R4 dom-4: labels are the container's
        contained.add(resource);
      }
    }
    if (found == null) {
      throw new IllegalArgumentException("Nothing in the message makes a MessageHeader.");
    }
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("resourceType", TYPE).put("id", id);
    if (!contained.isEmpty()) {
      shown.set("contained", contained);
    }
    shown.setAll(found);
    inside(shown);
    return shown;
  }

  /** References to what is contained: {@code Organization/c1} is {@code #c1}. */
  private static void inside(JsonNode node) {
    if (node instanceof ObjectNode object && object.path("reference").isString()) {
      String reference = object.path("reference").stringValue();
      object.put("reference", "#" + reference.substring(reference.indexOf('/') + 1));
    }
    node.forEach(HeaderRenderer::inside);
  }
}
