package dev.trestle.identity.block;

import java.util.function.IntConsumer;

/**
 * The pairs that share keys which are worth comparing the two: in memory ({@link Blocks}) or on
 * disk ({@link SpilledBlocks}).
 */
public interface Meetings extends Pairs {
  /** Pairs under keys that stayed crowded; many of them meet under another key. */
  long leftOut();

  /**
   * The kinds of keys, as bits by {@link KeyKind#number}, of all pairs of one group that share any.
   *
   * @param groups the group of each person; who has a negative one is left out
   */
  void shared(int[] groups, IntConsumer kinds);
}
