package dev.trestle.semantics.mapping.plan;

import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.MapDefinition;
import dev.trestle.semantics.mapping.rule.Mistakes;
import dev.trestle.semantics.mapping.rule.Place;
import dev.trestle.semantics.mapping.rule.Property;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What no message can reach: rules whose trigger never comes to their map, and elements that FHIR
 * requires and that no rule writes any more because a layer disabled it.
 */
final class ReachableCheck {
  private final EffectiveMapping mapping;
  private final Collection<MapPlan> maps;
  private final Triggers triggers;

  private ReachableCheck(EffectiveMapping mapping, Collection<MapPlan> maps, Plan plan) {
    this.mapping = mapping;
    this.maps = maps;
    this.triggers = new Triggers(plan);
  }

  /**
   * Checks.
   *
   * @param required elements by {@code Observation.status}
   */
  static void run(
      EffectiveMapping mapping, Collection<MapPlan> maps, Plan plan, Set<String> required) {
    ReachableCheck check = new ReachableCheck(mapping, maps, plan);
    check.triggers();
    required.forEach(check::element);
  }

  private void triggers() {
    for (MapDefinition map : mapping.maps().values()) {
      Set<String> known = triggers.of(map.name());
      if (known != null) {
        map.find("when").ifPresent(when -> trigger(when, known, map.name()));
        map.rules().values().stream()
            .filter(rule -> !rule.disabled())
            .map(rule -> rule.find("when"))
            .flatMap(Optional::stream)
            .forEach(when -> trigger(when, known, map.name()));
      }
    }
  }

  private static void trigger(Property when, Set<String> known, String map) {
    Set<String> wanted = needed(ConditionParser.parse(when.text(), when.place()));
    if (wanted != null && wanted.stream().noneMatch(known::contains)) {
      throw Mistakes.unknown(
          when.place(),
          "trigger for the map \"" + map + "\", whose messages never have it:",
          String.join(", ", wanted),
          known);
    }
  }

  /** The triggers one of which is needed; null when the condition can hold with any. */
  private static @Nullable Set<String> needed(Condition condition) {
    if (condition instanceof Condition.Trigger trigger) {
      return trigger.values();
    }
    if (condition instanceof Condition.And and) {
      Set<String> left = needed(and.left());
      Set<String> right = needed(and.right());
      if (left == null || right == null) {
        return left == null ? right : left;
      }
      Set<String> both = new TreeSet<>(left);
      both.retainAll(right);
      return both;
    }
    if (condition instanceof Condition.Or or) {
      Set<String> left = needed(or.left());
      Set<String> right = needed(or.right());
      if (left == null || right == null) {
        return null;
      }
      Set<String> either = new TreeSet<>(left);
      either.addAll(right);
      return either;
    }
    return null;
  }

  /** Only what a layer took away is a mistake: the base is tested by its golden cases. */
  private void element(String required) {
    int dot = required.indexOf('.');
    String type = required.substring(0, dot);
    String element = required.substring(dot + 1);
    for (MapPlan maker : makers(type)) {
      List<RuleDefinition> disabled =
          definitions(maker)
              .filter(RuleDefinition::disabled)
              .filter(rule -> rule.text("to").filter(to -> writes(to, element)).isPresent())
              .toList();
      boolean written =
          writers(maker)
              .flatMap(map -> map.rules().stream())
              .anyMatch(rule -> writes(rule.element(), element));
      if (!disabled.isEmpty() && !written) {
        RuleDefinition rule = disabled.get(0);
        Place place = rule.find("disable").map(Property::place).orElse(rule.place());
        throw Mistakes.at(
            place,
            "FHIR requires "
                + required
                + ", and no rule writes it any more; keep \""
                + rule.id()
                + "\", or add a rule that writes it");
      }
    }
  }

  /** Maps that name a resource, which is then there. */
  private List<MapPlan> makers(String type) {
    return maps.stream().filter(map -> map.type().equals(type) && !map.names().isEmpty()).toList();
  }

  /** The map itself, and those that add to what is there in its role. */
  private Stream<MapPlan> writers(MapPlan maker) {
    return maps.stream()
        .filter(map -> map.type().equals(maker.type()) && map.role().equals(maker.role()))
        .filter(map -> map.name().equals(maker.name()) || map.names().isEmpty());
  }

  private Stream<RuleDefinition> definitions(MapPlan maker) {
    return writers(maker)
        .map(map -> mapping.maps().get(map.name()))
        .filter(Objects::nonNull)
        .flatMap(map -> map.rules().values().stream());
  }

  private static boolean writes(String path, String element) {
    return path.equals(element) || path.startsWith(element + ".");
  }
}
