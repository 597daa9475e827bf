package dev.trestle.semantics.mapping.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A map from one segment to one resource type. Immutable.
 *
 * @param name short name, first part of its rules' ids
 * @param place where it was written
 * @param properties {@code from}, {@code to}, {@code identity}, {@code level}, …
 * @param rules by id, in the order written
 */
public record MapDefinition(
    String name, Place place, Map<String, Property> properties, Map<String, RuleDefinition> rules) {
  public MapDefinition {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
  }

  public Property require(String property) {
    return find(property)
        .orElseThrow(() -> Mistakes.at(place, "the map has no \"" + property + "\""));
  }

  public Optional<Property> find(String property) {
    return Optional.ofNullable(properties.get(property));
  }

  MapDefinition with(RuleDefinition rule) {
    LinkedHashMap<String, RuleDefinition> all = new LinkedHashMap<>(rules);
    all.put(rule.id(), rule);
    return new MapDefinition(name, place, properties, all);
  }
}
