package dev.trestle.app.difference;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Two lists laid side by side: the longest stretches that both have in one order (Myers), and what
 * lies between. Its memory grows with the square of what differs: callers bound their lists.
 */
public final class Alignment {
  private Alignment() {}

  /**
   * A stretch; the ends are not part of it.
   *
   * @param same both sides have the same; else each has something of its own, or nothing
   */
  public record Stretch(boolean same, int before, int beforeEnd, int after, int afterEnd) {}

  /** The stretches in order; together they are both lists. */
  public static <T> List<Stretch> of(List<T> before, List<T> after) {
    List<AbstractDelta<T>> deltas = new ArrayList<>(DiffUtils.diff(before, after).getDeltas());
    deltas.sort(Comparator.comparingInt(delta -> delta.getSource().getPosition()));
    List<Stretch> stretches = new ArrayList<>();
    int first = 0;
    int second = 0;
    for (AbstractDelta<T> delta : deltas) {
      int from = delta.getSource().getPosition();
      int to = delta.getTarget().getPosition();
      if (from > first) {
        stretches.add(new Stretch(true, first, from, second, to));
      }
      first = from + delta.getSource().size();
      second = to + delta.getTarget().size();
      stretches.add(new Stretch(false, from, first, to, second));
    }
    if (first < before.size()) {
      stretches.add(new Stretch(true, first, before.size(), second, after.size()));
    }
    return stretches;
  }
}
