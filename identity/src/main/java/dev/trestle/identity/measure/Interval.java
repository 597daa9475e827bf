package dev.trestle.identity.measure;

/**
 * Where the share of something lies, with 95 % confidence.
 *
 * @param hits how often it was seen
 * @param of among how many
 */
public record Interval(long hits, long of, double lower, double upper) {
  private static final double DEVIATIONS = 1.959964;

  /** Each end is wrong in one of forty cases. */
  private static final double END = 0.025;

  private static final int HALVINGS = 60;

  /** Wilson (1927): for shares that are neither rare nor nearly all. */
  public static Interval wilson(long hits, long of) {
    if (of == 0) {
      return new Interval(0, 0, 0, 1);
    }
    double n = of;
    double share = hits / n;
    double square = DEVIATIONS * DEVIATIONS;
    double middle = share + square / (2 * n);
    double spread = DEVIATIONS * Math.sqrt(share * (1 - share) / n + square / (4 * n * n));
    double most = 1 + square / n;
    return new Interval(
        hits, of, Math.max(0, (middle - spread) / most), Math.min(1, (middle + spread) / most));
  }

  /** Clopper and Pearson (1934): exact, for what is rare; wider rather than too narrow. */
  public static Interval exact(long hits, long of) {
    double lower = hits == 0 ? 0 : root(hits - 1, of, 1 - END);
    double upper = hits >= of ? 1 : root(hits, of, END);
    return new Interval(hits, of, lower, upper);
  }

  /** The share at which at most so many hits have a probability. */
  private static double root(long hits, long of, double probability) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (atMost(hits, of, middle) > probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Binomial distribution: the probability of at most so many hits. */
  private static double atMost(long hits, long of, double share) {
    double log = of * Math.log1p(-share);
    double sum = Math.exp(log);
    for (long k = 1; k <= hits; k++) {
      log += Math.log((double) (of - k + 1) / k) + Math.log(share) - Math.log1p(-share);
      sum += Math.exp(log);
    }
    return sum;
  }

  /** The share that was seen. */
  public double share() {
    return of == 0 ? 0 : (double) hits / of;
  }
}
