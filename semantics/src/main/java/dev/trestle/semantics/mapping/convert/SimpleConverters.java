package dev.trestle.semantics.mapping.convert;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.semantics.mapping.terminology.CodeTable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Converters of simple types. */
final class SimpleConverters {
  private static final int MAX_WHOLE_DIGITS = 9;

  private SimpleConverters() {}

  /** The whole taken, with separators of parts as read. */
  static @Nullable JsonNode text(Taken taken, Draft draft) {
    String text = taken.text(0);
    return text.isEmpty() ? null : draft.leaf(text, taken, 0, 0);
  }

  /** The first part only: {@code ^} in a simple field is a stray. */
  static @Nullable JsonNode first(Taken taken, Draft draft) {
    String text = taken.value();
    return text.isEmpty() ? null : draft.leaf(text, taken, 1, 0);
  }

  static @Nullable JsonNode date(Taken taken, Draft draft) {
    String text = taken.value();
    String date = text.isEmpty() ? null : FhirTimes.date(text, taken.location(), draft);
    return date == null ? null : draft.leaf(date, taken, 1, 0);
  }

  static @Nullable JsonNode dateTime(Taken taken, Draft draft) {
    String text = taken.value();
    String time = text.isEmpty() ? null : FhirTimes.dateTime(text, taken.location(), draft);
    return time == null ? null : draft.leaf(time, taken, 1, 0);
  }

  static @Nullable JsonNode instant(Taken taken, Draft draft) {
    String text = taken.value();
    String time = text.isEmpty() ? null : FhirTimes.instant(text, taken.location(), draft);
    return time == null ? null : draft.leaf(time, taken, 1, 0);
  }

  /** DR: {@code start^end}. */
  static @Nullable JsonNode period(Taken taken, Draft draft) {
    ObjectNode period = draft.object();
    Periods.putTime(period, "start", taken, 1, draft);
    Periods.putTime(period, "end", taken, 2, draft);
    return period.isEmpty() ? null : period;
  }

  static @Nullable JsonNode truth(Taken taken, Draft draft) {
    CodeTable own = taken.parameters().table();
    CodeTable table = own == null ? draft.feed().table("0136-yes-no") : own;
    CodeTable.Target target = draft.find(table, taken.value());
    if (target == null) {
      if (!taken.value().isEmpty()) {
        draft.unmapped(table, taken.value(), taken, 0, ".");
      }
      return null;
    }
    draft.use(taken, 0, 0);
    if (target.code().isEmpty()) {
      return null;
    }
    return draft.leaf(target.code().equals("true"), taken, 1);
  }

  static @Nullable JsonNode whole(Taken taken, Draft draft) {
    String text = taken.value();
    if (text.isEmpty()) {
      return null;
    }
    BigDecimal number = Numbers.read(text);
    boolean whole = number != null && number.stripTrailingZeros().scale() <= 0;
    if (number == null || !whole || text.length() > MAX_WHOLE_DIGITS || number.signum() <= 0) {
      draft.warn(ProblemCode.NUMBER_INVALID, taken.location(), "Not a whole number above zero.");
      return null;
    }
    return draft.leaf(number.intValueExact(), taken, 1);
  }

  /** A code of the element's own value set that needs no table, as a CodeableConcept of a text. */
  static @Nullable JsonNode textConcept(Taken taken, Draft draft) {
    ObjectNode concept = draft.object();
    return draft.put(concept, "text", taken, 0) ? concept : null;
  }

  /** An Annotation of a text that is no NTE. */
  static @Nullable JsonNode textNote(Taken taken, Draft draft) {
    ObjectNode note = draft.object();
    int part = taken.parts() > 1 && !taken.text(2).isEmpty() ? 2 : 0;
    draft.use(taken, 0, 0);
    return draft.put(note, "text", taken, part) ? note : null;
  }

  /** CQ or NM as Quantity; settings {@code unit} for a fixed UCUM unit. */
  static @Nullable JsonNode quantity(Taken taken, Draft draft) {
    BigDecimal number = Numbers.read(taken.value());
    if (number == null) {
      if (!taken.value().isEmpty()) {
        draft.warn(ProblemCode.NUMBER_INVALID, taken.location(), "Not a number.");
      }
      return null;
    }
    ObjectNode quantity = draft.object();
    quantity.set("value", draft.leaf(number, taken, 1));
    String unit = taken.parameters().get("unit");
    if (!unit.isEmpty()) {
      draft.constant(quantity, "unit", unit);
      draft.constant(quantity, "system", Numbers.UCUM);
      draft.constant(quantity, "code", unit);
    } else if (taken.subparts(2) > 1) {
      draft.put(quantity, "unit", taken, 2, 1);
    } else {
      draft.put(quantity, "unit", taken, 2);
    }
    return quantity;
  }

  /** An Address of a text. */
  static @Nullable JsonNode addressText(Taken taken, Draft draft) {
    ObjectNode address = draft.object();
    return draft.put(address, "text", taken, 0) ? address : null;
  }

  /** Patient.communication of a language. */
  static @Nullable JsonNode communication(Taken taken, Draft draft) {
    JsonNode language = new ConceptConverter().convert(taken, draft);
    if (language == null) {
      return null;
    }
    ObjectNode communication = draft.object();
    communication.set("language", language);
    return communication;
  }
}
