package dev.trestle.identity.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Which records are one person, from the links that stand and the pairs that are not the same: a
 * pure function of both, whatever the order in which they came.
 *
 * <p>Links are taken strongest first. One that would bring a pair together that is not the same,
 * also over others, is refused.
 */
final class Partition {
  private static final Comparator<Edge> STRONGEST_FIRST =
      Comparator.<Edge>comparingInt(edge -> edge.kind().rank())
          .thenComparing(Edge::smallerId)
          .thenComparing(Edge::largerId);

  private final Map<Long, Set<Long>> groups = new HashMap<>();
  private final List<Edge> made = new ArrayList<>();
  private final List<Edge> refused = new ArrayList<>();

  /**
   * A link.
   *
   * @param firstId id of the first Patient: does not depend on which came first
   */
  record Edge(LinkKind kind, long first, UUID firstId, long second, UUID secondId) {
    UUID smallerId() {
      return firstId.compareTo(secondId) < 0 ? firstId : secondId;
    }

    UUID largerId() {
      return firstId.compareTo(secondId) < 0 ? secondId : firstId;
    }

    Pair pair() {
      return Pair.of(first, second);
    }
  }

  private Partition() {}

  static Partition of(Collection<Long> records, Collection<Edge> edges, Set<Pair> apart) {
    Partition partition = new Partition();
    records.forEach(rid -> partition.groups.put(rid, new TreeSet<>(Set.of(rid))));
    edges.stream().sorted(STRONGEST_FIRST).forEach(edge -> partition.take(edge, apart));
    return partition;
  }

  private void take(Edge edge, Set<Pair> apart) {
    Set<Long> first = group(edge.first());
    Set<Long> second = group(edge.second());
    if (first == second) {
      made.add(edge);
      return;
    }
    boolean forbidden =
        apart.stream()
            .anyMatch(
                pair ->
                    (first.contains(pair.low()) && second.contains(pair.high()))
                        || (first.contains(pair.high()) && second.contains(pair.low())));
    if (forbidden) {
      refused.add(edge);
      return;
    }
    made.add(edge);
    first.addAll(second);
    second.forEach(rid -> groups.put(rid, first));
  }

  /**
   * The same without links that nothing but probability made. Two that are held together only over
   * a probable third are two in it.
   */
  Partition confirmed() {
    return of(
        groups.keySet(),
        made.stream().filter(edge -> edge.kind().isConfirmed()).toList(),
        Set.of());
  }

  /** The records of the person that a record belongs to, itself among them. */
  Set<Long> group(long rid) {
    return groups.getOrDefault(rid, Set.of(rid));
  }

  /** Links that stand in the ledger and were not made. */
  List<Edge> refused() {
    return List.copyOf(refused);
  }
}
