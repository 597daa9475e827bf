package dev.trestle.identity.golden;

import dev.trestle.identity.golden.Golden.Alternative;
import dev.trestle.identity.golden.Golden.Choice;
import dev.trestle.identity.golden.GoldenRules.Rule;
import dev.trestle.identity.standard.ModelText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes one Patient of a person's source records. What it makes depends on the records alone, not
 * on the order in which they came or were linked. Thread-safe.
 */
public final class GoldenRecord {
  private static final String URN = "urn:uuid:";
  private static final String TAG_SYSTEM = "urn:trestle:person";

  /** The system of identifiers that are URIs (FHIR R4 2.1.28.0.1). */
  private static final String URI = "urn:ietf:rfc:3986";

  private final GoldenRules rules;
  private final ElementValues values;

  public GoldenRecord(GoldenRules rules) {
    this.rules = rules;
    this.values =
        new ElementValues(ModelText.placeholders(ModelText.resource("placeholders.yaml")));
  }

  /**
   * The person.
   *
   * @param person id of the person
   * @param all its source records in any order
   */
  public Golden of(UUID person, List<SourceRecord> all) {
    List<SourceRecord> records =
        all.stream().sorted(Comparator.comparing(SourceRecord::id)).toList();
    ObjectNode patient = JsonNodeFactory.instance.objectNode();
    patient.put("resourceType", "Patient");
    meta(patient.putObject("meta"), records);
    List<Choice> choices = new ArrayList<>();
    for (String element : GoldenRules.ELEMENTS) {
      choices.addAll(element(element, records, patient));
    }
    identify(patient, person);
    ArrayNode links = patient.putArray("link");
    for (SourceRecord record : records) {
      ObjectNode link = links.addObject();
      link.putObject("other").put("reference", "Patient/" + record.id());
      link.put("type", "seealso");
    }
    return new Golden(patient, choices, rules.version());
  }

  private List<Choice> element(String element, List<SourceRecord> records, ObjectNode patient) {
    Rule rule = rules.of(element);
    Comparator<Candidate> order = Candidate.order(rule.by());
    List<List<Candidate>> slots = new ArrayList<>();
    for (Map<String, List<Value>> slot : slots(element, rule, records).values()) {
      slots.add(slot.values().stream().map(Candidate::new).sorted(order).toList());
    }
    slots.sort((one, other) -> order.compare(one.get(0), other.get(0)));
    List<Choice> choices = new ArrayList<>();
    for (List<Candidate> candidates : slots) {
      Value shown = candidates.get(0).shown(rule.by());
      put(patient, element, shown);
      choices.add(choice(name(element, rule, shown), candidates, rule.by()));
    }
    return choices;
  }

  private Map<String, Map<String, List<Value>>> slots(
      String element, Rule rule, List<SourceRecord> records) {
    Map<String, Map<String, List<Value>>> slots = new LinkedHashMap<>();
    for (int place = 0; place < records.size(); place++) {
      for (Value value : values.of(element, rule.keep(), records.get(place), place)) {
        slots
            .computeIfAbsent(value.slot(), slot -> new LinkedHashMap<>())
            .computeIfAbsent(value.same(), same -> new ArrayList<>())
            .add(value);
      }
    }
    return slots;
  }

  private static String name(String element, Rule rule, Value shown) {
    return rule.keep() == Keep.ONE_PER_USE && !shown.slot().isEmpty()
        ? element + " " + shown.slot()
        : element;
  }

  private static Choice choice(String name, List<Candidate> candidates, List<Criterion> by) {
    Candidate best = candidates.get(0);
    List<Alternative> alternatives =
        candidates.stream()
            .skip(1)
            .map(
                other ->
                    new Alternative(
                        other.shown(by).json(),
                        other.same(),
                        other.isVerified(),
                        other.from(),
                        best.decidedAgainst(other, by)))
            .toList();
    return new Choice(
        name, best.shown(by).json(), best.same(), best.isVerified(), best.from(), alternatives);
  }

  private static void put(ObjectNode patient, String element, Value shown) {
    if (shown.record().patient().path(element).isArray()) {
      patient.withArray(element).add(shown.json());
    } else {
      shown.json().properties().forEach(one -> patient.set(one.getKey(), one.getValue()));
    }
  }

  private static void identify(ObjectNode patient, UUID person) {
    patient.withArray("identifier").addObject().put("system", URI).put("value", URN + person);
  }

  /** Every label of every record holds; of the confidentialities the strictest. */
  private static void meta(ObjectNode meta, List<SourceRecord> records) {
    Labels labels = new Labels();
    records.forEach(record -> record.patient().path("meta").path("security").forEach(labels::add));
    List<JsonNode> all = labels.all();
    if (!all.isEmpty()) {
      meta.putArray("security").addAll(all);
    }
    meta.putArray("tag").addObject().put("system", TAG_SYSTEM).put("code", "golden-record");
  }
}
