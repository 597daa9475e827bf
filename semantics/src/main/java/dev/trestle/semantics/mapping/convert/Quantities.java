package dev.trestle.semantics.mapping.convert;

import dev.trestle.kernel.problem.ProblemCode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Amounts whose units stand in another field of the segment. */
final class Quantities {
  private Quantities() {}

  /** NM as a Quantity without comparator; setting {@code units} is the field with its units. */
  static @Nullable JsonNode withUnits(Taken taken, Draft draft) {
    String text = taken.value();
    if (text.isEmpty()) {
      return null;
    }
    if (Numbers.read(text) == null) {
      draft.warn(ProblemCode.NUMBER_INVALID, taken.location(), "Not a number.");
      return null;
    }
    return of(taken, units(taken, taken.parameters().get("units")), draft);
  }

  /** A Quantity of a field that is known to be a number, or null. */
  static @Nullable ObjectNode of(Taken taken, @Nullable Taken units, Draft draft) {
    if (Numbers.read(taken.value()) == null) {
      return null;
    }
    return (ObjectNode) StructuredNumber.quantity(taken, 1, taken.value(), units, draft);
  }

  /** The field with units, or null when it says nothing. */
  static @Nullable Taken units(Taken taken, String field) {
    if (field.isEmpty()) {
      return null;
    }
    Taken units = taken.at(Integer.parseInt(field), 1);
    return units.text(1).isEmpty() && units.text(2).isEmpty() ? null : units;
  }

  /** A count, which may be none. */
  static @Nullable JsonNode count(Taken taken, Draft draft) {
    Integer count = whole(taken.value());
    if (count == null || count < 0) {
      if (!taken.value().isEmpty()) {
        draft.warn(ProblemCode.NUMBER_INVALID, taken.location(), "Not a count.");
      }
      return null;
    }
    return draft.leaf(count, taken, 1);
  }

  /** A whole number of a count, or null. */
  static @Nullable Integer whole(String text) {
    BigDecimal number = Numbers.read(text);
    boolean whole = number != null && number.scale() <= 0 && text.length() <= 9;
    return number != null && whole ? number.intValueExact() : null;
  }
}
