package dev.trestle.semantics.mapping.convert;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.semantics.hl7v2.Segment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Dosages of the segments of one medication order: the amount where it was ordered, its timing in
 * TQ1 or in the old TQ field, its route in RXR. Nothing is worked out: what is no plain amount or
 * no known pattern stays text.
 *
 * <p>Settings, fields of the segment at hand: {@code min}, {@code max} and {@code units} of the
 * amount, {@code text} of the instructions, {@code rate} and {@code rate-units}, {@code timing} of
 * a TQ.
 */
final class DosageConverter implements Converter {
  private static final int ROUTE = 1;
  private static final int SITE = 2;
  private static final int METHOD = 4;
  private static final int INSTRUCTION = 5;
  private static final String ROUTES = "http://terminology.hl7.org/CodeSystem/v2-0162";

  @Override
  public @Nullable JsonNode convert(Taken taken, Draft draft) {
    List<Segment> routes = near(taken, "RXR", draft);
    ArrayNode dosages = draft.array();
    for (TimingReader timing : timings(taken, draft)) {
      ObjectNode dosage = draft.object();
      text(taken, timing, dosage, draft);
      instructions(taken, timing, routes, dosage, draft);
      timing.put(dosage, draft);
      if (routes.size() == 1) {
        route(routes.get(0), taken, dosage, draft);
      }
      amount(taken, timing, dosage, draft);
      if (!dosage.isEmpty()) {
        dosages.add(dosage);
      }
    }
    return dosages.isEmpty() ? null : dosages;
  }

  /** The segments of a name after the one at hand, else those before it. */
  private static List<Segment> near(Taken taken, String name, Draft draft) {
    List<Segment> before = new ArrayList<>();
    List<Segment> after = new ArrayList<>();
    for (Segment segment : draft.lines()) {
      if (segment.name().equals(name)) {
        (segment.index() > taken.segment().index() ? after : before).add(segment);
      }
    }
    return after.isEmpty() ? before : after;
  }

  /**
   * One for each TQ1, or each repetition of the old field; one that says nothing when there is
   * none.
   */
  private static List<TimingReader> timings(Taken taken, Draft draft) {
    List<TimingReader> timings = new ArrayList<>();
    for (Segment segment : near(taken, "TQ1", draft)) {
      timings.add(TimingReader.ofSegment(segment, taken.parameters()));
    }
    if (timings.isEmpty()) {
      for (Taken old : oldFields(taken, draft)) {
        timings.add(TimingReader.ofField(old));
      }
    }
    return timings.isEmpty() ? List.of(TimingReader.NONE) : timings;
  }

  /** Until v2.4 the timing stood in RXE-1 or ORC-7. */
  private static List<Taken> oldFields(Taken taken, Draft draft) {
    List<Taken> found = repetitions(taken, Durations.field(taken, "timing"));
    for (Segment segment : draft.lines()) {
      if (found.isEmpty() && segment.name().equals("ORC")) {
        found = repetitions(new Taken(segment, 7, 1, 0, taken.parameters()), 7);
      }
    }
    return found;
  }

  private static List<Taken> repetitions(Taken taken, int field) {
    List<Taken> found = new ArrayList<>();
    for (int i = 1; field > 0 && i <= taken.segment().repetitions(field); i++) {
      Taken each = taken.at(field, i);
      if (!each.text(0).isEmpty()) {
        found.add(each);
      }
    }
    return found;
  }

  /** The instructions of the order, all repetitions below each other; else those of its timing. */
  private static void text(Taken taken, TimingReader timing, ObjectNode dosage, Draft draft) {
    StringBuilder text = new StringBuilder();
    Taken first = null;
    for (Taken each : repetitions(taken, Durations.field(taken, "text"))) {
      int part = each.text(2).isEmpty() ? each.text(1).isEmpty() ? 0 : 1 : 2;
      text.append(text.isEmpty() ? "" : "\n").append(each.text(part));
      first = first == null ? each : first;
      draft.use(each, 0, 0);
    }
    if (first != null) {
      draft.put(dosage, "text", text.toString(), first, 0);
    } else if (timing.instruction() != null) {
      draft.put(dosage, "text", timing.instruction(), 0);
    }
  }

  private static void instructions(
      Taken taken, TimingReader timing, List<Segment> routes, ObjectNode dosage, Draft draft) {
    ArrayNode instructions = draft.array();
    Taken condition = timing.condition();
    if (condition != null) {
      ObjectNode text = draft.object();
      draft.put(text, "text", condition, 0);
      instructions.add(text);
    }
    for (Segment route : routes) {
      // Several RXR are alternatives: which one it will be nobody knows yet.
      if (routes.size() > 1) {
        concept(new Taken(route, ROUTE, 1, 0, taken.parameters()), ROUTES, instructions, draft);
      }
      concept(new Taken(route, INSTRUCTION, 1, 0, taken.parameters()), "", instructions, draft);
    }
    int minField = Durations.field(taken, "min");
    if (minField > 0) {
      wordy(taken.at(minField, 1), instructions, draft);
    }
    if (!instructions.isEmpty()) {
      dosage.set("additionalInstruction", instructions);
    }
  }

  /** An amount in words is no dose, and is told as it was. */
  private static void wordy(Taken amount, ArrayNode into, Draft draft) {
    if (!amount.text(0).isEmpty() && Numbers.read(amount.value()) == null) {
      draft.warn(ProblemCode.NUMBER_INVALID, amount.location(), "Not a number; it stands as text.");
      ObjectNode text = draft.object();
      draft.put(text, "text", amount, 0);
      into.add(text);
    }
  }

  private static void concept(Taken taken, String system, ArrayNode into, Draft draft) {
    if (!taken.text(0).isEmpty()) {
      JsonNode concept = ConceptConverter.of(taken, system, draft);
      if (concept != null) {
        into.add(concept);
      }
    }
  }

  private static void route(Segment segment, Taken taken, ObjectNode dosage, Draft draft) {
    put(dosage, "site", new Taken(segment, SITE, 1, 0, taken.parameters()), "0163", draft);
    put(dosage, "route", new Taken(segment, ROUTE, 1, 0, taken.parameters()), "0162", draft);
    put(dosage, "method", new Taken(segment, METHOD, 1, 0, taken.parameters()), "0165", draft);
  }

  private static void put(ObjectNode dosage, String name, Taken taken, String table, Draft draft) {
    String system = "http://terminology.hl7.org/CodeSystem/v2-" + table;
    JsonNode concept = taken.text(0).isEmpty() ? null : ConceptConverter.of(taken, system, draft);
    if (concept != null) {
      dosage.set(name, concept);
    }
  }

  /** An amount, or a range when the order gives two; the rate beside it. */
  private static void amount(Taken taken, TimingReader timing, ObjectNode dosage, Draft draft) {
    ObjectNode amount = draft.object();
    int minField = Durations.field(taken, "min");
    int maxField = Durations.field(taken, "max");
    Taken units = Quantities.units(taken, taken.parameters().get("units"));
    Taken min = minField == 0 ? null : taken.at(minField, 1);
    Taken max = maxField == 0 ? null : taken.at(maxField, 1);
    if (min != null && max != null && differ(min, max)) {
      range(min, max, units, amount, draft);
    } else if (min != null && !min.value().isEmpty()) {
      set(amount, "doseQuantity", Quantities.of(min, units, draft));
      if (!amount.isEmpty() && max != null) {
        draft.use(max, 0, 0);
      }
    } else {
      set(amount, "doseQuantity", timing.quantity(draft));
    }
    int rate = Durations.field(taken, "rate");
    if (rate > 0) {
      Taken rateUnits = Quantities.units(taken, taken.parameters().get("rate-units"));
      set(amount, "rateQuantity", Quantities.of(taken.at(rate, 1), rateUnits, draft));
    }
    if (!amount.isEmpty()) {
      dosage.set("doseAndRate", draft.array().add(amount));
    }
  }

  private static boolean differ(Taken min, Taken max) {
    return !max.value().isEmpty() && !max.value().equals(min.value());
  }

  private static void range(
      Taken min, Taken max, @Nullable Taken units, ObjectNode amount, Draft draft) {
    ObjectNode range = draft.object();
    set(range, "low", Quantities.of(min, units, draft));
    set(range, "high", Quantities.of(max, units, draft));
    if (!range.isEmpty()) {
      amount.set("doseRange", range);
    }
  }

  private static void set(ObjectNode object, String name, @Nullable JsonNode value) {
    if (value != null) {
      object.set(name, value);
    }
  }
}
