package dev.trestle.semantics.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What FHIR R4 says of a type or of a part of one, for who holds profiles against it. Immutable.
 */
public final class R4Part {
  private static final Map<String, String> PLAIN_NAMES =
      Map.of("SimpleQuantity", "Quantity", "MoneyQuantity", "Quantity");

  private final Shape shape;

  private R4Part(Shape shape) {
    this.shape = shape;
  }

  /** Codes of R4's own value sets, collected when first asked for. */
  private static final class Codes {
    private static final Map<String, CodeSet> BY_NAME = new HashMap<>();

    static {
      for (Shape shape : ResourceChecker.ofR4().shapes().values()) {
        for (Shape.Element element : shape.elements()) {
          for (Shape.ElementType type : element.types()) {
            CodeSet codes = type.codes();
            if (codes != null) {
              BY_NAME.put(codes.name(), codes);
            }
          }
        }
      }
    }
  }

  /**
   * An element.
   *
   * @param name {@code status}, {@code value[x]}
   * @param required whether R4 needs it
   * @param limit how often it may stand at most
   * @param valueSet name of the value set of a required binding, or empty
   * @param types name of each type by the name that a property of it has in JSON
   * @param targets of a reference; empty allows all
   */
  public record Element(
      String name,
      boolean required,
      int limit,
      String valueSet,
      Map<String, String> types,
      Set<String> targets) {
    public boolean isChoice() {
      return name.endsWith("[x]");
    }

    /** How FHIRPath names it: without the type. */
    public String pathName() {
      return isChoice() ? name.substring(0, name.length() - 3) : name;
    }
  }

  /** A type, {@code Patient} or {@code HumanName}; empty when R4 has none of that name. */
  public static Optional<R4Part> ofType(String name) {
    // Parts of types go by a path.
    return name.contains(".")
        ? Optional.empty()
        : Optional.ofNullable(ResourceChecker.ofR4().shapes().get(name)).map(R4Part::new);
  }

  /** Codes of a value set of R4 by system; empty when it is none that R4 requires somewhere. */
  public static Optional<Map<String, Set<String>>> codes(String valueSet) {
    return Optional.ofNullable(Codes.BY_NAME.get(valueSet)).map(CodeSet::bySystem);
  }

  public String name() {
    return shape.name();
  }

  public boolean isResource() {
    return shape.isResource();
  }

  /** The names of its elements as JSON has them: without those of choices. */
  public List<String> names() {
    return shape.elements().stream()
        .map(Shape.Element::name)
        .filter(name -> !name.endsWith("[x]"))
        .toList();
  }

  /** An element by its name in definitions: {@code status}, {@code value[x]}. */
  public Optional<Element> element(String name) {
    return shape.elements().stream()
        .filter(element -> element.name().equals(name))
        .findFirst()
        .map(R4Part::element);
  }

  /** The choice that has this property in JSON: {@code value[x]} of {@code valueQuantity}. */
  public Optional<Element> choice(String json) {
    Shape.Property property = shape.property(json);
    return property == null || property.extensions() || !property.element().isChoice()
        ? Optional.empty()
        : Optional.of(element(property.element()));
  }

  /** What the element holds when it is of that type; empty for primitive values and any type. */
  public List<R4Part> parts(String element, Set<String> types) {
    List<R4Part> parts = new ArrayList<>();
    for (Shape.Element each : shape.elements()) {
      if (each.name().equals(element)) {
        for (Shape.ElementType type : each.types()) {
          Shape inside = type.primitive() == null ? type.shape() : shape("Element");
          if (inside != null && (types.isEmpty() || types.contains(plain(type.name())))) {
            parts.add(new R4Part(inside));
          }
        }
      }
    }
    return parts;
  }

  private static Shape shape(String type) {
    return ResourceChecker.ofR4().shape(type);
  }

  private static String plain(String type) {
    return PLAIN_NAMES.getOrDefault(type, type);
  }

  private static Element element(Shape.Element element) {
    Map<String, String> types = new LinkedHashMap<>();
    String valueSet = "";
    Set<String> targets = Set.of();
    for (Shape.ElementType type : element.types()) {
      String plain = plain(type.name());
      types.put(
          element.isChoice()
              ? element.pathName() + Character.toUpperCase(plain.charAt(0)) + plain.substring(1)
              : element.name(),
          plain);
      CodeSet codes = type.codes();
      valueSet = codes == null ? valueSet : codes.name();
      targets = type.targets().isEmpty() ? targets : type.targets();
    }
    return new Element(
        element.name(), element.required(), element.limit(), valueSet, types, targets);
  }
}
