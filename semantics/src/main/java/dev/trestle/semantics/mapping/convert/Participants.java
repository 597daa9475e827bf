package dev.trestle.semantics.mapping.convert;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Elements that hold a reference to a shared resource and say what it is for. */
final class Participants {
  private static final String PARTICIPATION =
      "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

  private static final String ROLES = "http://terminology.hl7.org/CodeSystem/v2-0443";
  private static final String PERFORMER_FUNCTION =
      "http://hl7.org/fhir/StructureDefinition/event-performerFunction";

  private Participants() {}

  /** Encounter.participant of an XCN; setting {@code role} is the participation type. */
  static @Nullable JsonNode encounter(Taken taken, Draft draft) {
    ObjectNode participant = draft.object();
    int mark = draft.mark();
    JsonNode type = draft.coding(PARTICIPATION, taken.parameters().get("role")).concept();
    participant.set("type", draft.array().add(type));
    JsonNode individual = SharedResources.practitioner(taken, draft);
    if (individual == null) {
      draft.take(mark);
      return null;
    }
    participant.set("individual", individual);
    return participant;
  }

  /**
   * An element of one reference: setting {@code in} names the property that holds it, {@code
   * function} is what it did, as system|code.
   */
  static @Nullable JsonNode performer(Taken taken, Draft draft) {
    int mark = draft.mark();
    ObjectNode performer = draft.object();
    String function = taken.parameters().get("function");
    if (!function.isEmpty()) {
      performer.set("function", function(taken, draft));
    }
    JsonNode actor = SharedResources.practitioner(taken, draft);
    if (actor == null) {
      draft.take(mark);
      return null;
    }
    performer.set(taken.parameters().get("in"), actor);
    return performer;
  }

  /**
   * A reference that says what its practitioner did, where the element has no place for it; setting
   * {@code function} as system|code.
   */
  static @Nullable JsonNode acting(Taken taken, Draft draft) {
    JsonNode practitioner = SharedResources.practitioner(taken, draft);
    if (practitioner == null) {
      return null;
    }
    ObjectNode actor = draft.more(practitioner);
    ObjectNode extension = draft.object();
    draft.constant(extension, "url", PERFORMER_FUNCTION);
    extension.set("valueCodeableConcept", function(taken, draft));
    actor.set("extension", draft.array().add(extension));
    return actor;
  }

  private static JsonNode function(Taken taken, Draft draft) {
    String function = taken.parameters().get("function");
    int bar = function.lastIndexOf('|');
    return draft.coding(function.substring(0, bar), function.substring(bar + 1)).concept();
  }

  /**
   * A role (ROL) in a list of participants; settings {@code type} is the property of the role,
   * {@code in} that of who has it; {@code role} and {@code start} are fields, the end is after it.
   */
  static @Nullable JsonNode role(Taken taken, Draft draft) {
    int mark = draft.mark();
    ObjectNode participant = draft.object();
    Taken role = taken.at(Durations.field(taken, "role"), 1);
    JsonNode concept = role.text(0).isEmpty() ? null : ConceptConverter.of(role, ROLES, draft);
    String property = taken.parameters().get("type");
    if (concept != null) {
      participant.set(property, property.equals("type") ? draft.array().add(concept) : concept);
    }
    int start = Durations.field(taken, "start");
    if (start > 0) {
      ObjectNode period = draft.object();
      Periods.putTime(period, "start", taken.at(start, 1), 1, draft);
      Periods.putTime(period, "end", taken.at(start + 1, 1), 1, draft);
      if (!period.isEmpty()) {
        participant.set("period", period);
      }
    }
    JsonNode who = SharedResources.practitioner(taken, draft);
    if (who == null) {
      draft.take(mark);
      return null;
    }
    participant.set(taken.parameters().get("in"), who);
    return participant;
  }

  /** Encounter.location of a PL; setting {@code status}. */
  static @Nullable JsonNode location(Taken taken, Draft draft) {
    JsonNode reference = SharedResources.location(taken, draft);
    if (reference == null) {
      return null;
    }
    ObjectNode location = draft.object();
    location.set("location", reference);
    String status = taken.parameters().get("status");
    if (!status.isEmpty()) {
      draft.constant(location, "status", status);
    }
    return location;
  }
}
