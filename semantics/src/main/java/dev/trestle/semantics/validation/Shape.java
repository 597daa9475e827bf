package dev.trestle.semantics.validation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an object of FHIR may hold: a resource, a data type, or a part of one. Filled while the
 * facts are read, not changed afterwards.
 */
final class Shape {
  private final String name;
  private final boolean resource;
  private final Map<String, Property> properties = new HashMap<>();
  private final List<Element> elements = new ArrayList<>();
  private final List<Invariant> invariants = new ArrayList<>();
  private long required;

  Shape(String name, boolean resource) {
    this.name = name;
    this.resource = resource;
  }

  /** Everything of a base type, before the own elements. */
  void inherit(Shape base) {
    base.elements.forEach(this::add);
    invariants.addAll(base.invariants);
  }

  /**
   * An element.
   *
   * @param name {@code value[x]}, {@code status}
   * @param required whether at least one is needed
   * @param limit how often it may stand; {@code Integer.MAX_VALUE} for any number
   * @param types one for each type of a choice
   * @param invariants of each value of this element, beside those of its type
   */
  record Element(
      String name,
      boolean required,
      int limit,
      List<ElementType> types,
      List<Invariant> invariants) {
    boolean isChoice() {
      return name.endsWith("[x]");
    }

    /** How FHIRPath names it: without the type. */
    String pathName() {
      return isChoice() ? name.substring(0, name.length() - 3) : name;
    }

    /** FHIR: an element that can repeat is an array in JSON also when there is one value. */
    boolean repeats() {
      return limit > 1;
    }
  }

  /**
   * A type that an element may have.
   *
   * @param name {@code string}, {@code Reference}; for parts of a resource their path
   * @param primitive null for types with parts
   * @param shape null for primitives and for a resource of any type
   * @param codes of a required binding, or null
   * @param targets of a reference; empty allows all
   * @param profiled an invariant of the profile of the type ({@code SimpleQuantity}), or null
   */
  record ElementType(
      String name,
      @Nullable Primitive primitive,
      @Nullable Shape shape,
      @Nullable CodeSet codes,
      Set<String> targets,
      @Nullable Invariant profiled) {
    boolean isConcept() {
      return name.equals("CodeableConcept");
    }
  }

  /**
   * A property of the JSON object.
   *
   * @param bit one bit for each element of the shape
   * @param extensions whether it holds id and extensions of primitive values ({@code _birthDate})
   */
  record Property(Element element, ElementType type, long bit, boolean extensions) {}

  void add(Element element) {
    if (elements.size() >= Long.SIZE) {
      throw new IllegalStateException(name + " has more elements than a long has bits");
    }
    long bit = 1L << elements.size();
    elements.add(element);
    if (element.required()) {
      required |= bit;
    }
    for (ElementType type : element.types()) {
      String key = element.name();
      if (element.isChoice()) {
        String suffix = type.profiled() == null ? type.name() : "Quantity";
        key =
            key.substring(0, key.length() - 3)
                + Character.toUpperCase(suffix.charAt(0))
                + suffix.substring(1);
      }
      properties.put(key, new Property(element, type, bit, false));
      if (type.primitive() != null) {
        properties.put("_" + key, new Property(element, type, bit, true));
      }
    }
  }

  void add(Invariant invariant) {
    invariants.add(invariant);
  }

  String name() {
    return name;
  }

  boolean isResource() {
    return resource;
  }

  @Nullable Property property(String json) {
    return properties.get(json);
  }

  /** All properties by their names in JSON. */
  Map<String, Property> properties() {
    return Collections.unmodifiableMap(properties);
  }

  /** The bit of an element that there is, {@code value[x]}. */
  long bit(String element) {
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i).name().equals(element)) {
        return 1L << i;
      }
    }
    throw new IllegalStateException(name + " has no element " + element);
  }

  /** The bits of elements that must be there. */
  long required() {
    return required;
  }

  /** The element of a bit. */
  Element element(long bit) {
    return elements.get(Long.numberOfTrailingZeros(bit));
  }

  List<Invariant> invariants() {
    return invariants;
  }

  List<Element> elements() {
    return elements;
  }
}
