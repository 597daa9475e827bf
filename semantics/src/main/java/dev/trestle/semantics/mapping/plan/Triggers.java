package dev.trestle.semantics.mapping.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The triggers of the messages that a map runs for. */
final class Triggers {
  private final Map<String, Set<String>> byMap = new HashMap<>();
  private final Set<String> ofAnyMessage = new HashSet<>();

  Triggers(Plan plan) {
    new TreeMap<>(plan.messages()).forEach(this::message);
    plan.partial().maps().forEach(map -> ofAnyMessage.add(map.name()));
  }

  private void message(String type, MessagePlan message) {
    String trigger = type.substring(type.indexOf('^') + 1);
    message
        .maps()
        .forEach(map -> byMap.computeIfAbsent(map.name(), missing -> new TreeSet<>()).add(trigger));
  }

  /** Sorted; null when the map runs for any message. */
  @Nullable Set<String> of(String map) {
    return ofAnyMessage.contains(map) ? null : byMap.getOrDefault(map, Set.of());
  }
}
