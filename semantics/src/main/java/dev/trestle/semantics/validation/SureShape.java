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

  private final int number;
  private final boolean concrete;
  private @Nullable String[] names = {null};
  private @Nullable Property[] properties = {null};
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
   * @param bit of its element
   * @param choice whether its element has several types
   * @param extensions whether it holds id and extensions of a primitive value ({@code _birthDate})
   * @param limit how many values; 1: it is no array
   * @param primitive of texts, numbers and booleans
   * @param codes of a required binding of a text
   * @param text that must be true of a text besides
   * @param free whether a text may be any that is not empty
   * @param systems those found right before, of an address of a system or an extension
   * @param object of what has parts
   */
  record Property(
      Kind kind,
      long bit,
      boolean choice,
      boolean extensions,
      int limit,
      Primitive primitive,
      @Nullable Words codes,
      @Nullable Predicate<String> text,
      boolean free,
      @Nullable Systems systems,
      @Nullable Parts object) {
    boolean repeats() {
      return limit > 1;
    }

    /** The bit of an element that has one of several types by this property; else none. */
    long chosen() {
      return choice && !extensions ? bit : 0;
    }
  }

  /**
   * What has parts.
   *
   * @param conditions of this element, beside those of its type
   * @param codes of a required binding
   * @param concept whether the codes are those of a CodeableConcept
   * @param targets of a reference, a bit for each {@link #number}; null allows all
   */
  record Parts(
      SureShape shape,
      SureCondition[] conditions,
      @Nullable CodeSet codes,
      boolean concept,
      long @Nullable [] targets) {
    /** Whether nothing is asked of it but where it leads. */
    boolean isReference() {
      return targets != null && conditions.length == 0 && codes == null;
    }

    boolean allows(SureShape target) {
      return targets == null
          || (target.number >= 0 && (targets[target.number >> 6] & 1L << target.number) != 0);
    }
  }

  /** Its properties, by name. */
  void fill(List<String> keys, List<Property> values, long needed, List<SureCondition> invariants) {
    int size = Integer.highestOneBit(Math.max(1, keys.size())) << 2;
    names = new @Nullable String[size];
    properties = new @Nullable Property[size];
    for (int i = 0; i < keys.size(); i++) {
      int at = spread(keys.get(i).hashCode()) & (size - 1);
      while (names[at] != null) {
        at = (at + 1) & (size - 1);
      }
      // Names in mappings are constants: found by being the same, without being compared.
      names[at] = keys.get(i).intern();
      properties[at] = values.get(i);
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
    int at = spread(name.hashCode()) & (names.length - 1);
    for (String there = names[at]; there != null; there = names[at]) {
      if (there.equals(name)) {
        return properties[at];
      }
      at = (at + 1) & (names.length - 1);
    }
    return null;
  }

  /**
   * The property that stands at the beginning of a text.
   *
   * @param hash of that beginning, as of a String
   */
  @Nullable Property property(String text, int from, int end, int hash) {
    int at = spread(hash) & (names.length - 1);
    for (String there = names[at]; there != null; there = names[at]) {
      if (there.length() == end - from && text.startsWith(there, from)) {
        return properties[at];
      }
      at = (at + 1) & (names.length - 1);
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
        && hold(conditions, present, object);
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

  private static int spread(int hash) {
    return hash ^ hash >>> 15;
  }
}
