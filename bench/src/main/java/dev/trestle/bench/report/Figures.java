package dev.trestle.bench.report;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Medians, and figures as the report prints them: the same in every locale. */
public final class Figures {
  /** From here on a percentage says less than a factor. */
  private static final double MANY = 5;

  private Figures() {}

  /** The middle value; of an even number the lower of the two in the middle. */
  public static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }

  /** A rate: {@code 12,345}. */
  public static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /** A count: {@code 12,345}. */
  public static String whole(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** {@code 12.3}. */
  public static String tenths(double value) {
    return String.format(Locale.ROOT, "%,.1f", value);
  }

  /** {@code 12.34}. */
  public static String hundredths(double value) {
    return String.format(Locale.ROOT, "%,.2f", value);
  }

  /** {@code 12.3 ms}. */
  public static String millis(Duration duration) {
    return tenths(duration.toNanos() / 1e6) + " ms";
  }

  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  /** Whether at least the budget was reached, and if not, by how much it was missed. */
  public static String atLeast(double value, double budget) {
    return value >= budget ? "met" : "**missed by " + percent(1 - value / budget) + "**";
  }

  /** Whether at most the budget was used, and if not, by how much it was overrun. */
  public static String atMost(double value, double budget) {
    if (value <= budget) {
      return "met";
    }
    return value < MANY * budget
        ? "**over by " + percent(value / budget - 1) + "**"
        : "**" + whole(value / budget) + " times the budget**";
  }
}
