package dev.trestle.identity.train;

import dev.trestle.identity.score.Pairing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many pairs show each pattern of agreement: some thousands of patterns for millions of pairs.
 */
public final class Patterns {
  private final int[] bits;
  private final Map<Long, Long> counts = new HashMap<>();

  /**
   * @param levels how many levels each field has
   * @throws IllegalArgumentException when a pattern does not fit into 64 bits
   */
  public Patterns(int[] levels) {
    bits = new int[levels.length];
    int sum = 0;
    for (int field = 0; field < levels.length; field++) {
      bits[field] = Integer.SIZE - Integer.numberOfLeadingZeros(levels[field]);
      sum += bits[field];
    }
    if (sum > Long.SIZE) {
      throw new IllegalArgumentException("too many fields to compare: " + levels.length);
    }
  }

  /** Counts a pair. */
  public void add(Pairing pairing) {
    long pattern = 0;
    for (int field = 0; field < bits.length; field++) {
      pattern = pattern << bits[field] | (pairing.level(field) + 1);
    }
    add(pattern, 1);
  }

  /** Counts pairs by their levels; -1 is nothing. */
  public void add(int[] levels, long count) {
    long pattern = 0;
    for (int field = 0; field < bits.length; field++) {
      pattern = pattern << bits[field] | (levels[field] + 1);
    }
    add(pattern, count);
  }

  private void add(long pattern, long count) {
    counts.merge(pattern, count, Long::sum);
  }

  /** Adds what another counted. */
  public void add(Patterns more) {
    more.counts.forEach(this::add);
  }

  /** A pattern with how many pairs show it. */
  record Counted(int[] levels, long count) {}

  /** All of them, in an order that does not depend on who was counted first. */
  List<Counted> all() {
    return new TreeMap<>(counts)
        .entrySet().stream()
            .map(entry -> new Counted(levels(entry.getKey()), entry.getValue()))
            .toList();
  }

  /** How many pairs were counted. */
  public long pairs() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private int[] levels(long pattern) {
    int[] levels = new int[bits.length];
    long rest = pattern;
    for (int field = bits.length - 1; field >= 0; field--) {
      levels[field] = (int) (rest & ((1L << bits[field]) - 1)) - 1;
      rest >>>= bits[field];
    }
    return levels;
  }
}
