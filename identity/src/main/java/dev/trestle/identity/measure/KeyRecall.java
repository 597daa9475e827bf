package dev.trestle.identity.measure;

import dev.trestle.identity.block.Blocks;
import dev.trestle.identity.block.KeyKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Of the pairs of records of one person: how many each blocking key finds.
 *
 * @param pairs of records of one person
 * @param found those that share keys enough to be compared
 * @param byKey those that share a key of this kind
 */
public record KeyRecall(long pairs, long found, Map<KeyKind, Long> byKey) {

  public static KeyRecall of(Blocks blocks, int[] truth) {
    Map<Integer, List<Integer>> people = new HashMap<>();
    for (int record = 0; record < truth.length; record++) {
      if (truth[record] != Accuracy.UNKNOWN) {
        people.computeIfAbsent(truth[record], none -> new ArrayList<>()).add(record);
      }
    }
    long pairs = 0;
    long found = 0;
    long[] byKey = new long[KeyKind.values().length];
    for (List<Integer> records : people.values()) {
      for (int i = 0; i < records.size(); i++) {
        for (int j = i + 1; j < records.size(); j++) {
          int shared = blocks.shared(records.get(i), records.get(j));
          pairs++;
          found += KeyKind.areEnough(shared) ? 1 : 0;
          for (int kind = 0; kind < byKey.length; kind++) {
            byKey[kind] += shared >> kind & 1;
          }
        }
      }
    }
    Map<KeyKind, Long> counts = new EnumMap<>(KeyKind.class);
    for (KeyKind kind : KeyKind.values()) {
      counts.put(kind, byKey[kind.number()]);
    }
    return new KeyRecall(pairs, found, counts);
  }

  /** Share of the pairs that are compared: no linking finds more, but by chains. */
  public double recall() {
    return pairs == 0 ? 1 : (double) found / pairs;
  }
}
