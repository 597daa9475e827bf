package dev.trestle.identity.measure;

import dev.trestle.identity.score.Verdict;

/**
 * What would be done with pairs, against the truth: how many would be linked without anybody, how
 * many of these are two people, and how many a person would see.
 */
public final class Bands {
  private static final double PER = 100_000;

  /** Of the normal distribution: 95 of 100 lie within so many deviations. */
  private static final double DEVIATIONS = 1.96;

  private final double reviewFrom;
  private long automatic;
  private long falselyAutomatic;
  private long review;
  private long falselyReview;

  /**
   * @param reviewFrom probability from which a person sees a pair
   */
  public Bands(double reviewFrom) {
    this.reviewFrom = reviewFrom;
  }

  /** Counts a pair. */
  public void add(Verdict verdict, boolean same) {
    if (verdict.automatic()) {
      automatic++;
      falselyAutomatic += same ? 0 : 1;
    } else if (verdict.same() >= reviewFrom) {
      review++;
      falselyReview += same ? 0 : 1;
    }
  }

  /** Adds what another counted. */
  public void add(Bands more) {
    automatic += more.automatic;
    falselyAutomatic += more.falselyAutomatic;
    review += more.review;
    falselyReview += more.falselyReview;
  }

  /** Pairs that need nobody. */
  public long automatic() {
    return automatic;
  }

  /** Those of them that are two people. */
  public long falselyAutomatic() {
    return falselyAutomatic;
  }

  /** Pairs that a person would see. */
  public long review() {
    return review;
  }

  /** Those of them that are two people. */
  public long falselyReview() {
    return falselyReview;
  }

  /** False links among 100,000 pairs that need nobody. */
  public double falsePer100k() {
    return automatic == 0 ? 0 : PER * falselyAutomatic / automatic;
  }

  /** The upper end of the 95 % interval of {@link #falsePer100k} (Wilson 1927). */
  public double mostFalsePer100k() {
    if (automatic == 0) {
      return PER;
    }
    double n = automatic;
    double share = falselyAutomatic / n;
    double square = DEVIATIONS * DEVIATIONS;
    double middle = share + square / (2 * n);
    double spread = DEVIATIONS * Math.sqrt(share * (1 - share) / n + square / (4 * n * n));
    return PER * (middle + spread) / (1 + square / n);
  }
}
