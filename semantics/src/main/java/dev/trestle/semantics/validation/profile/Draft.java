package dev.trestle.semantics.validation.profile;

import dev.trestle.semantics.validation.R4Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** An element of a StructureDefinition in its place: below its parent, beside its slices. */
final class Draft {
  /** As FHIR makes ids of elements: {@code Patient.identifier:mrn.system}. */
  final String id;

  /** What R4 says of it; null for the root. */
  final R4Part.@Nullable Element element;

  /** What it can hold. */
  final List<R4Part> parts;

  JsonNode definition = MissingNode.getInstance();
  final Map<String, Draft> children = new LinkedHashMap<>();
  final Map<String, Draft> slices = new LinkedHashMap<>();

  private final @Nullable R4Part around;

  /** The root. */
  Draft(R4Part type) {
    this.id = type.name();
    this.element = null;
    this.around = null;
    this.parts = List.of(type);
  }

  private Draft(String id, R4Part around, R4Part.Element element, Set<String> types) {
    this.id = id;
    this.around = around;
    this.element = element;
    this.parts = around.parts(element.name(), types);
  }

  /** The child of that name in definitions, made when it is not there; null when R4 has none. */
  @Nullable Draft child(String name) {
    Draft known = children.get(name);
    if (known != null) {
      return known;
    }
    for (R4Part part : parts) {
      R4Part.Element found = part.element(name).orElse(null);
      if (found != null) {
        Draft child = new Draft(id + "." + name, part, found, Set.of());
        children.put(name, child);
        return child;
      }
    }
    return null;
  }

  /** The slice for {@code valueQuantity}, which is {@code value[x]} of that type; null for none. */
  @Nullable Draft ofType(String json) {
    for (R4Part part : parts) {
      R4Part.Element found = part.choice(json).orElse(null);
      Draft choice = found == null ? null : child(found.name());
      String type = found == null ? null : found.types().get(json);
      if (choice != null && type != null) {
        return choice.slice(json, Set.of(type));
      }
    }
    return null;
  }

  /**
   * A slice of this element, made when it is not there.
   *
   * @param types that its definition allows; empty for all
   */
  Draft slice(String name, Set<String> types) {
    R4Part holder = around;
    R4Part.Element whole = element;
    if (holder == null || whole == null) {
      return this; // a root has no slices
    }
    return slices.computeIfAbsent(
        name, missing -> new Draft(id + ":" + missing, holder, whole, types));
  }

  /** The types that its definition names. */
  Set<String> types() {
    return types(definition);
  }

  static Set<String> types(JsonNode definition) {
    Set<String> types = new TreeSet<>();
    for (JsonNode type : definition.path("type")) {
      types.add(ConformanceFiles.text(type, "code"));
    }
    return types;
  }

  @Override
  public String toString() {
    return id;
  }
}
