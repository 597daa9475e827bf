package dev.trestle.semantics.mapping.convert;

import dev.trestle.semantics.mapping.terminology.CodeTable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Appointment.participant of a resource that was booked: a person, a place or a thing.
 *
 * <p>Settings: {@code actor} is {@code practitioner}, {@code location} or {@code thing}; {@code
 * type}, {@code start}, {@code duration}, {@code units} and {@code status} are fields of the
 * segment; {@code required} stands as it is.
 */
final class Attendees implements Converter {
  @Override
  public @Nullable JsonNode convert(Taken taken, Draft draft) {
    int mark = draft.mark();
    ObjectNode participant = draft.object();
    int typeField = Durations.field(taken, "type");
    if (typeField > 0 && !taken.at(typeField, 1).text(0).isEmpty()) {
      JsonNode type = new ConceptConverter().convert(taken.at(typeField, 1), draft);
      if (type != null) {
        participant.set("type", draft.array().add(type));
      }
    }
    JsonNode actor =
        switch (taken.parameters().get("actor")) {
          case "practitioner" -> SharedResources.practitioner(taken, draft);
          case "location" -> SharedResources.location(taken, draft);
          default -> thing(taken, draft);
        };
    if (actor == null) {
      draft.take(mark);
      return null;
    }
    participant.set("actor", actor);
    String required = taken.parameters().get("required");
    if (!required.isEmpty()) {
      draft.constant(participant, "required", required);
    }
    status(taken, participant, draft);
    period(taken, participant, draft);
    return participant;
  }

  /** A device or a team: nothing names it beyond this hospital, so it is shown and not linked. */
  private static @Nullable ObjectNode thing(Taken taken, Draft draft) {
    int part = taken.text(2).isEmpty() ? 1 : 2;
    if (taken.text(part).isEmpty()) {
      return null;
    }
    ObjectNode actor = draft.object();
    if (part == 2 && !taken.text(1).isEmpty()) {
      ObjectNode identifier = draft.object();
      String place = taken.segment().name() + "-" + taken.field();
      String system = taken.text(3).isEmpty() ? place : taken.text(3);
      draft.constant(identifier, "system", draft.feed().localSystem(system));
      draft.put(identifier, "value", taken, 1);
      draft.use(taken, 3, 0);
      actor.set("identifier", identifier);
    }
    draft.put(actor, "display", taken, part);
    return actor;
  }

  /** Required in R4: what was booked is accepted unless its own status says otherwise. */
  private static void status(Taken taken, ObjectNode participant, Draft draft) {
    int field = Durations.field(taken, "status");
    Taken status = taken.at(Math.max(field, 1), 1);
    CodeTable.Target known =
        field == 0 ? null : draft.find("0278-participant-status", status.value());
    if (known == null || known.code().isEmpty()) {
      draft.constant(participant, "status", "accepted");
    } else {
      draft.put(participant, "status", known.code(), status, 1);
      draft.use(status, 0, 0);
    }
  }

  private static void period(Taken taken, ObjectNode participant, Draft draft) {
    int field = Durations.field(taken, "start");
    if (field == 0 || taken.at(field, 1).value().isEmpty()) {
      return;
    }
    Taken start = taken.at(field, 1);
    ObjectNode period = draft.object();
    Periods.putTime(period, "start", start, 1, draft);
    JsonNode end = period.isEmpty() ? null : Durations.end(start, draft);
    if (end != null) {
      period.set("end", end);
    }
    if (!period.isEmpty()) {
      participant.set("period", period);
    }
  }
}
