package dev.trestle.semantics.mapping.convert;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Elements that hold a reference to a shared resource and say what it is for. */
final class Participants {
  private static final String PARTICIPATION =
      "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

  private Participants() {}

  /** Encounter.participant of an XCN; setting {@code role} is the participation type. */
  static @Nullable JsonNode encounter(Taken taken, Draft draft) {
    ObjectNode participant = draft.object();
    int mark = draft.mark();
    ObjectNode coding = draft.object();
    draft.constant(coding, "system", PARTICIPATION);
    draft.constant(coding, "code", taken.parameters().get("role"));
    ObjectNode type = draft.object();
    type.set("coding", draft.array().add(coding));
    participant.set("type", draft.array().add(type));
    ObjectNode individual = SharedResources.practitioner(taken, draft);
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
      int bar = function.lastIndexOf('|');
      ObjectNode coding = draft.object();
      draft.constant(coding, "system", function.substring(0, bar));
      draft.constant(coding, "code", function.substring(bar + 1));
      ObjectNode concept = draft.object();
      concept.set("coding", draft.array().add(coding));
      performer.set("function", concept);
    }
    ObjectNode actor = SharedResources.practitioner(taken, draft);
    if (actor == null) {
      draft.take(mark);
      return null;
    }
    performer.set(taken.parameters().get("in"), actor);
    return performer;
  }

  /** Encounter.location of a PL; setting {@code status}. */
  static @Nullable JsonNode location(Taken taken, Draft draft) {
    ObjectNode reference = SharedResources.location(taken, draft);
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
