package dev.trestle.semantics.mapping;

import dev.trestle.semantics.mapping.plan.Plan;
import dev.trestle.semantics.mapping.rule.CodeTableDefinition;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.MapDefinition;
import dev.trestle.semantics.mapping.rule.Place;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of a mapping by the ordinals that origins name, with the layers that wrote them.
 *
 * @param mapping hash of the effective mapping
 * @param rules by ordinal
 * @param tables by name
 */
public record RuleBook(String mapping, List<Rule> rules, Map<String, CodeTableDefinition> tables) {
  public RuleBook {
    rules = List.copyOf(rules);
    tables = Map.copyOf(tables);
  }

  /**
   * A rule.
   *
   * @param id {@code map.rule}
   * @param layers that wrote a property of it, the one that added it first
   * @param place file and line where it was added
   */
  public record Rule(String id, List<String> layers, String place) {
    public Rule {
      layers = List.copyOf(layers);
    }
  }

  static RuleBook of(Plan plan, EffectiveMapping mapping) {
    Map<String, Rule> byId = new HashMap<>();
    for (MapDefinition map : mapping.maps().values()) {
      map.rules().values().forEach(rule -> byId.put(rule.id(), rule(rule)));
    }
    List<Rule> rules = new ArrayList<>();
    for (String id : plan.ruleIds()) {
      rules.add(byId.getOrDefault(id, new Rule(id, List.of(), "")));
    }
    return new RuleBook(plan.hash(), rules, mapping.tables());
  }

  private static Rule rule(RuleDefinition definition) {
    Set<String> layers = new LinkedHashSet<>(Set.of(definition.place().layer()));
    definition.properties().values().forEach(property -> layers.add(property.place().layer()));
    return new Rule(definition.id(), List.copyOf(layers), definition.place().toString());
  }

  /** Where a row of a table was written; empty when there is none. */
  public Optional<Place> place(String table, String key) {
    return Optional.ofNullable(tables.get(table))
        .map(definition -> definition.rows().get(key))
        .map(CodeTableDefinition.Row::place);
  }
}
