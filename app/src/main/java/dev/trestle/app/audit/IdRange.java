package dev.trestle.app.audit;

import java.util.ArrayList;
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

  /** Ranges without these ids. Both ascending. */
  static List<IdRange> without(List<IdRange> ranges, List<Long> ids) {
    List<IdRange> left = new ArrayList<>();
    for (IdRange range : ranges) {
      long next = range.first();
      for (long id : ids) {
        if (id >= next && id <= range.last()) {
          if (id > next) {
            left.add(new IdRange(next, id - 1));
          }
          next = id + 1;
        }
      }
      if (next <= range.last()) {
        left.add(new IdRange(next, range.last()));
      }
    }
    return left;
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
