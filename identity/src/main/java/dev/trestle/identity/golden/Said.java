package dev.trestle.identity.golden;

import java.util.Comparator;

/**
 * How a value came into a record.
 *
 * @param level authority of the statement, higher is more
 * @param timeMicros when it was last said, microseconds since 1970-01-01T00:00Z
 */
public record Said(int level, long timeMicros) implements Comparable<Said> {
  /** Nobody knows. */
  public static final Said UNTOLD = new Said(Integer.MIN_VALUE, Long.MIN_VALUE);

  private static final Comparator<Said> ORDER =
      Comparator.comparingInt(Said::level).thenComparingLong(Said::timeMicros);

  @Override
  public int compareTo(Said other) {
    return ORDER.compare(this, other);
  }
}
