package dev.trestle.semantics.mapping.rule;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A rule as the layers together say it. Immutable.
 *
 * @param id {@code map.rule}
 * @param place where it was added
 * @param properties by name
 */
public record RuleDefinition(String id, Place place, SortedMap<String, Property> properties) {
  public RuleDefinition {
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
  }

  /** With an overlay's properties over those that are there. */
  RuleDefinition refine(Map<String, Property> overlay) {
    TreeMap<String, Property> merged = new TreeMap<>(properties);
    merged.putAll(overlay);
    return new RuleDefinition(id, place, merged);
  }

  public Optional<Property> find(String name) {
    return Optional.ofNullable(properties.get(name));
  }

  public Optional<String> text(String name) {
    return find(name).map(Property::text);
  }

  public boolean disabled() {
    return properties.containsKey("disable");
  }
}
