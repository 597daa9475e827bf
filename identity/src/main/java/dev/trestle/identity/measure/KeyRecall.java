package dev.trestle.identity.measure;

import dev.trestle.identity.block.KeyKind;
import dev.trestle.identity.block.Meetings;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Of the pairs of records of one person: how many each blocking key finds.
 *
 * @param pairs of records of one person
 * @param found those that share keys enough to be compared
 * @param byKey those that share a key of this kind
 */
public record KeyRecall(long pairs, long found, Map<KeyKind, Long> byKey) {

  /**
   * @param truth who each is, a number below that of the records, or {@link Accuracy#UNKNOWN}
   */
  public static KeyRecall of(Meetings meetings, int[] truth) {
    long[] byKey = new long[KeyKind.values().length];
    long[] found = new long[1];
    meetings.shared(
        truth,
        shared -> {
          found[0] += KeyKind.areEnough(shared) ? 1 : 0;
          for (int kind = 0; kind < byKey.length; kind++) {
            byKey[kind] += shared >> kind & 1;
          }
        });
    Map<KeyKind, Long> counts = new EnumMap<>(KeyKind.class);
    for (KeyKind kind : KeyKind.values()) {
      counts.put(kind, byKey[kind.number()]);
    }
    return new KeyRecall(pairs(truth), found[0], counts);
  }

  private static long pairs(int[] truth) {
    int[] sorted = truth.clone();
    Arrays.parallelSort(sorted);
    long pairs = 0;
    for (int begin = 0, end = 0; begin < sorted.length; begin = end) {
      while (end < sorted.length && sorted[end] == sorted[begin]) {
        end++;
      }
      long size = sorted[begin] == Accuracy.UNKNOWN ? 0 : (long) end - begin;
      pairs += size * (size - 1) / 2;
    }
    return pairs;
  }

  /** Share of the pairs that are compared: no linking finds more, but by chains. */
  public double recall() {
    return pairs == 0 ? 1 : (double) found / pairs;
  }
}
