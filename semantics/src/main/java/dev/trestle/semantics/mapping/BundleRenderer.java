package dev.trestle.semantics.mapping;

import dev.trestle.kernel.statement.Rendering;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.fixed.FixedObject;
import dev.trestle.semantics.fixed.FixedReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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

  private final Translation translation;

  /** Logical id of each key. */
  private final List<String> ids = new ArrayList<>();

  /** {@code Patient/ID} of each key. */
  private final List<JsonNode> references = new ArrayList<>();

  private BundleRenderer(Translation translation, Function<ResourceKey, String> ids) {
    this.translation = translation;
    for (ResourceKey key : translation.keys()) {
      String id = ids.apply(key);
      this.ids.add(id);
      references.add(JSON.stringNode(key.type() + "/" + id));
    }
  }

  /**
   * The Bundle, one entry for each resource with a statement, in the order of the keys.
   *
   * @param ids gives a key its logical id, the same for the same key
   */
  public static ObjectNode bundle(Translation translation, Function<ResourceKey, String> ids) {
    return new BundleRenderer(translation, ids).bundle();
  }

  private ObjectNode bundle() {
    ObjectNode bundle = JSON.objectNode();
    bundle.put("resourceType", "Bundle");
    bundle.put("type", "collection");
    ArrayNode entries = JSON.arrayNode();
    for (int key = 0; key < translation.keys().size(); key++) {
      ObjectNode resource = resource(key);
      if (resource != null) {
        ObjectNode entry = entries.addObject();
        entry.put("fullUrl", "urn:trestle:" + references.get(key).stringValue());
        entry.set("resource", resource);
      }
    }
    if (!entries.isEmpty()) {
      bundle.set("entry", entries);
    }
    return bundle;
  }

  private @Nullable ObjectNode resource(int key) {
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
    ObjectNode resource = Rendering.render(type, ids.get(key), security, slots);
    resolve(resource);
    return resource;
  }

  /** In a resource, which is ours, unlike what stands in it: a property gets another value. */
  private void resolve(ObjectNode resource) {
    for (Map.Entry<String, JsonNode> property : resource.properties()) {
      JsonNode resolved = resolved(property.getValue());
      if (resolved != null) {
        property.setValue(resolved);
      }
    }
  }

  /**
   * The same with {@code key:3} replaced by {@code Patient/ID}; null when there is nothing to
   * replace. The node itself may be the value of a slot, and is never changed.
   */
  private @Nullable JsonNode resolved(JsonNode node) {
    if (node instanceof FixedReference reference) {
      return JSON.objectNode().set("reference", references.get(reference.key()));
    }
    if (node instanceof ObjectNode object) {
      return node instanceof FixedObject ? null : resolved(object);
    }
    return node instanceof ArrayNode array ? resolved(array) : null;
  }

  private @Nullable ObjectNode resolved(ObjectNode object) {
    ObjectNode copy = null;
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      JsonNode value = property.getValue();
      JsonNode resolved =
          isOpen(property.getKey(), value) ? references.get(index(value)) : resolved(value);
      if (resolved != null) {
        copy = copy == null ? copy(object) : copy;
        copy.set(property.getKey(), resolved);
      }
    }
    return copy;
  }

  private @Nullable ArrayNode resolved(ArrayNode array) {
    ArrayNode copy = null;
    for (int i = 0; i < array.size(); i++) {
      JsonNode resolved = resolved(array.get(i));
      if (resolved != null) {
        copy = copy == null ? JSON.arrayNode(array.size()).addAll(array) : copy;
        copy.set(i, resolved);
      }
    }
    return copy;
  }

  private static boolean isOpen(String name, JsonNode value) {
    return name.equals("reference")
        && value.isString()
        && value.stringValue().startsWith(Translation.REFERENCE_PREFIX);
  }

  private static ObjectNode copy(ObjectNode object) {
    ObjectNode copy = JSON.objectNode();
    copy.setAll(object);
    return copy;
  }

  private static int index(JsonNode reference) {
    String open = reference.stringValue();
    return Integer.parseInt(open, Translation.REFERENCE_PREFIX.length(), open.length(), 10);
  }
}
