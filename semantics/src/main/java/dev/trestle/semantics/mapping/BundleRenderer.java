package dev.trestle.semantics.mapping;

import dev.trestle.kernel.statement.Rendering;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows one translation as a FHIR R4 Bundle of type collection: what its message alone would make.
 * The fold is that of the store, {@link Rendering}. Pure.
 */
public final class BundleRenderer {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private BundleRenderer() {}

  /**
   * The Bundle, one entry for each resource with a statement, in the order of the keys.
   *
   * @param ids gives a key its logical id, the same for the same key
   */
  public static ObjectNode bundle(Translation translation, Function<ResourceKey, String> ids) {
    ObjectNode bundle = JSON.objectNode();
    bundle.put("resourceType", "Bundle");
    bundle.put("type", "collection");
    ArrayNode entries = JSON.arrayNode();
    for (int key = 0; key < translation.keys().size(); key++) {
      ObjectNode resource = resource(translation, key, ids);
      if (resource != null) {
        ObjectNode entry = entries.addObject();
        entry.put("fullUrl", "urn:trestle:" + reference(translation, key, ids));
        entry.set("resource", resource);
      }
    }
    if (!entries.isEmpty()) {
      bundle.set("entry", entries);
    }
    return bundle;
  }

  private static @Nullable ObjectNode resource(
      Translation translation, int key, Function<ResourceKey, String> ids) {
    List<Statement> about = new ArrayList<>();
    for (Statement statement : translation.statements()) {
      if (statement.key() == key) {
        about.add(statement);
      }
    }
    if (about.isEmpty()) {
      return null;
    }
    about.sort(Comparator.comparingInt(Statement::level).thenComparingLong(Statement::timeMicros));
    SortedSet<String> security = new TreeSet<>();
    List<Slot> slots = new ArrayList<>();
    for (Statement statement : about) {
      security.addAll(statement.security());
      slots.addAll(statement.slots());
    }
    String type = translation.keys().get(key).type();
    ObjectNode resource =
        Rendering.render(type, ids.apply(translation.keys().get(key)), security, slots);
    return (ObjectNode) resolved(resource, translation, ids);
  }

  /** A copy with {@code key:3} replaced by {@code Patient/ID}. */
  private static JsonNode resolved(
      JsonNode node, Translation translation, Function<ResourceKey, String> ids) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JSON.objectNode();
      object
          .properties()
          .forEach(
              property -> {
                JsonNode value = property.getValue();
                boolean open =
                    property.getKey().equals("reference")
                        && value.isString()
                        && value.stringValue().startsWith(Translation.REFERENCE_PREFIX);
                copy.set(
                    property.getKey(),
                    open
                        ? JSON.stringNode(reference(translation, index(value), ids))
                        : resolved(value, translation, ids));
              });
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JSON.arrayNode();
      array.forEach(item -> copy.add(resolved(item, translation, ids)));
      return copy;
    }
    return node;
  }

  private static int index(JsonNode reference) {
    return Integer.parseInt(
        reference.stringValue().substring(Translation.REFERENCE_PREFIX.length()));
  }

  private static String reference(
      Translation translation, int key, Function<ResourceKey, String> ids) {
    ResourceKey resource = translation.keys().get(key);
    return resource.type() + "/" + ids.apply(resource);
  }
}
