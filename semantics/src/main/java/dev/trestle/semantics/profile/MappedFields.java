package dev.trestle.semantics.profile;

import dev.trestle.semantics.mapping.plan.FieldPath;
import dev.trestle.semantics.mapping.plan.MapPlan;
import dev.trestle.semantics.mapping.plan.MessagePlan;
import dev.trestle.semantics.mapping.plan.NamePlan;
import dev.trestle.semantics.mapping.plan.Plan;
import dev.trestle.semantics.mapping.plan.RulePlan;
import dev.trestle.semantics.mapping.terminology.CodeTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an effective mapping makes of each field: the promise of a feed's interface. Immutable. */
public final class MappedFields {
  private final SortedMap<String, Set<Use>> uses = new TreeMap<>();
  private final Map<String, List<Coded>> coded = new LinkedHashMap<>();

  private MappedFields() {}

  /**
   * What a field is for.
   *
   * @param target {@code Patient.gender}; of a name, {@code names the Patient}
   * @param rule id of the rule; empty for a name
   * @param table that it is looked up in, or empty
   */
  public record Use(String target, String rule, String table) {
    /** Whether a resource is named by it: without it there is no such resource, or another one. */
    public boolean names() {
      return rule.isEmpty();
    }
  }

  /** A field that is looked up: which component, and where. */
  public record Coded(int component, CodeTable table) {}

  /** What a plan says of all types of messages. */
  public static MappedFields of(Plan plan) {
    MappedFields fields = new MappedFields();
    SortedMap<String, MapPlan> maps = new TreeMap<>();
    plan.partial().maps().forEach(map -> maps.putIfAbsent(map.name(), map));
    plan.header().maps().forEach(map -> maps.putIfAbsent(map.name(), map));
    for (MessagePlan message : plan.messages().values()) {
      message.maps().forEach(map -> maps.putIfAbsent(map.name(), map));
    }
    for (MapPlan map : maps.values()) {
      map.names().forEach(name -> fields.name(map, name));
      map.rules().forEach(rule -> fields.rule(map, rule, plan.ruleIds().get(rule.ordinal())));
    }
    return fields;
  }

  private void name(MapPlan map, NamePlan name) {
    Use use = new Use("names the " + map.type(), "", "");
    name.numbers().forEach(path -> add(path, use));
    name.parts().forEach(part -> part.places().forEach(path -> add(path, use)));
  }

  private void rule(MapPlan map, RulePlan rule, String id) {
    String target = map.type() + "." + rule.element();
    List<RulePlan.Take> takes = new ArrayList<>();
    if (rule.action() instanceof RulePlan.Take take) {
      takes.add(take);
    } else if (rule.action() instanceof RulePlan.Choose choose) {
      takes.addAll(choose.takes());
    }
    for (RulePlan.Take take : takes) {
      CodeTable table = take.parameters().table();
      add(take.path(), new Use(target, id, table == null ? "" : table.name()));
      if (table != null) {
        Coded known = new Coded(Math.max(1, take.path().component()), table);
        coded.computeIfAbsent(take.path().fieldName(), missing -> new ArrayList<>()).add(known);
      }
    }
    rule.uses().forEach(path -> add(path, new Use(target, id, "")));
  }

  private void add(FieldPath path, Use use) {
    if (!path.segment().isEmpty()) {
      uses.computeIfAbsent(path.fieldName(), missing -> new LinkedHashSet<>()).add(use);
    }
  }

  /** Every field that something reads, {@code PID-8}. */
  public Set<String> places() {
    return Collections.unmodifiableSet(uses.keySet());
  }

  /** What a field is for, {@code PID-8}; empty when no rule takes it. */
  public List<Use> uses(String field) {
    return List.copyOf(uses.getOrDefault(field, Set.of()));
  }

  /** The tables that a field is looked up in, with the component that is. */
  public List<Coded> coded(String segment, int field) {
    return coded.getOrDefault(segment + "-" + field, List.of());
  }
}
