package dev.trestle.app.signoff;

import dev.trestle.app.signoff.Chart.Line;
import dev.trestle.app.signoff.Chart.Result;
import dev.trestle.app.signoff.Chart.Section;
import dev.trestle.app.signoff.Chart.Sheet;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.mapping.BundleRenderer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Writes the chart of a translation: its resources, and what no resource shows. Pure. */
final class ChartReader {
  /** In the order in which a chart is read; others follow by their names. */
  private static final Map<String, String> TITLES = titles();

  private static final Set<String> NOT_TOLD = Set.of("resourceType", "id", "meta");

  private static final Set<String> OF_RESULT =
      Set.of("code", "component", "referenceRange", "interpretation", "status", "dataAbsentReason");

  private final Translation translation;
  private final Function<ResourceKey, String> ids;
  private final List<JsonNode> resources = new ArrayList<>();
  private final Map<String, String> labels = new TreeMap<>();
  private final FhirWords words;

  private ChartReader(Translation translation, Function<ResourceKey, String> ids) {
    this.translation = translation;
    this.ids = ids;
    for (JsonNode entry : BundleRenderer.bundle(translation, ids).path("entry")) {
      resources.add(ContainedReader.opened(entry.path("resource")));
    }
    FhirWords plain = new FhirWords(Map.of());
    for (JsonNode each : resources) {
      labels.put(reference(each), label(each, plain));
    }
    this.words = new FhirWords(labels);
  }

  /**
   * The chart.
   *
   * @param ids gives a key its logical id, the same for the same key
   */
  static Chart of(Translation translation, Function<ResourceKey, String> ids) {
    ChartReader reader = new ChartReader(translation, ids);
    return new Chart(reader.sections(), reader.effects());
  }

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("Patient", "Patient");
    titles.put("Encounter", "Visit");
    titles.put("AllergyIntolerance", "Allergies");
    titles.put("Condition", "Diagnoses and problems");
    titles.put("Observation", "Results");
    titles.put("DiagnosticReport", "Reports");
    titles.put("ServiceRequest", "Orders");
    titles.put("MedicationRequest", "Medication orders");
    titles.put("MedicationDispense", "Medication dispensed");
    titles.put("MedicationAdministration", "Medication given");
    titles.put("Immunization", "Vaccinations");
    titles.put("Procedure", "Procedures");
    titles.put("Appointment", "Appointments");
    titles.put("DocumentReference", "Documents");
    titles.put("ChargeItem", "Charges");
    return titles;
  }

  private static String reference(JsonNode resource) {
    return resource.path("resourceType").asString("") + "/" + resource.path("id").asString("");
  }

  /** What a resource is called where another refers to it. */
  private static String label(JsonNode resource, FhirWords words) {
    String type = resource.path("resourceType").asString("");
    String kind = FhirWords.element(type).toLowerCase(Locale.ROOT);
    String name = words.value(first(resource.path("name")));
    String code = words.value(resource.path("code").isObject() ? resource.path("code") : null);
    String number = resource.path("identifier").path(0).path("value").asString("");
    String said = !name.isEmpty() ? name : !code.isEmpty() ? code : number;
    return said.isEmpty() ? kind : kind + " " + said;
  }

  private static JsonNode first(JsonNode node) {
    return node.isArray() && !node.isEmpty() ? node.path(0) : node;
  }

  private List<Section> sections() {
    Set<String> types = new LinkedHashSet<>(TITLES.keySet());
    resources.stream()
        .map(each -> each.path("resourceType").asString(""))
        .sorted()
        .forEach(types::add);
    List<Section> sections = new ArrayList<>();
    for (String type : types) {
      List<JsonNode> of =
          resources.stream()
              .filter(each -> each.path("resourceType").asString("").equals(type))
              .toList();
      if (!of.isEmpty()) {
        String title = TITLES.getOrDefault(type, FhirWords.element(type));
        sections.add(
            type.equals("Observation")
                ? new Section(
                    title, of.stream().flatMap(each -> results(each).stream()).toList(), List.of())
                : new Section(title, List.of(), of.stream().map(this::sheet).toList()));
      }
    }
    return sections;
  }

  private Sheet sheet(JsonNode resource) {
    return new Sheet(labels.getOrDefault(reference(resource), ""), lines(resource, Set.of()));
  }

  /** Every element but those; a subject that is the only Patient says nothing new. */
  private List<Line> lines(JsonNode resource, Set<String> but) {
    List<Line> lines = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : resource.properties()) {
      String name = each.getKey();
      if (!NOT_TOLD.contains(name)
          && !but.contains(name)
          && !isTheOnlyPatient(name, each.getValue())) {
        String value = words.value(each.getValue());
        if (!value.isEmpty()) {
          lines.add(new Line(title(name), value));
        }
      }
    }
    String security = words.value(resource.path("meta").path("security"));
    if (!security.isEmpty()) {
      lines.add(new Line("Security labels", security));
    }
    return lines;
  }

  private static String title(String name) {
    return switch (name) {
      case "extension", "modifierExtension" -> "Further";
      default -> FhirWords.element(name.startsWith("_") ? name.substring(1) : name);
    };
  }

  private boolean isTheOnlyPatient(String name, JsonNode value) {
    return (name.equals("subject") || name.equals("patient"))
        && value.size() == 1
        && labels.keySet().stream().filter(each -> each.startsWith("Patient/")).count() == 1
        && labels.containsKey(value.path("reference").asString(""));
  }

  private List<Result> results(JsonNode observation) {
    List<Result> results = new ArrayList<>();
    results.add(result(observation, false));
    for (JsonNode component : observation.path("component")) {
      results.add(result(component, true));
    }
    return results;
  }

  private Result result(JsonNode node, boolean part) {
    List<String> values = new ArrayList<>();
    List<String> times = new ArrayList<>();
    Set<String> told = new LinkedHashSet<>(OF_RESULT);
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      boolean value = FhirWords.element(each.getKey()).equals("Value");
      if (value || FhirWords.element(each.getKey()).equals("Effective")) {
        (value ? values : times).add(words.value(each.getValue()));
        told.add(each.getKey());
      }
    }
    String absent = words.value(node.get("dataAbsentReason"));
    if (!absent.isEmpty()) {
      values.add("no value: " + absent);
    }
    return new Result(
        words.value(node.get("code")),
        part,
        String.join("; ", values),
        words.value(node.get("referenceRange")),
        words.value(node.get("interpretation")),
        words.value(node.get("status")),
        String.join("; ", times),
        lines(node, told));
  }

  private List<String> effects() {
    List<String> effects = new ArrayList<>();
    for (Statement statement : translation.statements()) {
      for (Slot slot : statement.slots()) {
        Slot.Event event = slot.event();
        String element = FhirWords.element(slot.element().replace("[x]", "").replace('.', ' '));
        if (slot.value() == null && event == null) {
          effects.add("Takes away: " + element + " of " + label(statement.key()));
        } else if (event != null && event.cancels()) {
          effects.add(
              "Takes back: "
                  + event.name()
                  + " of "
                  + label(statement.key())
                  + " ("
                  + element
                  + ")");
        }
      }
    }
    translation
        .snapshots()
        .forEach(
            list ->
                effects.add(
                    "The complete list of "
                        + TITLES
                            .getOrDefault(list.type(), FhirWords.element(list.type()))
                            .toLowerCase(Locale.ROOT)
                        + " of "
                        + label(list.owner())
                        + ": "
                        + list.members().size()
                        + " in it; others of the list are no more"));
    translation
        .merges()
        .forEach(
            merge ->
                effects.add(
                    label(merge.retired())
                        + switch (merge.word()) {
                          case MERGED -> " is merged into ";
                          case LINKED -> " is the same person as ";
                          case UNLINKED -> " is no more the same person as ";
                        }
                        + label(merge.survivor())));
    translation
        .moves()
        .forEach(
            move ->
                effects.add(
                    move.isOfNumbers()
                        ? named(move.former()) + " is a number of " + label(move.key()) + " now"
                        : label(move.key())
                            + " belonged to another patient and moves here: "
                            + named(move.former())));
    return effects.stream().distinct().toList();
  }

  /** With the number of a patient: of two that are one by name only the number tells. */
  private String label(int key) {
    ResourceKey found = translation.keys().get(key);
    String label = labels.getOrDefault(found.type() + "/" + ids.apply(found), "");
    if (label.isEmpty() || label.equals(FhirWords.element(found.type()).toLowerCase(Locale.ROOT))) {
      return named(found);
    }
    return found.type().equals("Patient")
        ? label + " (" + found.names().get(0).value() + ")"
        : label;
  }

  private static String named(ResourceKey key) {
    return FhirWords.element(key.type()).toLowerCase(Locale.ROOT)
        + " "
        + key.names().get(0).value();
  }
}
