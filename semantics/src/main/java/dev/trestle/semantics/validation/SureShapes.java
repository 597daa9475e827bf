package dev.trestle.semantics.validation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compiles {@link Shape}s into {@link SureShape}s: a type when it is first asked for, with all that
 * can stand in it. Mappings write some forty of 148 types. Thread-safe.
 */
final class SureShapes {
  private final Map<String, Shape> shapes;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, Words> words = new HashMap<>();
  private final Systems systems = new Systems(true);
  private final Systems urls = new Systems(false);

  /** Those that others see: whole, as all that they lead to. */
  private final Map<String, SureShape> ready = new ConcurrentHashMap<>();

  private final Map<String, SureShape> begun = new HashMap<>();
  private final Deque<String> unfilled = new ArrayDeque<>();

  /**
   * @param shapes by name, parts of types by path; all that they refer to is among them
   */
  SureShapes(Map<String, Shape> shapes) {
    this.shapes = shapes;
    shapes.forEach(
        (name, shape) -> {
          if (ResourceChecker.isConcrete(shape)) {
            numbers.put(name, numbers.size());
          }
        });
  }

  /** The shape of a type; null when there is none of that name. */
  @Nullable SureShape of(String type) {
    SureShape known = ready.get(type);
    return known != null || !shapes.containsKey(type) ? known : compile(type);
  }

  private synchronized SureShape compile(String type) {
    SureShape shape = sure(type);
    Map<String, SureShape> filled = new HashMap<>();
    while (!unfilled.isEmpty()) {
      String name = unfilled.remove();
      fill(name, Objects.requireNonNull(shapes.get(name), name));
      filled.put(name, sure(name));
    }
    ready.putAll(filled);
    return shape;
  }

  private void fill(String name, Shape shape) {
    List<SureShape.Property> values = new ArrayList<>();
    Set<String> choices = new HashSet<>();
    shape
        .properties()
        .forEach(
            (key, property) -> {
              values.add(property(key, property, shape));
              if (property.element().isChoice() && choices.add(property.element().name())) {
                values.add(choice(property));
              }
            });
    List<SureCondition> conditions = new ArrayList<>();
    for (Invariant invariant : shape.invariants()) {
      if (Surely.byText(invariant.key()).isEmpty()) {
        conditions.add(SureCondition.of(invariant, shape));
      }
    }
    sure(name).fill(values, shape.required(), conditions);
  }

  private SureShape.Property property(String key, Shape.Property from, Shape shape) {
    Shape.Element element = from.element();
    Shape.ElementType type = from.type();
    Primitive primitive = type.primitive();
    SureShape.Kind kind;
    SureShape.@Nullable Parts parts = null;
    @Nullable Words codes = null;
    if (from.extensions()) {
      kind = SureShape.Kind.OBJECT;
      parts = SureShape.Parts.of(sure("Element"), new SureCondition[0], null, false, null);
    } else if (primitive != null) {
      kind = primitive.isText() ? SureShape.Kind.TEXT : SureShape.Kind.NUMBER_OR_BOOLEAN;
      codes = type.codes() == null ? null : words(type.codes());
    } else if (type.shape() == null) {
      kind = SureShape.Kind.RESOURCE;
    } else {
      kind = SureShape.Kind.OBJECT;
      parts = parts(element, type, type.shape());
    }
    Predicate<String> text = from.extensions() ? null : text(key, shape);
    if (kind == SureShape.Kind.TEXT && codes == null && text == null && isFree(primitive)) {
      kind = SureShape.Kind.FREE_TEXT;
    }
    return new SureShape.Property(
        key,
        kind,
        from,
        new SureShape.Value(
            primitive == null ? Primitive.STRING : primitive,
            codes,
            text,
            from.extensions() ? null : systems(key, shape),
            parts));
  }

  private SureShape.Parts parts(Shape.Element element, Shape.ElementType type, Shape shape) {
    List<Invariant> invariants = new ArrayList<>(element.invariants());
    if (type.profiled() != null) {
      invariants.add(type.profiled());
    }
    return SureShape.Parts.of(
        sure(shape.name()),
        invariants.stream()
            .map(each -> SureCondition.of(each, shape))
            .toArray(SureCondition[]::new),
        type.codes(),
        type.isConcept(),
        targets(type));
  }

  private long @Nullable [] targets(Shape.ElementType type) {
    if (type.targets().isEmpty()) {
      return null;
    }
    long[] targets = new long[(numbers.size() + Long.SIZE - 1) / Long.SIZE];
    for (String target : type.targets()) {
      int number = numbers.getOrDefault(target, -1);
      if (number >= 0) {
        targets[number >> 6] |= 1L << number;
      }
    }
    return targets;
  }

  /** What the invariants of a shape ask of a text of it. */
  private static @Nullable Predicate<String> text(String key, Shape shape) {
    Predicate<String> all = null;
    for (Invariant invariant : shape.invariants()) {
      Surely.Text text = Surely.byText(invariant.key()).orElse(null);
      if (text != null && text.element().equals(key)) {
        all = all == null ? text.holds() : all.and(text.holds());
      }
    }
    return all;
  }

  /** All have the form of a code, which need not be looked at then. */
  private Words words(CodeSet codes) {
    return words.computeIfAbsent(codes.name(), name -> new Words(codes.codes()));
  }

  private static boolean isFree(@Nullable Primitive primitive) {
    return primitive == Primitive.STRING || primitive == Primitive.MARKDOWN;
  }

  private @Nullable Systems systems(String key, Shape shape) {
    return switch (shape.name()) {
      case "Coding", "Identifier", "Quantity" -> key.equals("system") ? systems : null;
      case "Extension" -> key.equals("url") ? urls : null;
      default -> null;
    };
  }

  private static SureShape.Property choice(Shape.Property from) {
    return new SureShape.Property(
        from.element().name(),
        SureShape.Kind.CHOICE,
        from,
        new SureShape.Value(Primitive.STRING, null, null, null, null));
  }

  /** Without content at first, so that shapes can refer to each other. */
  private SureShape sure(String name) {
    SureShape known = begun.get(name);
    if (known == null) {
      Integer number = numbers.get(name);
      known = new SureShape(number == null ? -1 : number, number != null);
      begun.put(name, known);
      unfilled.add(name);
    }
    return known;
  }
}
