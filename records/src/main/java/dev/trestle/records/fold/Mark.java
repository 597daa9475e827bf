package dev.trestle.records.fold;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * "This statement said the same again": raises the rank of slots without a new version.
 *
 * @param stamp the statement
 * @param slots ordinals of the slots confirmed
 */
public record Mark(Stamp stamp, BitSet slots) {
  /** More marks than this are merged into the state instead. */
  public static final int LIMIT = 8;

  /** The marks with one more; what it outranks falls away. */
  public static List<Mark> add(List<Mark> marks, Mark fresh) {
    List<Mark> result = new ArrayList<>(marks.size() + 1);
    for (Mark mark : marks) {
      BitSet left = (BitSet) mark.slots.clone();
      if (mark.stamp.compareTo(fresh.stamp) <= 0) {
        left.andNot(fresh.slots);
      }
      if (!left.isEmpty()) {
        result.add(new Mark(mark.stamp, left));
      }
    }
    result.add(fresh);
    return result;
  }
}
