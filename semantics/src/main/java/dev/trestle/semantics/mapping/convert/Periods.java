package dev.trestle.semantics.mapping.convert;

import tools.jackson.databind.node.ObjectNode;

/** Puts a period of two parts into a value. */
final class Periods {
  private Periods() {}

  static void put(ObjectNode value, Taken taken, int startPart, int endPart, Draft draft) {
    int mark = draft.mark();
    ObjectNode period = draft.object();
    putTime(period, "start", taken, startPart, draft);
    putTime(period, "end", taken, endPart, draft);
    if (period.isEmpty()) {
      draft.take(mark);
    } else {
      value.set("period", period);
    }
  }

  /** The same, or where neither is valued the range (DR) that an older version has. */
  static void put(
      ObjectNode value, Taken taken, int startPart, int endPart, int rangePart, Draft draft) {
    boolean own = !taken.text(startPart).isEmpty() || !taken.text(endPart).isEmpty();
    if (own || taken.text(rangePart).isEmpty()) {
      put(value, taken, startPart, endPart, draft);
      return;
    }
    int mark = draft.mark();
    ObjectNode period = draft.object();
    int parts = taken.subparts(rangePart);
    putTime(period, "start", taken, rangePart, parts > 1 ? 1 : 0, draft);
    if (parts > 1) {
      putTime(period, "end", taken, rangePart, 2, draft);
    }
    if (period.isEmpty()) {
      draft.take(mark);
    } else {
      value.set("period", period);
    }
  }

  private static void putTime(
      ObjectNode period, String name, Taken taken, int part, int subpart, Draft draft) {
    String text = taken.text(part, subpart);
    String time = text.isEmpty() ? null : FhirTimes.dateTime(text, taken.location(part), draft);
    if (time != null) {
      period.set(name, draft.leaf(time, taken, part, subpart));
    }
  }

  static void putTime(ObjectNode period, String name, Taken taken, int part, Draft draft) {
    // A DR's times are TS with a precision as second subcomponent.
    String text = taken.subparts(part) > 1 ? taken.text(part, 1) : taken.text(part);
    if (text.isEmpty()) {
      return;
    }
    String time = FhirTimes.dateTime(text, taken.location(part), draft);
    if (time != null) {
      draft.put(period, name, time, taken, part);
    }
  }
}
