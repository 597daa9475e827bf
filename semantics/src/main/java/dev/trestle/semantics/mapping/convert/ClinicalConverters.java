package dev.trestle.semantics.mapping.convert;

import dev.trestle.semantics.mapping.terminology.CodeTable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Converters of elements that are made of several fields. */
final class ClinicalConverters {
  private static final int SEVERITY = 4;
  private static final String COVERAGE_CLASS =
      "http://terminology.hl7.org/CodeSystem/coverage-class";

  private ClinicalConverters() {}

  /** A code by its table as a CodeableConcept without the original. */
  static @Nullable JsonNode codeConcept(Taken taken, Draft draft) {
    CodeTable table = taken.parameters().table();
    CodeTable.Target target = table == null ? null : draft.find(table, taken.value());
    if (target == null || target.code().isEmpty()) {
      return null;
    }
    return draft.coding(target.coding(), taken, 1).concept();
  }

  /** AL1-5, every repetition a manifestation, with the severity in AL1-4. */
  static @Nullable JsonNode reaction(Taken taken, Draft draft) {
    ArrayNode manifestations = draft.array();
    for (int i = 1; i <= taken.segment().repetitions(taken.field()); i++) {
      Taken each = taken.at(taken.field(), i);
      if (!each.text(0).isEmpty()) {
        ObjectNode manifestation = draft.object();
        draft.put(manifestation, "text", each, 0);
        manifestations.add(manifestation);
      }
    }
    if (manifestations.isEmpty()) {
      return null;
    }
    ObjectNode reaction = draft.object();
    reaction.set("manifestation", manifestations);
    Taken severity = taken.at(SEVERITY, 1);
    CodeTable table = taken.parameters().table();
    CodeTable.Target target = table == null ? null : draft.find(table, severity.value());
    if (target != null && !target.code().isEmpty()) {
      draft.put(reaction, "severity", target.code(), severity, 1);
    }
    return reaction;
  }

  /** Coverage.class; settings {@code class} and, of the same segment, {@code name}. */
  static @Nullable JsonNode coverageClass(Taken taken, Draft draft) {
    String value = taken.value().isEmpty() ? taken.text(2) : taken.value();
    if (value.isEmpty()) {
      return null;
    }
    ObjectNode item = draft.object();
    item.set("type", draft.coding(COVERAGE_CLASS, taken.parameters().get("class")).concept());
    draft.put(item, "value", value, taken, taken.value().isEmpty() ? 2 : 1);
    String field = taken.parameters().get("name");
    if (field.isEmpty()) {
      draft.put(item, "name", taken, 2);
      draft.use(taken, 3, 0);
    } else {
      int number = Integer.parseInt(field.substring(field.indexOf('-') + 1));
      draft.put(item, "name", taken.at(number, 1), 1);
    }
    return item;
  }

  /** Immunization.protocolApplied of a number in a series: a number, or a text. */
  static @Nullable JsonNode doseNumber(Taken taken, Draft draft) {
    if (taken.value().isEmpty()) {
      return null;
    }
    ObjectNode protocol = draft.object();
    Integer number = Quantities.whole(taken.value());
    if (number == null || number <= 0) {
      draft.put(protocol, "doseNumberString", taken, 1);
    } else {
      protocol.set("doseNumberPositiveInt", draft.leaf(number, taken, 1));
    }
    return protocol;
  }

  /** A field and the one after it as a Period. */
  static @Nullable JsonNode startAndEnd(Taken taken, Draft draft) {
    ObjectNode period = draft.object();
    Periods.putTime(period, "start", taken, 1, draft);
    Periods.putTime(period, "end", taken.at(taken.field() + 1, 1), 1, draft);
    return period.isEmpty() ? null : period;
  }
}
