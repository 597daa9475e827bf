package dev.trestle.semantics.mapping.convert;

import dev.trestle.semantics.hl7v2.Segment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * When a medication is to be given: of a TQ1, or of a TQ as it stood in RXE-1 and ORC-7 (HL7 v2.5.1
 * §4.5.4, §4.3.1). A part that is null is not said.
 *
 * @param patterns RPT, or the first subcomponent of TQ-2; several are told as text
 * @param times times of day
 * @param start first instant
 * @param end last instant
 * @param count how often altogether
 * @param amount CQ of one occasion
 * @param condition under which it is given
 * @param instruction in words
 */
record TimingReader(
    List<Taken> patterns,
    List<Taken> times,
    @Nullable Taken start,
    @Nullable Taken end,
    @Nullable Taken count,
    @Nullable Taken amount,
    @Nullable Taken condition,
    @Nullable Taken instruction) {
  static final TimingReader NONE =
      new TimingReader(List.of(), List.of(), null, null, null, null, null, null);

  static TimingReader ofSegment(Segment segment, Parameters parameters) {
    return new TimingReader(
        all(segment, 3, parameters),
        all(segment, 4, parameters),
        one(segment, 7, 0, parameters),
        one(segment, 8, 0, parameters),
        one(segment, 14, 0, parameters),
        one(segment, 2, 0, parameters),
        one(segment, 10, 0, parameters),
        one(segment, 11, 0, parameters));
  }

  static TimingReader ofField(Taken field) {
    Taken pattern = part(field, 2);
    return new TimingReader(
        pattern == null ? List.of() : List.of(pattern),
        List.of(),
        part(field, 4),
        part(field, 5),
        part(field, 12),
        part(field, 1),
        part(field, 7),
        part(field, 8));
  }

  private static List<Taken> all(Segment segment, int field, Parameters parameters) {
    List<Taken> found = new ArrayList<>(1);
    for (int i = 1; i <= segment.repetitions(field); i++) {
      Taken each = new Taken(segment, field, i, 0, parameters);
      if (!each.text(0).isEmpty()) {
        found.add(each);
      }
    }
    return found;
  }

  private static @Nullable Taken one(
      Segment segment, int field, int component, Parameters parameters) {
    Taken taken = new Taken(segment, field, 1, component, parameters);
    return taken.text(0).isEmpty() ? null : taken;
  }

  private static @Nullable Taken part(Taken field, int component) {
    Taken taken =
        new Taken(
            field.segment(), field.field(), field.repetition(), component, field.parameters());
    return taken.text(0).isEmpty() ? null : taken;
  }

  /** The amount of one occasion, or null when it is no number. */
  @Nullable JsonNode quantity(Draft draft) {
    Taken taken = amount;
    return taken == null || Numbers.read(taken.value()) == null
        ? null
        : SimpleConverters.quantity(taken, draft);
  }

  /** The Timing of a TQ1 that says when, or null. */
  static @Nullable JsonNode timing(Taken taken, Draft draft) {
    TimingReader reader = ofSegment(taken.segment(), taken.parameters());
    ObjectNode timing = reader.timing(reader.pattern(), draft);
    return timing.isEmpty() ? null : timing;
  }

  /** Puts {@code timing} and {@code asNeededBoolean}. */
  void put(ObjectNode dosage, Draft draft) {
    RepeatPattern pattern = pattern();
    ObjectNode timing = timing(pattern, draft);
    if (!timing.isEmpty()) {
      dosage.set("timing", timing);
    }
    if (pattern != null && pattern.asNeeded()) {
      dosage.set("asNeededBoolean", draft.leaf(true, patterns.get(0), 1));
    }
  }

  private @Nullable RepeatPattern pattern() {
    return patterns.size() == 1 ? RepeatPattern.of(patterns.get(0)) : null;
  }

  private ObjectNode timing(@Nullable RepeatPattern pattern, Draft draft) {
    ObjectNode timing = draft.object();
    ObjectNode repeat = repeat(pattern, draft);
    if (!repeat.isEmpty()) {
      timing.set("repeat", repeat);
    }
    ObjectNode code = code(pattern, draft);
    if (!code.isEmpty()) {
      timing.set("code", code);
    }
    return timing;
  }

  private ObjectNode repeat(@Nullable RepeatPattern pattern, Draft draft) {
    ObjectNode repeat = draft.object();
    ObjectNode bounds = draft.object();
    if (start != null) {
      Periods.putTime(bounds, "start", start, 1, draft);
    }
    if (end != null) {
      Periods.putTime(bounds, "end", end, 1, draft);
    }
    if (!bounds.isEmpty()) {
      repeat.set("boundsPeriod", bounds);
    }
    Integer total = count == null ? null : Quantities.whole(count.value());
    if (count != null && total != null && total > 0) {
      repeat.set("count", draft.leaf(total, count, 1));
    }
    if (pattern != null) {
      pattern.put(repeat, patterns.get(0), draft);
    }
    timesOfDay(repeat, draft);
    return repeat;
  }

  private void timesOfDay(ObjectNode repeat, Draft draft) {
    ArrayNode clocks = draft.array();
    for (Taken time : times) {
      String clock = FhirTimes.timeOfDay(time.value());
      if (clock == null) {
        return; // told in part it would be another timing
      }
      clocks.add(clock);
    }
    for (int i = 0; i < clocks.size(); i++) {
      clocks.set(i, draft.leaf(clocks.get(i).asString(), times.get(i), 1, 0));
    }
    if (!clocks.isEmpty()) {
      repeat.set("timeOfDay", clocks);
    }
  }

  /** The pattern as sent, with its code where it is one. */
  private ObjectNode code(@Nullable RepeatPattern pattern, Draft draft) {
    ObjectNode code = draft.object();
    if (patterns.isEmpty() || (pattern != null && pattern.isOnlyAsNeeded())) {
      return code;
    }
    Taken first = patterns.get(0);
    if (pattern != null && !pattern.gts().isEmpty()) {
      ObjectNode coding = draft.object();
      draft.constant(coding, "system", "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation");
      draft.put(coding, "code", pattern.gts(), first, 1);
      code.set("coding", draft.array().add(coding));
    }
    StringBuilder text = new StringBuilder();
    for (Taken each : patterns) {
      boolean whole = pattern == null || !pattern.isExact();
      text.append(text.isEmpty() ? "" : ", ").append(whole ? each.text(0) : each.text(1));
      draft.use(each, whole ? 0 : 1, 0);
    }
    draft.put(code, "text", text.toString(), first, pattern != null && pattern.isExact() ? 1 : 0);
    return code;
  }
}
