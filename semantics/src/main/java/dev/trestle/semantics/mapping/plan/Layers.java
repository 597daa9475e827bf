package dev.trestle.semantics.mapping.plan;

import dev.trestle.semantics.mapping.rule.Place;
import dev.trestle.semantics.mapping.rule.Property;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import java.util.List;
import java.util.Optional;

/** Who said what. */
final class Layers {
  static final String BASE = "base";

  private Layers() {}

  /**
   * Where a layer over the base said one of these properties of a rule, or that there is the rule.
   */
  static Optional<Place> touched(RuleDefinition rule, List<String> properties) {
    return properties.stream()
        .map(rule::find)
        .flatMap(Optional::stream)
        .map(Property::place)
        .filter(place -> !place.layer().equals(BASE))
        .findFirst()
        .or(() -> Optional.of(rule.place()).filter(place -> !place.layer().equals(BASE)));
  }
}
