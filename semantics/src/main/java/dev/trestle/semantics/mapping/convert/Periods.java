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
