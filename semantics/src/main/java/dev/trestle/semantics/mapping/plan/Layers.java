package dev.trestle.semantics.mapping.plan;

import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.Place;
import dev.trestle.semantics.mapping.rule.Property;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import java.util.List;
import java.util.Optional;

/** Who said what. */
final class Layers {
  static final String BASE = "base";

  private Layers() {}

  /** Whether a layer over the base says anything of a rule. */
  static boolean touch(EffectiveMapping mapping) {
    return mapping.maps().values().stream()
        .flatMap(map -> map.rules().values().stream())
        .anyMatch(
            rule ->
                isOver(rule.place())
                    || rule.properties().values().stream()
                        .map(Property::place)
                        .anyMatch(Layers::isOver));
  }

  private static boolean isOver(Place place) {
    return !place.layer().equals(BASE);
  }

  /**
   * Where a layer over the base said one of these properties of a rule, or that there is the rule.
   */
  static Optional<Place> touched(RuleDefinition rule, List<String> properties) {
    return properties.stream()
        .map(rule::find)
        .flatMap(Optional::stream)
        .map(Property::place)
        .filter(Layers::isOver)
        .findFirst()
        .or(() -> Optional.of(rule.place()).filter(Layers::isOver));
  }
}
