package dev.trestle.semantics.mapping.plan;

import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.MapDefinition;
import dev.trestle.semantics.mapping.rule.Mistakes;
import dev.trestle.semantics.mapping.rule.Place;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rules of one map, or of two that add to one resource, that can fire together and write the same:
 * the first one stands, and what the other one said is gone.
 */
final class SlotCheck {
  /** What a rule writes where, and when. */
  private static final List<String> DECISIVE =
      List.of("when", "to", "at", "take", "each", "choose", "level", "event");

  private final EffectiveMapping mapping;
  private final List<String> ruleIds;
  private final Triggers triggers;

  private SlotCheck(EffectiveMapping mapping, Plan plan) {
    this.mapping = mapping;
    this.ruleIds = plan.ruleIds();
    this.triggers = new Triggers(plan);
  }

  /**
   * Two rules of one slot.
   *
   * @param first the one whose value stands; of two maps, the one of the first map by name
   * @param slot {@code gender}, {@code telecom[PID-13]}
   */
  record Conflict(RuleDefinition first, RuleDefinition second, String slot) {}

  /** Fails at what a layer over the base brought about; the base has a test of its own. */
  static void run(EffectiveMapping mapping, Plan plan) {
    if (!Layers.touch(mapping)) {
      return;
    }
    for (Conflict conflict : find(mapping, plan)) {
      Optional<Place> second = Layers.touched(conflict.second(), DECISIVE);
      Place place = second.or(() -> Layers.touched(conflict.first(), DECISIVE)).orElse(null);
      if (place != null) {
        RuleDefinition own = second.isPresent() ? conflict.second() : conflict.first();
        RuleDefinition other = second.isPresent() ? conflict.first() : conflict.second();
        boolean list = conflict.slot().endsWith("]");
        throw Mistakes.at(
            place,
            "\""
                + own.id()
                + "\" and \""
                + other.id()
                + "\" ("
                + other.place()
                + ") can both fire for one message and write "
                + conflict.slot()
                + "; one would be lost. Use "
                + (list ? "`at:` to keep them apart, " : "")
                + "`choose`, or a `when` on each that excludes the other");
      }
    }
  }

  /** All of them: of each map and then of each two maps, in the order of the maps and rules. */
  static List<Conflict> find(EffectiveMapping mapping, Plan plan) {
    SlotCheck check = new SlotCheck(mapping, plan);
    TreeMap<String, MapPlan> maps = new TreeMap<>();
    plan.messages().values().forEach(message -> message.maps().forEach(m -> maps.put(m.name(), m)));
    plan.partial().maps().forEach(map -> maps.put(map.name(), map));
    plan.header().maps().forEach(map -> maps.put(map.name(), map));
    List<Conflict> found = new ArrayList<>();
    maps.values().forEach(map -> check.map(map, found));
    MapPair.of(plan).forEach(pair -> check.pair(pair, found));
    return found;
  }

  private void map(MapPlan map, List<Conflict> found) {
    Map<String, List<RulePlan>> writers = new TreeMap<>();
    for (RulePlan rule : map.rules()) {
      List<RulePlan> others = writers.computeIfAbsent(rule.path(), missing -> new ArrayList<>());
      for (RulePlan other : others) {
        if (meet(map, other, rule)) {
          found.add(new Conflict(definition(map, other), definition(map, rule), rule.path()));
        }
      }
      others.add(rule);
    }
  }

  private void pair(MapPair pair, List<Conflict> found) {
    Map<String, List<RulePlan>> writers = new TreeMap<>();
    SharedSlots shared = new SharedSlots(pair);
    for (RulePlan rule : pair.one().rules()) {
      writers.computeIfAbsent(rule.path(), missing -> new ArrayList<>()).add(rule);
    }
    for (RulePlan rule : pair.other().rules()) {
      for (RulePlan one : writers.getOrDefault(rule.path(), List.of())) {
        if (shared.meet(one, rule)) {
          found.add(
              new Conflict(
                  definition(pair.one(), one), definition(pair.other(), rule), rule.path()));
        }
      }
    }
  }

  private boolean meet(MapPlan map, RulePlan one, RulePlan other) {
    // Identifiers are told apart by what they are, what is gathered is put after the first; a level
    // or a history keeps values for itself.
    return !one.element().equals("identifier")
        && !other.gather()
        && one.event() == other.event()
        && Objects.equals(level(map, one), level(map, other))
        && together(
            map, Arrays.asList(map.when(), one.when(), other.when(), says(one), says(other)));
  }

  /** The level of a rule of a map. */
  static MapPlan.Level level(MapPlan map, RulePlan rule) {
    MapPlan.Level own = rule.level();
    return own == null ? map.level() : own;
  }

  private boolean together(MapPlan map, List<@Nullable Condition> conditions) {
    Set<String> known = triggers.of(map.name());
    Set<String> used = known == null || known.isEmpty() ? null : known;
    return new ConditionSolver(used).canHold(conditions);
  }

  /** A rule says nothing of a field without a value; null when it takes none. */
  private static @Nullable Condition says(RulePlan rule) {
    List<RulePlan.Take> takes =
        rule.action() instanceof RulePlan.Take take
            ? List.of(take)
            : rule.action() instanceof RulePlan.Choose choose ? choose.takes() : List.of();
    Condition any = null;
    for (RulePlan.Take take : takes) {
      FieldPath path = take.path();
      Condition valued =
          new Condition.Valued(new FieldPath(path.segment(), path.field(), path.component(), 0));
      any = any == null ? valued : new Condition.Or(any, valued);
    }
    return any;
  }

  private RuleDefinition definition(MapPlan plan, RulePlan rule) {
    MapDefinition map = Objects.requireNonNull(mapping.maps().get(plan.name()), plan.name());
    String id = ruleIds.get(rule.ordinal());
    return Objects.requireNonNull(map.rules().get(id), id);
  }
}
