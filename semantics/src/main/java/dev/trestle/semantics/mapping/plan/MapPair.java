package dev.trestle.semantics.mapping.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Two maps that can write to one resource in one message.
 *
 * @param one the first of them by name
 * @param other the second
 * @param triggers of the messages that both run for; null for any
 * @param apart whether each reads a segment of its own of one kind (two NTE): what holds for the
 *     one's says nothing of the other's
 */
record MapPair(MapPlan one, MapPlan other, @Nullable Set<String> triggers, boolean apart) {
  /** Segments that stand once beside what they add to, though they do not name it. */
  private static final Set<String> ONCE = Set.of("PID", "PD1", "PV1", "PV2", "ORC", "EVN");

  /** What the second segment of a kind is called beside the first. */
  private static final String SECOND = "'";

  /** All of a plan, in the order of their names. */
  static List<MapPair> of(Plan plan) {
    TreeMap<String, MapPlan> maps = new TreeMap<>();
    TreeMap<String, MapPair> pairs = new TreeMap<>();
    plan.messages()
        .forEach(
            (type, message) -> {
              message.maps().forEach(map -> maps.put(map.name(), map));
              Set<String> trigger = Set.of(type.substring(type.indexOf('^') + 1));
              pairs(message).forEach(pair -> pair.into(pairs, trigger));
            });
    for (MessagePlan any : List.of(plan.partial(), plan.header())) {
      any.maps().forEach(map -> maps.put(map.name(), map));
      pairs(any).forEach(pair -> pair.into(pairs, null));
    }
    Set<String> naming = new HashSet<>();
    maps.values().stream()
        .filter(map -> !map.names().isEmpty())
        .forEach(map -> naming.add(map.role() + " " + map.from()));
    return pairs.values().stream().map(pair -> pair.told(naming)).toList();
  }

  private static List<MapPair> pairs(MessagePlan message) {
    List<MapPair> pairs = new ArrayList<>();
    for (MapPlan one : message.maps()) {
      for (MapPlan other : message.maps()) {
        if (one.name().compareTo(other.name()) < 0 && shareResource(one, other)) {
          pairs.add(new MapPair(one, other, Set.of(), false));
        }
      }
    }
    return pairs;
  }

  private void into(TreeMap<String, MapPair> pairs, @Nullable Set<String> more) {
    pairs.merge(one.name() + " " + other.name(), withTriggers(more), MapPair::join);
  }

  private MapPair join(MapPair more) {
    if (triggers == null || more.triggers == null) {
      return withTriggers(null);
    }
    Set<String> all = new TreeSet<>(triggers);
    all.addAll(more.triggers);
    return withTriggers(all);
  }

  private MapPair withTriggers(@Nullable Set<String> known) {
    return new MapPair(one, other, known, apart);
  }

  /** Two segments of one kind beside a resource that is named by none of this kind. */
  private MapPair told(Set<String> naming) {
    boolean several =
        one.from().equals(other.from())
            && !ONCE.contains(one.from())
            && !naming.contains(one.role() + " " + one.from());
    return new MapPair(one, other, triggers, several);
  }

  /** A map without names adds to what has its role; two with names meet where the names do. */
  private static boolean shareResource(MapPlan one, MapPlan other) {
    return one.role().equals(other.role())
        && (one.names().isEmpty() || other.names().isEmpty() || named(one).equals(named(other)));
  }

  private static List<?> named(MapPlan map) {
    return List.of(map.type(), map.ofPatient(), firm(map));
  }

  /** The names that count before those that stand in for them. */
  private static List<NamePlan> firm(MapPlan map) {
    List<NamePlan> firm = map.names().stream().filter(name -> !name.fallback()).toList();
    return firm.isEmpty() ? map.names() : firm;
  }

  /** A condition of the other map, to be held beside those of the one. */
  @Nullable Condition beside(@Nullable Condition condition) {
    return apart && condition != null ? second(condition) : condition;
  }

  private Condition second(Condition condition) {
    if (condition instanceof Condition.Not not) {
      return new Condition.Not(second(not.inner()));
    }
    if (condition instanceof Condition.And and) {
      return new Condition.And(second(and.left()), second(and.right()));
    }
    if (condition instanceof Condition.Or or) {
      return new Condition.Or(second(or.left()), second(or.right()));
    }
    if (condition instanceof Condition.Valued valued) {
      return new Condition.Valued(second(valued.path()));
    }
    if (condition instanceof Condition.In in) {
      return new Condition.In(second(in.path()), in.values());
    }
    if (condition instanceof Condition.Same same) {
      return new Condition.Same(second(same.left()), second(same.right()));
    }
    if (condition instanceof Condition.Length length) {
      return new Condition.Length(second(length.path()), length.comparison(), length.length());
    }
    if (condition instanceof Condition.After after) {
      return new Condition.In(new FieldPath("after" + SECOND, 0, 0, 0), after.names());
    }
    return condition;
  }

  private FieldPath second(FieldPath path) {
    return path.segment().equals(one.from())
        ? new FieldPath(
            path.segment() + SECOND, path.field(), path.component(), path.subcomponent())
        : path;
  }
}
