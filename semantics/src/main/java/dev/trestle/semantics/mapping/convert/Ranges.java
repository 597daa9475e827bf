package dev.trestle.semantics.mapping.convert;

import java.util.Arrays;
import java.util.BitSet;

/** Ranges of bytes, kept until it is known whether they count. */
final class Ranges {
  /** From and to in turn. */
  private int[] ends = new int[32];

  private int count;

  /**
   * @param from first byte
   * @param to byte after the last
   */
  void add(int from, int to) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = from;
    ends[count++] = to;
  }

  void clear() {
    count = 0;
  }

  /** They count: their bytes are set, and none is left here. */
  void moveTo(BitSet bytes) {
    for (int i = 0; i < count; i += 2) {
      bytes.set(ends[i], ends[i + 1]);
    }
    count = 0;
  }
}
