package dev.trestle.records.fold;

import java.util.Comparator;

/**
 * The rank of a statement: of two statements about one element the higher stands, whatever the
 * order of arrival (DESIGN §4 "Statement time").
 *
 * @param level authority
 * @param timeMicros statement time, microseconds since 1970-01-01T00:00Z
 * @param source {@code health-system/feed}
 * @param position place in the order of the source
 * @param seq journal sequence number; decides only between a message and its corrected copy, which
 *     have the same position
 * @param mapping hash of the effective mapping, to which origins refer; not part of the rank
 */
public record Stamp(
    int level, long timeMicros, String source, long position, long seq, String mapping)
    implements Comparable<Stamp> {
  /** Below every stamp: nothing was said. */
  public static final Stamp NONE = new Stamp(Integer.MIN_VALUE, Long.MIN_VALUE, "", 0, 0, "");

  private static final Comparator<Stamp> BY_SOURCE =
      Comparator.comparing(Stamp::source)
          .thenComparingLong(Stamp::position)
          .thenComparingLong(Stamp::seq);

  /** Two stamps of one source differ in these two. */
  @Override
  public int hashCode() {
    return 31 * Long.hashCode(seq) + Long.hashCode(timeMicros);
  }

  @Override
  public int compareTo(Stamp other) {
    int byTime = compareTime(other);
    return byTime != 0 ? byTime : compareSource(other);
  }

  /** Compares level and time only. */
  int compareTime(Stamp other) {
    int byLevel = Integer.compare(level, other.level);
    return byLevel != 0 ? byLevel : Long.compare(timeMicros, other.timeMicros);
  }

  /** Compares what decides between statements of one level and time. */
  int compareSource(Stamp other) {
    return BY_SOURCE.compare(this, other);
  }
}
