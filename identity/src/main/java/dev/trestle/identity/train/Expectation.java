package dev.trestle.identity.train;

import dev.trestle.identity.people.Field;
import dev.trestle.identity.score.Shares;
import java.util.List;
import java.util.Set;

/**
 * Expectation-maximisation over patterns of agreement (Dempster, Laird, Rubin 1977), a mixture of
 * three classes. Pairs that share a blocking key agree more than any two strangers; the shares of
 * strangers found here are therefore of these pairs only, and are not used for scoring. The
 * published shares hold as if so many pairs had been seen: where nearly all pairs are one person,
 * strangers are still what they are elsewhere.
 */
public final class Expectation {
  private static final int ROUNDS = 60;
  private static final double SETTLED = 1e-7;
  private static final double SMALLEST = 1e-6;
  private static final double FIRST_SAME = 0.2;
  private static final double FIRST_HOUSEHOLD = 0.02;

  /** Pairs of one household for each pair of one person from which a file shows households. */
  private static final double HOUSEHOLDS_SHOW = 0.05;

  /** What tells a relative from the same person, besides what is somebody's own. */
  private static final Set<Field> MARKS = Set.of(Field.NAME, Field.SUFFIX, Field.BIRTH_DATE);

  private final List<Field> fields;
  private final double sameWeight;
  private final double householdWeight;

  /**
   * @param fields kind of each field
   * @param sameWeight how many pairs the published shares of one person and of strangers are worth
   * @param householdWeight how many those of a household
   */
  public Expectation(List<Field> fields, double sameWeight, double householdWeight) {
    this.fields = List.copyOf(fields);
    this.sameWeight = sameWeight;
    this.householdWeight = householdWeight;
  }

  /**
   * What was found.
   *
   * @param shares fitted; {@code other} is of the pairs looked at
   * @param same how many of the pairs are one person
   * @param household how many are of one household
   */
  public record Fitted(Shares shares, double same, double household) {}

  /**
   * Fits the shares to patterns, starting from the published ones. Where a file shows households,
   * it fits again and holds their marks: twins, and fathers and sons of one name, agree in nearly
   * everything, and would be learned as what one person looks like.
   */
  public Fitted fit(Patterns patterns, Shares published) {
    Fitted free = fit(patterns, published, false);
    return free.household() < HOUSEHOLDS_SHOW * free.same() ? free : fit(patterns, published, true);
  }

  private Fitted fit(Patterns patterns, Shares published, boolean held) {
    List<Patterns.Counted> counted = patterns.all();
    double pairs = Math.max(patterns.pairs(), 1);
    double[] mixture = {FIRST_SAME, FIRST_HOUSEHOLD, 1 - FIRST_SAME - FIRST_HOUSEHOLD};
    double[][][] shares = {published.same(), published.household(), published.other()};
    for (int round = 0; round < ROUNDS; round++) {
      double[][][] sums = sums();
      double[] sizes = new double[3];
      for (Patterns.Counted one : counted) {
        double[] classes = classes(one.levels(), shares, mixture);
        for (int kind = 0; kind < 3; kind++) {
          double part = classes[kind] * one.count();
          sizes[kind] += part;
          count(sums[kind], one.levels(), part);
        }
      }
      shares[0] = shares(sums[0], published.same(), sameWeight);
      if (held) {
        hold(shares[0], published);
      }
      shares[1] = shares(sums[1], published.household(), householdWeight);
      shares[2] = shares(sums[2], published.other(), sameWeight);
      double moved = 0;
      for (int kind = 0; kind < 3; kind++) {
        double fresh = Math.max(sizes[kind] / pairs, SMALLEST);
        moved += Math.abs(fresh - mixture[kind]);
        mixture[kind] = fresh;
      }
      if (moved < SETTLED) {
        break;
      }
    }
    Shares fitted =
        new Shares(
            shares[0], shares[1], shares[2], published.priorSame(), published.priorHousehold());
    return new Fitted(fitted, mixture[0] * pairs, mixture[1] * pairs);
  }

  /** What the published shares count for a household is not learned to count for one person. */
  private void hold(double[][] same, Shares published) {
    for (int field = 0; field < same.length; field++) {
      for (int level = 0;
          MARKS.contains(fields.get(field)) && level < same[field].length;
          level++) {
        double most = published.same()[field][level];
        if (published.household()[field][level] > most) {
          same[field][level] = Math.min(same[field][level], most);
        }
      }
    }
  }

  private double[][][] sums() {
    double[][][] sums = new double[3][fields.size()][];
    for (double[][] ofClass : sums) {
      for (int field = 0; field < fields.size(); field++) {
        ofClass[field] = new double[fields.get(field).levels().size()];
      }
    }
    return sums;
  }

  private static void count(double[][] sums, int[] levels, double part) {
    for (int field = 0; field < levels.length; field++) {
      if (levels[field] >= 0) {
        sums[field][levels[field]] += part;
      }
    }
  }

  private double[][] shares(double[][] sums, double[][] published, double weight) {
    double[][] shares = new double[sums.length][];
    for (int field = 0; field < sums.length; field++) {
      shares[field] = sums[field].clone();
      for (int level = 0; level < shares[field].length; level++) {
        shares[field][level] += weight * published[field][level];
      }
      Shares.normalise(fields.get(field), shares[field]);
      for (int level = 0; level < shares[field].length; level++) {
        shares[field][level] = Math.max(shares[field][level], SMALLEST * SMALLEST);
      }
    }
    return shares;
  }

  private static double[] classes(int[] levels, double[][][] shares, double[] mixture) {
    double[] logs = new double[3];
    double most = Double.NEGATIVE_INFINITY;
    for (int kind = 0; kind < 3; kind++) {
      logs[kind] = Math.log(mixture[kind]);
      for (int field = 0; field < levels.length; field++) {
        if (levels[field] >= 0) {
          logs[kind] += Math.log(shares[kind][field][levels[field]]);
        }
      }
      most = Math.max(most, logs[kind]);
    }
    double sum = 0;
    for (int kind = 0; kind < 3; kind++) {
      logs[kind] = Math.exp(logs[kind] - most);
      sum += logs[kind];
    }
    for (int kind = 0; kind < 3; kind++) {
      logs[kind] /= sum;
    }
    return logs;
  }
}
