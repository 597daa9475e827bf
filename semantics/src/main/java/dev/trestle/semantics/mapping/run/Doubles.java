package dev.trestle.semantics.mapping.run;

import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.plan.MapPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Segments of which a message has two for one resource where it can have one only: a second charge
 * under the number of the first, a second IN2 under one IN1. Nobody knows which of them is wrong.
 */
final class Doubles {
  private final List<MapPlan> maps;
  private final Naming naming;
  private final @Nullable ResourceKey patient;
  private final Map<String, Set<Segment>> doubles = new HashMap<>();

  /**
   * What is looked for.
   *
   * @param patient whose segments these are
   */
  Doubles(List<MapPlan> maps, Naming naming, @Nullable ResourceKey patient) {
    this.maps = maps;
    this.naming = naming;
    this.patient = patient;
  }

  /** Looks through all segments before the first of them is translated. */
  void find(List<Segment> segments, Setting setting) {
    for (MapPlan map : maps) {
      if (map.distinct()) {
        doubles.put(map.name(), doubles(map, segments, setting));
      }
    }
  }

  /** Whether a segment is one of several. */
  boolean contain(MapPlan map, Segment segment) {
    return map.distinct() && doubles.getOrDefault(map.name(), Set.of()).contains(segment);
  }

  private Set<Segment> doubles(MapPlan map, List<Segment> segments, Setting setting) {
    String begins = map.names().isEmpty() ? namedBy(map) : "";
    Map<Object, List<Segment>> told = new HashMap<>();
    int group = 0;
    Segment before = setting.segment(map.from());
    for (Segment segment : segments) {
      group += segment.name().equals(begins) ? 1 : 0;
      if (!segment.name().equals(map.from())) {
        continue;
      }
      setting.put(segment);
      boolean counts = map.when() == null || map.when().holds(setting, null);
      Object of = map.names().isEmpty() ? Integer.valueOf(group) : naming.key(map, patient);
      if (counts && of != null) {
        told.computeIfAbsent(of, fresh -> new ArrayList<>(1)).add(segment);
      }
    }
    if (before != null) {
      setting.put(before);
    }
    Set<Segment> found = Collections.newSetFromMap(new IdentityHashMap<>());
    told.values().stream().filter(some -> some.size() > 1).forEach(found::addAll);
    return found;
  }

  /** The segment that names the resource of a map that does not name it itself. */
  private String namedBy(MapPlan map) {
    Set<String> names = new HashSet<>();
    for (MapPlan other : maps) {
      if (other.role().equals(map.role()) && !other.names().isEmpty()) {
        names.add(other.from());
      }
    }
    return names.size() == 1 ? names.iterator().next() : "";
  }
}
