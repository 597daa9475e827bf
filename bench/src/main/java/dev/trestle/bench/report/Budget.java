package dev.trestle.bench.report;

/**
 * A budget of the design and what was measured.
 *
 * @param what the design asks for
 * @param measured with its unit
 * @param budget with its unit
 * @param verdict met, or by how much it was missed
 */
public record Budget(String what, String measured, String budget, String verdict) {
  private static final String NOT_MEASURED = "not measured";

  /** At most so much may be used. */
  public static Budget atMost(String what, double measured, double budget, String unit) {
    return new Budget(
        what,
        number(measured) + unit,
        "≤ " + number(budget) + unit,
        Figures.atMost(measured, budget));
  }

  /** At least so much must be reached. */
  public static Budget atLeast(String what, double measured, double budget, String unit) {
    return new Budget(
        what,
        number(measured) + unit,
        "≥ " + number(budget) + unit,
        Figures.atLeast(measured, budget));
  }

  /** What this run did not measure, and why. */
  public static Budget notMeasured(String what, String budget, String why) {
    return new Budget(what, NOT_MEASURED, budget, why);
  }

  private static String number(double value) {
    return value < 100 && value != Math.rint(value) ? Figures.tenths(value) : Figures.whole(value);
  }
}
