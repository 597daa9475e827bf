package dev.trestle.semantics.mapping.plan;

import dev.trestle.semantics.mapping.rule.CodeTableDefinition;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.MapDefinition;
import dev.trestle.semantics.mapping.rule.Mistakes;
import dev.trestle.semantics.mapping.rule.Place;
import dev.trestle.semantics.mapping.rule.Property;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import dev.trestle.semantics.mapping.terminology.CodeSystems;
import dev.trestle.semantics.mapping.terminology.CodeTable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Compiles an effective mapping; whatever is wrong in it fails here, with file and line. */
public final class PlanCompiler {
  private static final Place MESSAGES = new Place("base", "messages.yaml", 1);

  private static final String REQUIRED = "r4-required";

  /** A type without a row. */
  private static final Set<MessagePlan.Trait> UNMAPPED =
      Set.of(MessagePlan.Trait.KEPT, MessagePlan.Trait.MANY_PATIENTS);

  private static final List<String> MESSAGE = List.of("set", "event", "report");

  /** How a row of {@code messages.yaml} writes each trait. */
  private static final Map<String, MessagePlan.Trait> TRAITS =
      Map.ofEntries(
          Map.entry("orders", MessagePlan.Trait.ORDERS),
          Map.entry("merge", MessagePlan.Trait.MERGE),
          Map.entry("many-patients", MessagePlan.Trait.MANY_PATIENTS),
          Map.entry("kept", MessagePlan.Trait.KEPT),
          Map.entry("prior-numbers", MessagePlan.Trait.PRIOR_NUMBERS),
          Map.entry("renumbers", MessagePlan.Trait.RENUMBERS),
          Map.entry("links", MessagePlan.Trait.LINKS),
          Map.entry("unlinks", MessagePlan.Trait.UNLINKS),
          Map.entry("moves-visit", MessagePlan.Trait.MOVES_VISIT),
          Map.entry("moves-account", MessagePlan.Trait.MOVES_ACCOUNT),
          Map.entry("moves-numbers", MessagePlan.Trait.MOVES_NUMBERS),
          Map.entry("specimens-first", MessagePlan.Trait.SPECIMENS_FIRST));

  /** Roles that an event is about unless it says another. */
  private static final List<String> VISIT = List.of("visit");

  /** Roles that an order control code is about. */
  private static final List<String> ORDERS = List.of("order", "medication-order");

  private final EffectiveMapping mapping;
  private final Map<String, CodeTable> tables = new HashMap<>();
  private final TreeMap<String, MapPlan> maps = new TreeMap<>();
  private final List<String> ruleIds = new ArrayList<>();

  private PlanCompiler(EffectiveMapping mapping) {
    this.mapping = mapping;
  }

  public static Plan compile(EffectiveMapping mapping) {
    return new PlanCompiler(mapping).plan();
  }

  private Plan plan() {
    mapping.tables().values().forEach(table -> tables.put(table.name(), table(table)));
    FhirElements elements = new FhirElements(requireTable("r4-elements"));
    for (MapDefinition map : mapping.maps().values()) {
      maps.put(map.name(), new MapCompiler(map, tables, elements, ruleIds).compile());
    }
    LeafRules leaves = new LeafRules();
    leaves("keep", LeafRules.Leaf.KEPT, leaves);
    leaves("drop", LeafRules.Leaf.DROPPED, leaves);
    Plan plan = plan(leaves);
    ReachableCheck.run(mapping, maps.values(), plan, required());
    BindingCheck.run(mapping, plan);
    FiringCheck.run(mapping, plan);
    SlotCheck.run(mapping, plan);
    return plan;
  }

  /** The elements that FHIR requires of resources. */
  private Set<String> required() {
    CodeTableDefinition table = mapping.tables().get(REQUIRED);
    return table == null ? Set.of() : table.rows().keySet();
  }

  private Plan plan(LeafRules leaves) {
    return new Plan(
        mapping.hash(),
        ruleIds,
        messages(),
        new MessagePlan(maps(require("partial")), null, Map.of(), UNMAPPED, ""),
        new MessagePlan(maps(require("header")), null, Map.of(), Set.of(), ""),
        leaves,
        security(),
        new CodeSystems(requireTable(CodeSystems.TABLE), requireTable(CodeSystems.TABLE_CODES)),
        tables);
  }

  private Property require(String name) {
    return Optional.ofNullable(mapping.messages().get(name))
        .orElseThrow(() -> Mistakes.at(MESSAGES, "messages.yaml has no \"" + name + "\""));
  }

  private CodeTable requireTable(String name) {
    CodeTable table = tables.get(name);
    if (table == null) {
      throw Mistakes.unknown(MESSAGES, "table", name, tables.keySet());
    }
    return table;
  }

  private static CodeTable table(CodeTableDefinition definition) {
    Map<String, CodeTable.Target> rows = new HashMap<>();
    definition
        .rows()
        .forEach(
            (from, row) ->
                rows.put(from, new CodeTable.Target(row.code(), row.system(), row.display())));
    return new CodeTable(definition.name(), rows);
  }

  private Map<String, MessagePlan> messages() {
    Map<String, Property> sets = new LinkedHashMap<>();
    require("sets").map().forEach((name, list) -> sets.put((String) name, (Property) list));
    Map<String, MessagePlan> plans = new HashMap<>();
    require("messages")
        .map()
        .forEach((type, body) -> plans.put((String) type, message((Property) body, sets)));
    return plans;
  }

  private MessagePlan message(Property body, Map<String, Property> sets) {
    RuleDefinition row = row(body);
    Property set =
        row.find("set")
            .orElseThrow(() -> Mistakes.at(body.place(), "a message names a \"set\" of maps"));
    Property list = sets.get(set.text());
    if (list == null) {
      throw Mistakes.unknown(set.place(), "set", set.text(), sets.keySet());
    }
    row.properties()
        .forEach(
            (name, property) -> {
              if (!MESSAGE.contains(name) && !TRAITS.containsKey(name)) {
                throw Mistakes.unknown(property.place(), "property of a message", name, MESSAGE);
              }
            });
    Set<MessagePlan.Trait> traits = EnumSet.noneOf(MessagePlan.Trait.class);
    TRAITS.forEach((name, trait) -> row.find(name).ifPresent(said -> traits.add(trait)));
    return new MessagePlan(
        maps(list),
        row.find("event").map(event -> event(event, VISIT)).orElse(null),
        controls(),
        traits,
        row.text("report").orElse(""));
  }

  /** {@code order-control: {NW: {name: …, says: {status: …}}, other: {…}}}. */
  private Map<String, MessagePlan.EventPlan> controls() {
    Map<String, MessagePlan.EventPlan> controls = new HashMap<>();
    require("order-control")
        .map()
        .forEach(
            (code, body) ->
                controls.put(
                    code.equals("other") ? "" : (String) code, event((Property) body, ORDERS)));
    return controls;
  }

  private List<MapPlan> maps(Property names) {
    List<MapPlan> plans = new ArrayList<>();
    for (String name : names.texts()) {
      MapPlan map = maps.get(name);
      if (map == null) {
        throw Mistakes.unknown(names.place(), "map", name, maps.keySet());
      }
      plans.add(map);
    }
    return plans;
  }

  /** {@code {name: admit, of: visit, cancels: yes, says: {status: …}, base: {…}}}. */
  private static MessagePlan.EventPlan event(Property body, List<String> roles) {
    RuleDefinition row = row(body);
    String name =
        row.text("name").orElseThrow(() -> Mistakes.at(body.place(), "an event has a \"name\""));
    return new MessagePlan.EventPlan(
        name,
        row.find("of").map(Property::texts).orElse(roles),
        row.find("cancels").isPresent(),
        new TreeMap<>(MapCompiler.settings(row.find("says"))),
        new TreeMap<>(MapCompiler.settings(row.find("base"))));
  }

  /** {@code keep: {name: {own: …, at: [PID-10, ZPI]}}}. */
  private void leaves(String name, LeafRules.Leaf leaf, LeafRules leaves) {
    require(name)
        .map()
        .forEach(
            (id, body) -> {
              RuleDefinition rule = row((Property) body);
              MapCompiler.requireReason(rule);
              Property at =
                  rule.find("at")
                      .orElseThrow(() -> Mistakes.at(rule.place(), "the rule has no \"at\""));
              for (String path : at.texts()) {
                if (FieldPath.isName(path)) {
                  leaves.add(path, 0, leaf);
                } else {
                  FieldPath field = FieldPath.parse(path, at.place());
                  leaves.add(field.segment(), field.field(), leaf);
                }
              }
            });
  }

  private List<SecurityPlan> security() {
    List<SecurityPlan> plans = new ArrayList<>();
    require("security")
        .map()
        .forEach(
            (id, body) -> {
              RuleDefinition rule = row((Property) body);
              MapCompiler.requireReason(rule);
              Property take =
                  rule.find("take")
                      .orElseThrow(() -> Mistakes.at(rule.place(), "the rule has no \"take\""));
              CodeTable table = rule.find("table").map(this::named).orElse(null);
              plans.add(
                  new SecurityPlan(
                      FieldPath.parse(take.text(), take.place()),
                      table,
                      rule.text("map").orElse("")));
            });
    return plans;
  }

  private CodeTable named(Property name) {
    CodeTable table = tables.get(name.text());
    if (table == null) {
      throw Mistakes.unknown(name.place(), "table", name.text(), tables.keySet());
    }
    return table;
  }

  private static RuleDefinition row(Property body) {
    TreeMap<String, Property> properties = new TreeMap<>();
    body.map().forEach((key, value) -> properties.put((String) key, (Property) value));
    return new RuleDefinition("", body.place(), properties);
  }
}
