package dev.trestle.semantics.mapping.convert;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.semantics.mapping.terminology.CodeTable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * SN, NR and numbers with a comparator (HL7 v2.5.1 §2.A.72). What is no number, range or ratio
 * stands as text, nothing of it is left out.
 */
final class StructuredNumber {
  static final String UNITS_EXTENSION = "urn:trestle:extension:units";

  private StructuredNumber() {}

  /** SN: {@code comparator^number^separator^number}, or all of it in the first component. */
  static JsonNode value(Taken taken, @Nullable Taken units, Draft draft) {
    String comparator = taken.text(1);
    String separator = taken.text(3);
    JsonNode value = null;
    String name = "valueQuantity";
    if (separator.isEmpty() && taken.text(4).isEmpty()) {
      value =
          taken.text(2).isEmpty()
              ? quantity(taken, 1, comparator, units, draft)
              : quantity(taken, 2, comparator + taken.text(2), units, draft);
    } else if (separator.equals("-") && comparator.isEmpty()) {
      name = "valueRange";
      value = range(taken, 2, 4, units, draft);
    } else if (separator.equals(":") || separator.equals("/")) {
      name = "valueRatio";
      value = ratio(taken, comparator, draft);
    }
    if (value == null) {
      draft.warn(
          ProblemCode.NUMBER_INVALID, taken.location(), "No structured number; it stands as text.");
      return ObservationValue.text(taken, draft);
    }
    draft.use(taken, 0, 0);
    ObjectNode choice = draft.object();
    choice.set(name, value);
    return choice;
  }

  /** NR: {@code low^high}. */
  static JsonNode range(Taken taken, @Nullable Taken units, Draft draft) {
    JsonNode range = range(taken, 1, 2, units, draft);
    if (range == null) {
      draft.warn(ProblemCode.NUMBER_INVALID, taken.location(), "No range; it stands as text.");
      return ObservationValue.text(taken, draft);
    }
    ObjectNode choice = draft.object();
    choice.set("valueRange", range);
    return choice;
  }

  private static @Nullable JsonNode range(
      Taken taken, int lowPart, int highPart, @Nullable Taken units, Draft draft) {
    boolean lowFits = taken.text(lowPart).isEmpty() || Numbers.read(taken.text(lowPart)) != null;
    boolean highFits = taken.text(highPart).isEmpty() || Numbers.read(taken.text(highPart)) != null;
    if (!lowFits || !highFits) {
      return null;
    }
    ObjectNode range = draft.object();
    JsonNode low = quantity(taken, lowPart, taken.text(lowPart), units, draft);
    if (low != null) {
      range.set("low", low);
    }
    JsonNode high = quantity(taken, highPart, taken.text(highPart), units, draft);
    if (high != null) {
      range.set("high", high);
    }
    return range.isEmpty() ? null : range;
  }

  /** A titre: units belong to neither side. */
  private static @Nullable JsonNode ratio(Taken taken, String comparator, Draft draft) {
    boolean numbers = Numbers.read(taken.text(2)) != null && Numbers.read(taken.text(4)) != null;
    if (!numbers) {
      return null;
    }
    JsonNode numerator = quantity(taken, 2, comparator + taken.text(2), null, draft);
    JsonNode denominator = quantity(taken, 4, taken.text(4), null, draft);
    if (numerator == null || denominator == null) {
      return null;
    }
    ObjectNode ratio = draft.object();
    ratio.set("numerator", numerator);
    ratio.set("denominator", denominator);
    return ratio;
  }

  /**
   * A Quantity of a text with an optional comparator, or null when it is none.
   *
   * @param part where the digits stand
   * @param units the field with units, or null
   */
  static @Nullable JsonNode quantity(
      Taken taken, int part, String text, @Nullable Taken units, Draft draft) {
    String comparator = comparator(text);
    String digits = text.substring(comparator.length());
    BigDecimal number = Numbers.read(digits);
    if (number == null) {
      return null;
    }
    ObjectNode quantity = draft.object();
    quantity.set("value", draft.leaf(number, taken, part));
    if (!comparator.isEmpty() && !comparator.equals("=")) {
      String code = comparator.equals("=<") ? "<=" : comparator.equals("=>") ? ">=" : comparator;
      // Of an SN it has a component of its own.
      int at = taken.text(part).startsWith(comparator) ? part : 1;
      draft.put(quantity, "comparator", code, taken, at);
    }
    if (units != null) {
      units(units, draft, quantity);
    }
    return quantity;
  }

  /** OBX-6: a UCUM code when it says so or is in the table of unit spellings. */
  private static void units(Taken units, Draft draft, ObjectNode quantity) {
    boolean named = !units.text(2).isEmpty();
    draft.put(quantity, "unit", units, named ? 2 : 1);
    boolean ucum = units.text(3).equals("UCUM");
    CodeTable.Target known = ucum ? null : draft.find("units", units.text(1));
    if (ucum || known != null) {
      draft.constant(quantity, "system", Numbers.UCUM);
      draft.put(quantity, "code", known == null ? units.text(1) : known.code(), units, 1);
    } else if (named) {
      draft.constant(
          quantity,
          "system",
          draft.feed().localSystem(units.segment().name() + "-" + units.field()));
      draft.put(quantity, "code", units, 1);
    }
    draft.use(units, 1, 0);
    draft.use(units, 2, 0);
    draft.use(units, 3, 0);
    beside(units, draft, quantity);
  }

  /** Units in another list too, or of a version of one: a Quantity has one code (OBX-6.4 to 8). */
  private static void beside(Taken units, Draft draft, ObjectNode quantity) {
    boolean more = false;
    for (int part = 4; part <= units.parts() && !more; part++) {
      more = !units.text(part).isEmpty();
    }
    if (!more) {
      return;
    }
    int mark = draft.mark();
    ObjectNode extension = draft.object();
    draft.constant(extension, "url", UNITS_EXTENSION);
    JsonNode concept = ConceptConverter.of(units, "", draft);
    if (concept == null) {
      draft.take(mark);
      return;
    }
    extension.set("valueCodeableConcept", concept);
    quantity.set("extension", draft.array().add(extension));
  }

  private static String comparator(String text) {
    if (text.isEmpty() || "<>=".indexOf(text.charAt(0)) < 0) {
      return "";
    }
    boolean two = text.length() > 1 && "<>=".indexOf(text.charAt(1)) >= 0;
    String comparator = text.substring(0, two ? 2 : 1);
    return comparator.equals("<>") || comparator.equals("><") ? "" : comparator;
  }
}
