package dev.trestle.semantics.mapping.convert;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.semantics.hl7v2.Segment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OBX-5 by the type in OBX-2 (HL7 v2.5.1 §7.4.2), as the object of a choice element: {@code
 * {"valueQuantity": …}}. Several values are {@code {"component": […]}}, documents and pointers
 * {@code {"extension": […]}}: all of it is one value, so that whatever replaces it leaves nothing
 * of it behind. A type that is blank or not known gives a text and a finding; so does a number that
 * is none.
 */
final class ObservationValue implements Converter {
  private static final int TYPE = 2;
  private static final int CODE = 3;
  private static final int VALUE = 5;
  private static final int UNITS = 6;

  @Override
  public @Nullable JsonNode convert(Taken taken, Draft draft) {
    Segment segment = taken.segment();
    String type = segment.text(TYPE, 1, 0, 0).strip();
    draft.use(segment, TYPE, 1, 0);
    if (isText(type)) {
      return lines(taken, draft);
    }
    if (type.equals("ED") || type.equals("RP")) {
      return choice("extension", Attachments.extensions(type, taken, draft), draft);
    }
    int first = 0;
    int valued = 0;
    for (int i = segment.repetitions(VALUE); i >= 1; i--) {
      if (!taken.at(VALUE, i).text(0).isEmpty()) {
        first = i;
        valued++;
      }
    }
    return valued > 1
        ? choice("component", components(type, taken, draft), draft)
        : value(type, taken.at(VALUE, Math.max(1, first)), draft);
  }

  /**
   * Several values, each a component with the code of the Observation, which has none itself then
   * (invariant obs-7).
   */
  private static @Nullable JsonNode components(String type, Taken taken, Draft draft) {
    ArrayNode components = draft.array();
    for (int i = 1; i <= taken.segment().repetitions(VALUE); i++) {
      int mark = draft.mark();
      JsonNode concept = new ConceptConverter().convert(taken.at(CODE, 1), draft);
      JsonNode value = value(type, taken.at(VALUE, i), draft);
      if (concept == null || !(value instanceof ObjectNode choice)) {
        draft.take(mark);
        continue;
      }
      ObjectNode component = draft.object();
      component.set("code", concept);
      component.setAll(choice);
      components.add(component);
    }
    return components.isEmpty() ? null : components;
  }

  static boolean isText(String type) {
    return type.equals("TX") || type.equals("FT") || type.equals("ST");
  }

  private static @Nullable JsonNode value(String type, Taken taken, Draft draft) {
    if (taken.text(0).isEmpty()) {
      return null;
    }
    return switch (type) {
      case "NM" -> number(taken, draft);
      case "SN" -> StructuredNumber.value(taken, units(taken), draft);
      case "CWE", "CE", "CF", "CNE", "IS", "ID" ->
          choice("valueCodeableConcept", new ConceptConverter().convert(taken, draft), draft);
      case "DT", "DTM", "TS" -> time(taken, draft);
      case "TM" -> clock(taken, draft);
      case "NR" -> StructuredNumber.range(taken, units(taken), draft);
      case "DR" -> choice("valuePeriod", SimpleConverters.period(taken, draft), draft);
      default -> {
        draft.warn(
            ProblemCode.VALUE_INVALID,
            taken.segment().location(TYPE, 1, 0, 0),
            "The value type is blank or not known; the value stands as text.");
        yield text(taken, draft);
      }
    };
  }

  private static @Nullable JsonNode choice(String name, @Nullable JsonNode value, Draft draft) {
    if (value == null) {
      return null;
    }
    ObjectNode choice = draft.object();
    choice.set(name, value);
    return choice;
  }

  static JsonNode text(Taken taken, Draft draft) {
    ObjectNode choice = draft.object();
    choice.set("valueString", draft.leaf(taken.text(0), taken, 0, 0));
    units(choice, taken, draft);
    return choice;
  }

  /** A text that tells an amount loses its meaning without its units (OBX-6). */
  private static void units(ObjectNode choice, Taken taken, Draft draft) {
    Taken units = taken.at(UNITS, 1);
    int mark = draft.mark();
    ObjectNode extension = draft.object();
    draft.constant(extension, "url", StructuredNumber.UNITS_EXTENSION);
    JsonNode concept = units.text(1).isEmpty() ? null : ConceptConverter.of(units, "", draft);
    if (concept == null) {
      draft.take(mark);
      return;
    }
    extension.set("valueCodeableConcept", concept);
    ObjectNode beside = draft.object();
    beside.set("extension", draft.array().add(extension));
    choice.set("_valueString", beside);
  }

  private static JsonNode number(Taken taken, Draft draft) {
    JsonNode quantity = StructuredNumber.quantity(taken, 1, taken.text(0), units(taken), draft);
    if (quantity == null) {
      draft.warn(
          ProblemCode.NUMBER_INVALID, taken.location(), "Not a number; the value stands as text.");
      return text(taken, draft);
    }
    ObjectNode choice = draft.object();
    choice.set("valueQuantity", quantity);
    return choice;
  }

  private static @Nullable JsonNode time(Taken taken, Draft draft) {
    String time = FhirTimes.dateTime(taken.value(), taken.location(), draft);
    if (time == null) {
      return text(taken, draft);
    }
    ObjectNode choice = draft.object();
    choice.set("valueDateTime", draft.leaf(time, taken, 1, 0));
    return choice;
  }

  /** TM: {@code HH[MM[SS[.S]]]}; FHIR's time has no zone and wants seconds. */
  private static JsonNode clock(Taken taken, Draft draft) {
    String clock = FhirTimes.timeOfDay(taken.value());
    if (clock == null) {
      draft.warn(ProblemCode.DATE_INVALID, taken.location(), "Not a time; it stands as text.");
      return text(taken, draft);
    }
    ObjectNode choice = draft.object();
    choice.set("valueTime", draft.leaf(clock, taken, 1, 0));
    return choice;
  }

  /** All lines of a text and their repetitions, one below the other. */
  private static @Nullable JsonNode lines(Taken taken, Draft draft) {
    StringBuilder text = new StringBuilder();
    Taken first = null;
    List<Segment> lines = draft.lines();
    for (Segment line : lines.isEmpty() ? List.of(taken.segment()) : lines) {
      for (int i = 1; i <= Math.max(1, line.repetitions(VALUE)); i++) {
        text.append(text.isEmpty() && i == 1 && line == taken.segment() ? "" : "\n");
        String part = line.text(VALUE, i, 0, 0).stripTrailing();
        text.append(part);
        draft.use(line, VALUE, i, 0);
        if (first == null && !part.isBlank()) {
          first = new Taken(line, VALUE, i, 0, taken.parameters());
        }
      }
      useRepeated(taken.segment(), line, draft);
    }
    String whole = text.toString().stripTrailing();
    if (whole.isBlank()) {
      return null;
    }
    ObjectNode choice = draft.object();
    choice.set("valueString", draft.leaf(whole, first == null ? taken.at(VALUE, 1) : first, 0, 0));
    units(choice, taken, draft);
    return choice;
  }

  /** What a further line says like the first one is said. */
  private static void useRepeated(Segment first, Segment line, Draft draft) {
    if (line.index() == first.index()) {
      return;
    }
    for (int field = 2; field <= line.fieldCount(); field++) {
      if (field != VALUE && line.text(field, 0, 0, 0).equals(first.text(field, 0, 0, 0))) {
        draft.use(line, field, 0, 0);
      }
    }
  }

  static @Nullable Taken units(Taken taken) {
    Taken units = taken.at(UNITS, 1);
    return units.text(1).isEmpty() ? null : units;
  }
}
