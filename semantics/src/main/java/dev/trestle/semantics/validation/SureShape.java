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
  private @Nullable Property[] properties = {null};
  private @Nullable Property[] beginnings = {null};
  private volatile Paths paths = new Paths(4);
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
   * A property of the JSON object.
   *
   * @param name interned: names in mappings are constants, found by being the same
   * @param bit of its element
   * @param choice whether its element has several types
   * @param chosen the bit of an element that has one of several types by this property; else none
   * @param extensions whether it holds id and extensions of a primitive value ({@code _birthDate})
   * @param limit how many values; 1: it is no array
   * @param primitive of texts, numbers and booleans
   * @param codes of a required binding of a text
   * @param text that must be true of a text besides
   * @param systems those found right before, of an address of a system or an extension
   * @param object of what has parts
   */
  record Property(
      String name,
      Kind kind,
      long bit,
      boolean choice,
      long chosen,
      boolean extensions,
      int limit,
      Primitive primitive,
      @Nullable Words codes,
      @Nullable Predicate<String> text,
      @Nullable Systems systems,
      @Nullable Parts object) {
    boolean repeats() {
      return limit > 1;
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

  /** Paths and where they lead to; not changed once it is seen by others. */
  private static final class Paths {
    private final @Nullable String[] texts;
    private final @Nullable Property[] properties;
    private int count;

    Paths(int size) {
      texts = new @Nullable String[size];
      properties = new @Nullable Property[size];
    }

    @Nullable Property find(String path) {
      int at = spread(path.hashCode()) & (texts.length - 1);
      for (String there = texts[at]; there != null; there = texts[at]) {
        if (there.equals(path)) {
          return properties[at];
        }
        at = (at + 1) & (texts.length - 1);
      }
      return null;
    }

    Paths with(String path, Property property) {
      Paths more = new Paths(count * 4 < texts.length ? texts.length : texts.length * 2);
      for (int i = 0; i < texts.length; i++) {
        String text = texts[i];
        Property known = properties[i];
        if (text != null && known != null) {
          more.put(text, known);
        }
      }
      more.put(path, property);
      return more;
    }

    private void put(String path, Property property) {
      int at = spread(path.hashCode()) & (texts.length - 1);
      while (texts[at] != null) {
        at = (at + 1) & (texts.length - 1);
      }
      texts[at] = path;
      properties[at] = property;
      count++;
    }
  }

  /** See {@link ResourceChecker#expect}. */
  synchronized void expect(String path) {
    Property property = paths.count < MOST_PATHS && paths.find(path) == null ? find(path) : null;
    if (property != null) {
      paths = paths.with(path, property);
    }
  }

  /** The property in which the slot of a path stands; null for parts, and what is told of more. */
  @Nullable Property at(String path) {
    Property expected = paths.find(path);
    return expected != null ? expected : find(path);
  }

  private @Nullable Property find(String path) {
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
    int size = Integer.highestOneBit(Math.max(1, all.size())) << 2;
    properties = new @Nullable Property[size];
    beginnings = new @Nullable Property[size];
    for (Property each : all) {
      put(properties, each, spread(each.name().hashCode()));
      put(beginnings, each, spread(each.name(), each.name().length()));
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
    int at = spread(name.hashCode()) & (properties.length - 1);
    for (Property there = properties[at]; there != null; there = properties[at]) {
      if (there.name().equals(name)) {
        return there;
      }
      at = (at + 1) & (properties.length - 1);
    }
    return null;
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

  private static void put(@Nullable Property[] table, Property property, int hash) {
    int at = hash & (table.length - 1);
    while (table[at] != null) {
      at = (at + 1) & (table.length - 1);
    }
    table[at] = property;
  }

  /** Of a beginning, without looking at all of it. */
  private static int spread(String text, int end) {
    return spread((31 * text.charAt(0) + text.charAt(end - 1)) * 31 + end);
  }

  private static int spread(int hash) {
    return hash ^ hash >>> 15;
  }
}
