package dev.trestle.semantics.validation;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** An invariant where it stands: {@link Surely} in terms of the bits of a {@link Shape}. */
final class SureCondition {
  private final Invariant invariant;
  private final long[] there;
  private final long[] absent;

  private SureCondition(Invariant invariant, List<long[]> ways) {
    this.invariant = invariant;
    there = ways.stream().mapToLong(way -> way[0]).toArray();
    absent = ways.stream().mapToLong(way -> way[1]).toArray();
  }

  static SureCondition of(Invariant invariant, Shape shape) {
    List<long[]> ways = new ArrayList<>();
    Surely.byElements(invariant.key())
        .ifPresent(
            told -> {
              for (String way : told.split(" \\| ", -1)) {
                ways.add(way(way, shape));
              }
            });
    return new SureCondition(invariant, ways);
  }

  private static long[] way(String told, Shape shape) {
    long there = 0;
    long absent = 0;
    for (String word : told.split(" ", -1)) {
      if (word.startsWith("!")) {
        absent |= shape.bit(word.substring(1));
      } else {
        there |= shape.bit(word);
      }
    }
    return new long[] {there, absent};
  }

  /** Whether it holds, whatever the elements say. */
  boolean holds(long present) {
    for (int i = 0; i < there.length; i++) {
      if ((present & there[i]) == there[i] && (present & absent[i]) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether it holds. */
  boolean holds(long present, ObjectNode object) {
    return holds(present) || invariant.rule().holds(object, object);
  }

  /** The bits whose absence alone tells; none when it is told in another way. */
  long absent() {
    return there.length == 1 && there[0] == 0 ? absent[0] : 0;
  }
}
