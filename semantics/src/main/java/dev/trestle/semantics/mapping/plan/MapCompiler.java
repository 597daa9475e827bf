package dev.trestle.semantics.mapping.plan;

import dev.trestle.semantics.mapping.rule.MapDefinition;
import dev.trestle.semantics.mapping.rule.Mistakes;
import dev.trestle.semantics.mapping.rule.Property;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import dev.trestle.semantics.mapping.terminology.CodeTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compiles one map. */
final class MapCompiler {
  /** Properties; docs/mapping.md lists them. */
  static final List<String> KNOWN =
      List.of(
          "from",
          "to",
          "role",
          "level",
          "when",
          "identity",
          "of-patient",
          "snapshot",
          "distinct",
          "report",
          "refers",
          "owner",
          "final-when",
          "comment");

  private final MapDefinition map;
  private final RuleCompiler rules;

  MapCompiler(
      MapDefinition map,
      Map<String, CodeTable> tables,
      FhirElements elements,
      List<String> ruleIds) {
    this.map = map;
    this.rules = new RuleCompiler(map.require("to").text(), tables, elements, ruleIds);
  }

  MapPlan compile() {
    map.properties()
        .forEach(
            (name, property) -> {
              if (!KNOWN.contains(name)) {
                throw Mistakes.unknown(property.place(), "property of a map", name, KNOWN);
              }
            });
    Property from = map.require("from");
    if (!FieldPath.isName(from.text())) {
      throw Mistakes.at(from.place(), "\"" + from.text() + "\" is no segment name");
    }
    List<RulePlan> plans = new ArrayList<>();
    for (RuleDefinition rule : map.rules().values()) {
      if (!rule.disabled()) {
        plans.add(rules.compile(rule));
      }
    }
    writersDiffer(plans);
    detailsShow(plans);
    return new MapPlan(
        map.name(),
        from.text(),
        map.require("to").text(),
        map.find("role").map(Property::text).orElse(map.name()),
        level(map.require("level")),
        condition(map.find("final-when")),
        condition(map.find("when")),
        map.find("identity").map(MapCompiler::names).orElse(List.of()),
        map.find("of-patient").map(Property::text).orElse("yes").equals("yes"),
        map.find("snapshot").isPresent(),
        map.find("distinct").isPresent(),
        map.find("report").map(Property::text).orElse(""),
        map.find("refers").isPresent(),
        map.find("owner").map(Property::text).orElse("patient"),
        plans);
  }

  static MapPlan.Level level(Property level) {
    for (MapPlan.Level known : MapPlan.Level.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(level.text())) {
        return known;
      }
    }
    throw Mistakes.unknown(
        level.place(),
        "level",
        level.text(),
        Arrays.stream(MapPlan.Level.values()).map(l -> l.name().toLowerCase(Locale.ROOT)).toList());
  }

  /** Two rules that write one single-valued element would depend on their order. */
  private void writersDiffer(List<RulePlan> plans) {
    Map<String, RulePlan> writers = new HashMap<>();
    Map<String, List<RulePlan>> conditional = new HashMap<>();
    List<RuleDefinition> definitions =
        map.rules().values().stream().filter(rule -> !rule.disabled()).toList();
    for (int i = 0; i < plans.size(); i++) {
      RulePlan plan = plans.get(i);
      String slot = plan.path();
      boolean exclusive = plan.when() != null || plan.event() || plan.level() != null;
      RulePlan other = writers.putIfAbsent(slot, plan);
      if (other != null && !exclusive && other.when() == null && !eachIdentifier(plan)) {
        throw Mistakes.at(
            definitions.get(i).place(),
            "another rule writes " + slot + " already; use `choose`, or a `when` on both");
      }
      List<RulePlan> others = conditional.computeIfAbsent(slot, missing -> new ArrayList<>());
      if (others.stream().anyMatch(one -> conflicts(one, plan))) {
        throw Mistakes.at(
            definitions.get(i).place(),
            "another rule writes " + slot + " under the same `when`; use `choose`");
      }
      others.add(plan);
    }
  }

  /** What is told of another concept than the one that is written would never show. */
  private void detailsShow(List<RulePlan> plans) {
    List<RuleDefinition> definitions =
        map.rules().values().stream().filter(rule -> !rule.disabled()).toList();
    for (int i = 0; i < plans.size(); i++) {
      RulePlan detail = plans.get(i);
      if (detail.isDetail()
          && plans.stream()
              .noneMatch(
                  other ->
                      other.element().equals(detail.whole())
                          && Objects.equals(other.of(), detail.of()))) {
        throw Mistakes.at(
            definitions.get(i).place(),
            "no rule writes "
                + detail.whole()
                + " of the field that `of` names: nobody would see what is told of it; give both"
                + " the same `of`");
      }
    }
  }

  /** Both run together whenever one does, and with the same authority. */
  private static boolean conflicts(RulePlan one, RulePlan other) {
    return one.when() != null
        && one.when().equals(other.when())
        && one.where() == null
        && other.where() == null
        && one.event() == other.event()
        && Objects.equals(one.level(), other.level())
        && !eachIdentifier(other);
  }

  private static boolean eachIdentifier(RulePlan plan) {
    return plan.element().equals("identifier");
  }

  private static List<NamePlan> names(Property identity) {
    List<NamePlan> names = new ArrayList<>();
    for (Object item : identity.list()) {
      if (!(item instanceof Map<?, ?> entries)) {
        throw Mistakes.at(identity.place(), "an identity is a list of {kind: …, …}");
      }
      names.add(name(new Property(entries, identity.place())));
    }
    return names;
  }

  private static NamePlan name(Property entry) {
    TreeMap<String, Property> properties = new TreeMap<>();
    entry.map().forEach((key, value) -> properties.put((String) key, (Property) value));
    RuleDefinition name = new RuleDefinition("", entry.place(), properties);
    boolean ei = name.find("ei").isPresent();
    Optional<Property> numbers = ei ? name.find("ei") : name.find("cx");
    return new NamePlan(
        name.text("kind").orElseThrow(() -> Mistakes.at(entry.place(), "a name has a \"kind\"")),
        ei ? "ei" : "cx",
        numbers.map(MapCompiler::paths).orElse(List.of()),
        name.find("parts").map(MapCompiler::parts).orElse(List.of()),
        name.find("fallback").isPresent(),
        name.find("messages").map(Property::texts).orElse(List.of()),
        condition(name.find("when")));
  }

  private static @Nullable Condition condition(Optional<Property> written) {
    return written.map(when -> ConditionParser.parse(when.text(), when.place())).orElse(null);
  }

  static List<FieldPath> paths(Property list) {
    return list.texts().stream().map(path -> FieldPath.parse(path, list.place())).toList();
  }

  /** {@code [OBR-4.1, 'OBX-3.1 | OBX-3.2', line]}. */
  private static List<NamePlan.Part> parts(Property list) {
    List<NamePlan.Part> parts = new ArrayList<>();
    for (String text : list.texts()) {
      if (text.equals("line")) {
        parts.add(new NamePlan.Part(List.of(), true));
        continue;
      }
      List<FieldPath> places = new ArrayList<>();
      for (String place : text.split("\\|")) {
        places.add(FieldPath.parse(place.strip(), list.place()));
      }
      parts.add(new NamePlan.Part(places, false));
    }
    return parts;
  }

  /** The texts of a map, empty when it is not there. */
  static SortedMap<String, String> settings(Optional<Property> map) {
    TreeMap<String, String> settings = new TreeMap<>();
    map.ifPresent(
        property ->
            property
                .map()
                .forEach(
                    (key, value) ->
                        // Names of properties are among them, and compared with those of FHIR.
                        settings.put((String) key, ((Property) value).text().intern())));
    return settings;
  }

  /** Every rule says which row of the official guide it is from, or why it is ours. */
  static void requireReason(RuleDefinition rule) {
    if (rule.find("row").isEmpty() && rule.find("own").isEmpty()) {
      throw Mistakes.at(rule.place(), "the rule has neither \"row\" nor \"own\"");
    }
  }
}
