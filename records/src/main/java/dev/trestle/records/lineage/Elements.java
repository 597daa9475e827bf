package dev.trestle.records.lineage;

import dev.trestle.kernel.statement.Origin;
import dev.trestle.records.fold.HeldSlot;
import dev.trestle.records.fold.ResourceState;
import dev.trestle.records.fold.Stamp;
import dev.trestle.records.lineage.ElementOrigin.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Leads the leaves of a version back to its slots. Pure. */
final class Elements {
  private static final String REFERENCE = ".reference";
  private static final String META = "meta";

  private final String type;
  private final Map<String, ResourceState.Leaf> shown = new HashMap<>();
  private final Map<String, Stamp> labels;
  private final List<ElementOrigin> elements = new ArrayList<>();

  private Elements(String type, Map<String, Stamp> labels) {
    this.type = type;
    this.labels = labels;
  }

  /**
   * The elements of a version.
   *
   * @param json as it is read, with {@code meta}
   * @param labels the statement that brought each security label, by {@code system|code}
   */
  static List<ElementOrigin> of(
      String type, ObjectNode json, ResourceState state, Map<String, Stamp> labels) {
    Elements elements = new Elements(type, labels);
    state.leaves(type).forEach(leaf -> elements.shown.put(leaf.path(), leaf));
    json.properties()
        .forEach(
            property -> {
              String path = type + "." + property.getKey();
              if (property.getKey().equals(META)) {
                elements.meta(property.getValue(), path);
              } else if (!property.getKey().equals("resourceType")) {
                elements.walk(property.getValue(), path);
              }
            });
    return elements.elements;
  }

  private void walk(JsonNode node, String path) {
    if (node.isObject()) {
      node.properties().forEach(p -> walk(p.getValue(), path + "." + p.getKey()));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(node.get(i), path + "[" + i + "]");
      }
    } else {
      elements.add(element(path, node));
    }
  }

  /** What ties a contained resource to the one around it, by which the fold shows it (ADR 105). */
  private boolean isLink(String path, JsonNode value) {
    boolean reference = path.endsWith("Reference.reference") && value.asString("").startsWith("#");
    boolean inner = path.startsWith(type + ".contained[");
    return reference
        || (inner && path.endsWith("].id"))
        || (inner && path.endsWith("].resourceType"));
  }

  private ElementOrigin element(String path, JsonNode value) {
    ResourceState.Leaf leaf = shown.get(path);
    if (leaf == null) {
      boolean ours = path.equals(type + ".id") || isLink(path, value);
      Kind kind = ours ? Kind.TRESTLE : Kind.UNTOLD;
      return new ElementOrigin(path, value, kind, null, 0, Stamp.NONE, Stamp.NONE, null);
    }
    HeldSlot slot = leaf.slot();
    Origin origin =
        leaf.ordinal() < slot.origins().size() ? slot.origins().get(leaf.ordinal()) : null;
    return new ElementOrigin(
        path,
        value,
        kind(path, slot, origin),
        slot.key(),
        leaf.ordinal(),
        slot.setBy(),
        slot.rank(),
        origin);
  }

  private static Kind kind(
      String path, HeldSlot slot, @org.jspecify.annotations.Nullable Origin origin) {
    if (origin == null) {
      return slot.origins().isEmpty() && slot.key().path().contains("[list:")
          ? Kind.LIST
          : Kind.UNTOLD;
    }
    if (origin.start() >= 0) {
      return Kind.MESSAGE;
    }
    return path.endsWith(REFERENCE) ? Kind.REFERENCE : Kind.RULE;
  }

  private void meta(JsonNode meta, String path) {
    meta.properties()
        .forEach(
            property -> {
              JsonNode value = property.getValue();
              String at = path + "." + property.getKey();
              if (property.getKey().equals("security")) {
                for (int i = 0; i < value.size(); i++) {
                  label(value.get(i), at + "[" + i + "]");
                }
              } else {
                elements.add(
                    new ElementOrigin(
                        at, value, Kind.TRESTLE, null, 0, Stamp.NONE, Stamp.NONE, null));
              }
            });
  }

  private void label(JsonNode coding, String path) {
    String system = coding.path("system").asString("");
    String code = coding.path("code").asString("");
    Stamp stamp = labels.get(system.isEmpty() ? code : system + "|" + code);
    Kind kind = stamp == null ? Kind.UNTOLD : Kind.LABEL;
    Stamp setBy = stamp == null ? Stamp.NONE : stamp;
    coding
        .properties()
        .forEach(
            p ->
                elements.add(
                    new ElementOrigin(
                        path + "." + p.getKey(), p.getValue(), kind, null, 0, setBy, setBy, null)));
  }
}
