package dev.trestle.semantics.mapping.convert;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Elements of patients, visits and coverages that are made of several fields. */
final class AdministrativeConverters {
  private static final String DIAGNOSIS_TYPES = "http://terminology.hl7.org/CodeSystem/v2-0052";
  private static final int DIAGNOSIS_TYPE = 6;
  private static final int DIAGNOSIS_RANK = 15;
  private static final int RELATIONSHIP = 17;

  /** Codes of table 0063 that say the insured is the patient. */
  private static final Set<String> SELF = Set.of("SEL", "18");

  private AdministrativeConverters() {}

  /**
   * An extension that holds extensions: settings {@code url}, {@code name} of the inner one, and
   * {@code second} with its field {@code second-field}.
   */
  static @Nullable JsonNode nested(Taken taken, Draft draft) {
    int mark = draft.mark();
    ObjectNode extension = draft.object();
    ArrayNode inner = draft.array();
    draft.constant(extension, "url", taken.parameters().get("url"));
    inner(inner, taken.parameters().get("name"), taken, draft);
    if (inner.isEmpty()) {
      draft.take(mark);
      return null;
    }
    int second = Durations.field(taken, "second-field");
    if (second > 0) {
      inner(inner, taken.parameters().get("second"), taken.at(second, 1), draft);
    }
    extension.set("extension", inner);
    return extension;
  }

  private static void inner(ArrayNode into, String name, Taken taken, Draft draft) {
    int mark = draft.mark();
    ObjectNode extension = draft.object();
    draft.constant(extension, "url", name);
    JsonNode concept =
        taken.text(0).isEmpty() ? null : new ConceptConverter().convert(taken, draft);
    if (concept == null) {
      draft.take(mark);
      return;
    }
    extension.set("valueCodeableConcept", concept);
    into.add(extension);
  }

  /** Encounter.diagnosis of the Condition at hand: what it is for, and its rank. */
  static @Nullable JsonNode diagnosis(Taken taken, Draft draft) {
    int condition = draft.resources().current("condition");
    if (condition < 0) {
      return null;
    }
    ObjectNode diagnosis = draft.object();
    diagnosis.set("condition", draft.reference(condition));
    Taken type = taken.at(DIAGNOSIS_TYPE, 1);
    JsonNode use =
        type.text(0).isEmpty() ? null : ConceptConverter.of(type, DIAGNOSIS_TYPES, draft);
    if (use != null) {
      diagnosis.set("use", use);
    }
    Taken rank = taken.at(DIAGNOSIS_RANK, 1);
    Integer number = Quantities.whole(rank.value());
    if (number != null && number > 0) {
      diagnosis.set("rank", draft.leaf(number, rank, 1));
    }
    return diagnosis;
  }

  /** Coverage.subscriber of a name: the patient where IN1-17 says so, else a name only. */
  static @Nullable JsonNode subscriber(Taken taken, Draft draft) {
    boolean self = SELF.contains(taken.at(RELATIONSHIP, 1).value());
    int patient = draft.resources().current("patient");
    if (!self || patient < 0) {
      return SharedResources.called(taken, draft);
    }
    ObjectNode reference = draft.more(draft.reference(patient));
    ObjectNode called = SharedResources.called(taken, draft);
    if (called != null) {
      reference.setAll(called);
    }
    return reference;
  }

  /** A reference to a place of which only a code is told (DLD.1): its text, else the code. */
  static @Nullable JsonNode textReference(Taken taken, Draft draft) {
    boolean coded = taken.subparts(1) > 1;
    int subpart = coded ? taken.text(1, 2).isEmpty() ? 1 : 2 : 0;
    ObjectNode reference = draft.object();
    draft.use(taken, 1, 0);
    return draft.put(reference, "display", taken, 1, subpart) ? reference : null;
  }
}
