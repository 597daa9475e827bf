package dev.trestle.semantics.validation;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@link Shape} in the form that {@link SureWalk} reads: flat, and found by name in one step.
 * Filled while it is compiled, not changed afterwards.
 */
final class SureShape {
  private static final SureCondition[] NONE = {};
  private static final String CHOICE = "[x]";

  /** Paths that are kept; a mapping has some dozens for a type. */
  private static final int MOST_PATHS = 4_096;

  private final int number;
  private final boolean concrete;
  private final Names<Property> properties = new Names<>();
  private final Names<Path> paths = new Names<>();
  private @Nullable Property[] beginnings = {null};
  private long required;
  private long telling;
  private SureCondition[] absences = NONE;
  private SureCondition[] conditions = NONE;

  /**
   * @param number of a type that references can lead to; -1 for others
   * @param concrete whether it is the type of a resource
   */
  SureShape(int number, boolean concrete) {
    this.number = number;
    this.concrete = concrete;
  }

  /** What stands in a property. */
  enum Kind {
    TEXT,
    /** A text that may be any that is not empty. */
    FREE_TEXT,
    NUMBER_OR_BOOLEAN,
    OBJECT,
    /** {@code value[x]}: no property, but a slot can be named so. */
    CHOICE,
    /** A resource in a resource: never sure. */
    RESOURCE
  }

  /**
   * What is asked of the values of a property.
   *
   * @param primitive of texts, numbers and booleans
   * @param codes of a required binding of a text
   * @param text that must be true of a text besides
   * @param systems those found right before, of an address of a system or an extension
   * @param object of what has parts
   */
  record Value(
      Primitive primitive,
      @Nullable Words codes,
      @Nullable Predicate<String> text,
      @Nullable Systems systems,
      @Nullable Parts object) {}

  /** A property of the JSON object. Flat: every value of a message comes by here. */
  static final class Property extends Names.Named {
    private final Kind kind;
    private final boolean choice;
    private final boolean extensions;
    private final int limit;
    private final long bit;
    private final long chosen;
    private final Primitive primitive;
    private final @Nullable Words codes;
    private final @Nullable Predicate<String> text;
    private final @Nullable Systems systems;
    private final @Nullable Parts object;

    Property(String name, Kind kind, Shape.Property from, Value value) {
      super(name);
      this.kind = kind;
      choice = from.element().isChoice();
      extensions = from.extensions();
      limit = from.element().limit();
      bit = from.bit();
      chosen = choice && !extensions ? bit : 0;
      primitive = value.primitive();
      codes = value.codes();
      text = value.text();
      systems = value.systems();
      object = value.object();
    }

    Kind kind() {
      return kind;
    }

    /** Whether its element has several types. */
    boolean choice() {
      return choice;
    }

    /** Whether it holds id and extensions of a primitive value ({@code _birthDate}). */
    boolean extensions() {
      return extensions;
    }

    /** How many values. */
    int limit() {
      return limit;
    }

    /** Whether its value is an array. */
    boolean repeats() {
      return limit > 1;
    }

    /** The bit of its element. */
    long bit() {
      return bit;
    }

    /** The bit of an element that has one of several types by this property; else none. */
    long chosen() {
      return chosen;
    }

    Primitive primitive() {
      return primitive;
    }

    @Nullable Words codes() {
      return codes;
    }

    @Nullable Predicate<String> text() {
      return text;
    }

    @Nullable Systems systems() {
      return systems;
    }

    @Nullable Parts object() {
      return object;
    }
  }

  /** A path of slots and where it leads to. */
  static final class Path extends Names.Named {
    private final Property property;

    Path(String text, Property property) {
      super(text);
      this.property = property;
    }

    /** The property in which its slots stand. */
    Property property() {
      return property;
    }
  }

  /**
   * What has parts.
   *
   * @param conditions of this element, beside those of its type
   * @param codes of a required binding
   * @param concept whether the codes are those of a CodeableConcept
   * @param targets of a reference, a bit for each {@link #number}; null allows all
   * @param reference whether nothing is asked of it but where it leads
   * @param plain whether nothing is asked of it but what its type asks
   */
  record Parts(
      SureShape shape,
      SureCondition[] conditions,
      @Nullable CodeSet codes,
      boolean concept,
      long @Nullable [] targets,
      boolean reference,
      boolean plain) {
    static Parts of(
        SureShape shape,
        SureCondition[] conditions,
        @Nullable CodeSet codes,
        boolean concept,
        long @Nullable [] targets) {
      boolean plain = conditions.length == 0 && codes == null;
      return new Parts(
          shape,
          conditions,
          codes,
          concept,
          targets,
          plain && targets != null,
          plain && targets == null);
    }

    boolean allows(SureShape target) {
      return targets == null
          || (target.number >= 0 && (targets[target.number >> 6] & 1L << target.number) != 0);
    }
  }

  /** See {@link ResourceChecker#expect}. */
  synchronized void expect(String text) {
    Property property = paths.size() < MOST_PATHS && paths.find(text) == null ? at(text) : null;
    if (property != null) {
      paths.add(List.of(new Path(text, property)));
    }
  }

  /**
   * An expected path.
   *
   * @param before that of the slot before in the same statement; null for the first
   */
  @Nullable Path path(String text, @Nullable Path before) {
    return paths.find(text, before);
  }

  /** The property in which the slot of a path stands; null for parts, and what is told of more. */
  @Nullable Property at(String path) {
    int bracket = path.indexOf('[');
    if (bracket < 0) {
      return property(path);
    }
    if (!path.startsWith(CHOICE, bracket)) {
      return property(path, bracket);
    }
    // What is told of a concept stands in a contained resource.
    boolean detail = path.indexOf("]#", bracket) >= 0;
    return detail ? null : property(path.substring(0, bracket + CHOICE.length()));
  }

  /** Its properties. */
  void fill(List<Property> all, long needed, List<SureCondition> invariants) {
    properties.add(all);
    beginnings = new @Nullable Property[Integer.highestOneBit(Math.max(1, all.size())) << 2];
    for (Property each : all) {
      int at = spread(each.name(), each.name().length()) & (beginnings.length - 1);
      while (beginnings[at] != null) {
        at = (at + 1) & (beginnings.length - 1);
      }
      beginnings[at] = each;
    }
    required = needed;
    invariants.forEach(each -> telling |= each.absent());
    absences = invariants.stream().filter(each -> each.absent() != 0).toArray(SureCondition[]::new);
    conditions =
        invariants.stream().filter(each -> each.absent() == 0).toArray(SureCondition[]::new);
  }

  /** Whether a resource can be of this type. */
  boolean isConcrete() {
    return concrete;
  }

  @Nullable Property property(String name) {
    return properties.find(name);
  }

  /**
   * The property of a name.
   *
   * @param before the one before it in the same object; null for the first
   */
  @Nullable Property property(String name, @Nullable Property before) {
    return properties.find(name, before);
  }

  /** The property whose name is what stands before a place of a text. */
  @Nullable Property property(String text, int end) {
    if (end == 0) {
      return null;
    }
    int at = spread(text, end) & (beginnings.length - 1);
    for (Property there = beginnings[at]; there != null; there = beginnings[at]) {
      if (there.name().length() == end && text.startsWith(there.name())) {
        return there;
      }
      at = (at + 1) & (beginnings.length - 1);
    }
    return null;
  }

  /** Whether nothing lacks that is required. */
  boolean isWhole(long present) {
    return (required & ~present) == 0;
  }

  /** Whether every invariant holds, whatever the elements say. */
  boolean holds(long present) {
    return ((present & telling) == 0 || hold(absences, present)) && hold(conditions, present);
  }

  /** Whether every invariant holds of an object. */
  boolean holds(long present, ObjectNode object) {
    return ((present & telling) == 0 || hold(absences, present, object))
        && (conditions.length == 0 || hold(conditions, present, object));
  }

  private static boolean hold(SureCondition[] conditions, long present) {
    for (SureCondition condition : conditions) {
      if (!condition.holds(present)) {
        return false;
      }
    }
    return true;
  }

  /** Whether all of them hold of an object. */
  static boolean hold(SureCondition[] conditions, long present, ObjectNode object) {
    for (SureCondition condition : conditions) {
      if (!condition.holds(present, object)) {
        return false;
      }
    }
    return true;
  }

  /** Of a beginning, without looking at all of it. */
  private static int spread(String text, int end) {
    int hash = (31 * text.charAt(0) + text.charAt(end - 1)) * 31 + end;
    return hash ^ hash >>> 15;
  }
}
