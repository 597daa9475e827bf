package dev.trestle.identity.offline;

import dev.trestle.identity.block.Pairs;

/** Pairs that are looked at again. */
public interface Near extends Pairs {
  /** Adds the pairs of a piece, in order. */
  void add(long[] pairs, int count);

  /** No more come. */
  void finish();

  /** They are not needed any more. */
  void close();

  /** Two numbers of 32 bits each. */
  static long pair(int a, int b) {
    return (long) a << Integer.SIZE | b;
  }

  static int first(long pair) {
    return (int) (pair >>> Integer.SIZE);
  }

  static int second(long pair) {
    return (int) pair;
  }
}
