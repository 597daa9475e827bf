package dev.trestle.identity.score;

import java.util.Arrays;

/**
 * What was found of two people, field by field: the level, and the values that agreed best. It is
 * filled again and again, so that comparing makes no garbage; one for each thread.
 */
public final class Pairing {
  /** The level of a field that one side does not have. */
  public static final int NOTHING = -1;

  final int[] levels;
  final int[] firsts;
  final int[] seconds;

  /**
   * @param fields how many there are
   */
  public Pairing(int fields) {
    levels = new int[fields];
    firsts = new int[fields];
    seconds = new int[fields];
    Arrays.fill(levels, NOTHING);
  }

  /** The level of a field, or {@link #NOTHING}. */
  public int level(int field) {
    return levels[field];
  }
}
