package dev.trestle.app.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ids that follow each other.
 *
 * @param first the first of them
 * @param last the last, also in it
 */
record IdRange(long first, long last) {
  long size() {
    return last - first + 1;
  }

  /** Ascending ids as ranges. */
  static List<IdRange> of(List<Long> ascending) {
    List<IdRange> ranges = new ArrayList<>();
    for (long id : ascending) {
      IdRange before = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
      if (before != null && before.last() + 1 == id) {
        ranges.set(ranges.size() - 1, new IdRange(before.first(), id));
      } else {
        ranges.add(new IdRange(id, id));
      }
    }
    return ranges;
  }

  /** What lies between ascending ranges, from after {@code from} on. */
  static List<IdRange> between(long from, List<IdRange> ranges) {
    List<IdRange> gaps = new ArrayList<>();
    long next = from + 1;
    for (IdRange range : ranges) {
      if (range.first() > next) {
        gaps.add(new IdRange(next, range.first() - 1));
      }
      next = range.last() + 1;
    }
    return gaps;
  }

  /** Ascending ranges in groups whose neighbours are at most {@code near} ids apart. */
  static List<List<IdRange>> groups(List<IdRange> ranges, long near) {
    List<List<IdRange>> groups = new ArrayList<>();
    long last = 0;
    for (IdRange range : ranges) {
      if (groups.isEmpty() || range.first() - last > near) {
        groups.add(new ArrayList<>());
      }
      groups.get(groups.size() - 1).add(range);
      last = range.last();
    }
    return groups;
  }

  /** The highest ids of ascending ranges, at most {@code most} of them, ascending. */
  static List<Long> highest(List<IdRange> ranges, int most) {
    List<Long> ids = new ArrayList<>();
    for (int n = ranges.size() - 1; n >= 0 && ids.size() < most; n--) {
      for (long id = ranges.get(n).last(); id >= ranges.get(n).first() && ids.size() < most; id--) {
        ids.add(id);
      }
    }
    Collections.reverse(ids);
    return ids;
  }

  /** As PostgreSQL writes and reads an {@code int8multirange}. */
  static String text(List<IdRange> ranges) {
    return ranges.stream()
        .map(range -> "[" + range.first() + "," + (range.last() + 1) + ")")
        .collect(Collectors.joining(",", "{", "}"));
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException it is none, or one without end
   */
  static List<IdRange> parse(String text) {
    List<IdRange> ranges = new ArrayList<>();
    String inner = text.replaceAll("[{}\\[)]", "");
    if (inner.isEmpty()) {
      return ranges;
    }
    String[] bounds = inner.split(",", -1);
    for (int i = 0; i + 1 < bounds.length; i += 2) {
      ranges.add(new IdRange(Long.parseLong(bounds[i]), Long.parseLong(bounds[i + 1]) - 1));
    }
    return ranges;
  }
}
