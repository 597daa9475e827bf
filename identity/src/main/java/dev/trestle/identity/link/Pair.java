package dev.trestle.identity.link;

import java.util.Comparator;

/**
 * Two records, whichever was named first.
 *
 * @param low the smaller internal number
 * @param high the larger one
 */
public record Pair(long low, long high) implements Comparable<Pair> {
  private static final Comparator<Pair> IN_ORDER =
      Comparator.comparingLong(Pair::low).thenComparingLong(Pair::high);

  public static Pair of(long first, long second) {
    return first < second ? new Pair(first, second) : new Pair(second, first);
  }

  @Override
  public int compareTo(Pair other) {
    return IN_ORDER.compare(this, other);
  }
}
