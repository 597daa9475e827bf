package dev.trestle.semantics.validation.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slices of an element.
 *
 * @param closed whether each value has to be of one of them
 */
record Slicing(boolean closed, List<Slice> slices) {
  Slicing {
    slices = List.copyOf(slices);
  }

  /** Whether a value is of a slice. */
  @FunctionalInterface
  interface Matcher {
    boolean matches(ElementRule.Value value);
  }

  /**
   * A slice.
   *
   * @param rule its cardinality, and what holds of its values
   */
  record Slice(String name, Matcher matcher, ElementRule rule) {}

  /** The slice that a value is of; the first when there are several. */
  @Nullable Slice of(ElementRule.Value value) {
    for (Slice slice : slices) {
      if (slice.matcher().matches(value)) {
        return slice;
      }
    }
    return null;
  }
}
