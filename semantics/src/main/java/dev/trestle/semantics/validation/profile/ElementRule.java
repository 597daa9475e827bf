package dev.trestle.semantics.validation.profile;

import dev.trestle.semantics.validation.R4Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a profile says of an element beyond FHIR R4. Filled while it is compiled, not changed
 * afterwards.
 */
final class ElementRule {
  final String name;
  final String pathName;

  /** Type by the name of the property in JSON. */
  final Map<String, String> properties;

  int min;
  int max = Integer.MAX_VALUE;
  int maxLength = Integer.MAX_VALUE;

  /** Of a choice; null allows all. */
  @Nullable Set<String> types;

  /** Of a reference; null allows all. */
  @Nullable Set<String> targets;

  @Nullable JsonNode fixed;
  @Nullable JsonNode pattern;
  @Nullable Codes codes;

  /** What the value itself has to conform to, as a type. */
  @Nullable Profile profile;

  /** URL of an extension whose definition is named, whether it is there or not. */
  String extensionUrl = "";

  @Nullable Slicing slicing;
  final Map<String, ElementRule> children = new LinkedHashMap<>();

  /** The codes of a required binding. */
  record Codes(String name, Map<String, Set<String>> bySystem) {}

  /** One value of an element: the value, and what stands beside it when it is a primitive one. */
  record Value(@Nullable JsonNode value, @Nullable JsonNode beside, String type, int index) {
    @Override
    public String toString() {
      return "Value[" + type + "]";
    }

    /** The object that parts of it stand in. */
    @Nullable ObjectNode object() {
      return value instanceof ObjectNode object
          ? object
          : beside instanceof ObjectNode extensions ? extensions : null;
    }
  }

  ElementRule(R4Part.Element element) {
    this(element.name(), element.pathName(), element.types());
  }

  ElementRule(String name, String pathName, Map<String, String> properties) {
    this.name = name;
    this.pathName = pathName;
    this.properties = properties;
  }

  /** Whether it says nothing that could be held against a resource. */
  boolean isEmpty() {
    return min == 0
        && max == Integer.MAX_VALUE
        && maxLength == Integer.MAX_VALUE
        && types == null
        && targets == null
        && fixed == null
        && pattern == null
        && codes == null
        && profile == null
        && slicing == null
        && children.isEmpty();
  }

  /** The values that an object has of it, in order. */
  List<Value> values(ObjectNode object) {
    List<Value> values = new ArrayList<>(2);
    properties.forEach(
        (property, type) -> {
          JsonNode value = object.get(property);
          JsonNode beside = object.get("_" + property);
          if (isArray(value) || isArray(beside)) {
            int size = Math.max(size(value), size(beside));
            for (int i = 0; i < size; i++) {
              add(values, item(value, i), item(beside, i), type, i);
            }
          } else {
            add(values, value, beside, type, -1);
          }
        });
    return values;
  }

  private static void add(
      List<Value> values,
      @Nullable JsonNode value,
      @Nullable JsonNode beside,
      String type,
      int index) {
    JsonNode there = value == null || value.isNull() ? null : value;
    JsonNode extensions = beside == null || beside.isNull() ? null : beside;
    if (there != null || extensions != null) {
      values.add(new Value(there, extensions, type, index));
    }
  }

  private static boolean isArray(@Nullable JsonNode node) {
    return node != null && node.isArray();
  }

  private static int size(@Nullable JsonNode node) {
    return node != null && node.isArray() ? node.size() : 0;
  }

  private static @Nullable JsonNode item(@Nullable JsonNode node, int index) {
    return node != null && node.isArray() ? node.get(index) : null;
  }
}
