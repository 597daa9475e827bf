package dev.trestle.identity.train;

import dev.trestle.identity.people.Field;
import dev.trestle.identity.score.Shares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Expectation-maximisation over patterns of agreement (Dempster, Laird, Rubin 1977), a mixture of
 * one person, strangers and the kinds of households. Pairs that share a blocking key agree more
 * than any two strangers; the shares of strangers found here are therefore of these pairs only, and
 * are not used for scoring. The published shares hold as if so many pairs had been seen: where
 * nearly all pairs are one person, strangers are still what they are elsewhere.
 */
public final class Expectation {
  private static final int SAME = 0;
  private static final int OTHER = 1;

  /** Their kinds follow. */
  private static final int HOUSEHOLDS = 2;

  private static final int ROUNDS = 60;
  private static final double SETTLED = 1e-7;
  private static final double SMALLEST = 1e-6;
  private static final double FIRST_SAME = 0.2;
  private static final double FIRST_HOUSEHOLD = 0.02;

  /** Pairs of one household for each pair of one person from which a file shows households. */
  private static final double HOUSEHOLDS_SHOW = 0.05;

  /** What tells a relative from the same person, besides what is somebody's own. */
  private static final Set<Field> MARKS = Set.of(Field.NAME, Field.SUFFIX, Field.BIRTH_DATE);

  /** Fields by which a kind of household can be what it is called. */
  private static final Set<Field> DEFINING = Set.of(Field.NAME, Field.BIRTH_DATE);

  /** It is, where most of its pairs are of other levels than those of relatives in general. */
  private static final double DEFINED = 0.5;

  private final List<Field> fields;
  private final int name;
  private final double sameWeight;
  private final double householdWeight;
  private final double kindWeight;

  /**
   * @param fields kind of each field
   * @param sameWeight how many pairs the published shares of one person and of strangers are worth
   * @param householdWeight how many those of relatives in general
   * @param kindWeight how many those of each other kind of household
   */
  public Expectation(
      List<Field> fields, double sameWeight, double householdWeight, double kindWeight) {
    this.fields = List.copyOf(fields);
    this.name = fields.indexOf(Field.NAME);
    this.sameWeight = sameWeight;
    this.householdWeight = householdWeight;
    this.kindWeight = kindWeight;
  }

  /**
   * What was found.
   *
   * @param shares fitted; {@code other} is of the pairs looked at
   * @param same how many of the pairs are one person
   * @param households how many are of one household, by kind
   */
  public record Fitted(Shares shares, double same, double[] households) {
    /** How many are of one household, of whatever kind. */
    public double household() {
      return Arrays.stream(households).sum();
    }
  }

  /**
   * Fits the shares to patterns, starting from the published ones. Where a file shows households,
   * it fits again and holds their marks: twins, and fathers and sons of one name, agree in nearly
   * everything, and would be learned as what one person looks like.
   */
  public Fitted fit(Observed observed, Shares published) {
    Fitted free = fit(observed, published, false);
    return free.household() < HOUSEHOLDS_SHOW * free.same() ? free : fit(observed, published, true);
  }

  /** What a person has said of pairs. */
  private enum Word {
    NOTHING,
    SAME,
    APART,
    HOUSEHOLD
  }

  private record Seen(Patterns.Counted counted, Word word) {}

  private static List<Seen> seen(Observed observed) {
    List<Seen> seen = new ArrayList<>();
    observed.open().all().forEach(one -> seen.add(new Seen(one, Word.NOTHING)));
    observed.same().all().forEach(one -> seen.add(new Seen(one, Word.SAME)));
    observed.apart().all().forEach(one -> seen.add(new Seen(one, Word.APART)));
    observed.household().all().forEach(one -> seen.add(new Seen(one, Word.HOUSEHOLD)));
    return seen;
  }

  private Fitted fit(Observed observed, Shares published, boolean held) {
    List<Seen> seen = seen(observed);
    double pairs = Math.max(observed.pairs(), 1);
    int kinds = published.households().length;
    Classes now = Classes.first(published);
    for (int round = 0; round < ROUNDS; round++) {
      double[][][] sums = sums(now.shares.length);
      double[][] sizes = new double[2][now.shares.length];
      for (Seen pattern : seen) {
        Patterns.Counted one = pattern.counted();
        boolean nameless = isNameless(one.levels());
        double[] parts = classes(one.levels(), now, nameless, pattern.word());
        for (int kind = 0; kind < parts.length; kind++) {
          double part = parts[kind] * one.count();
          sizes[nameless ? 1 : 0][kind] += part;
          count(sums[kind], one.levels(), part);
        }
      }
      double[][][] shares = new double[now.shares.length][][];
      shares[SAME] = shares(sums[SAME], published.same(), sameWeight);
      if (held) {
        hold(shares[SAME], published);
      }
      shares[OTHER] = shares(sums[OTHER], published.other(), sameWeight);
      for (int kind = 0; kind < kinds; kind++) {
        shares[HOUSEHOLDS + kind] =
            shares(
                sums[HOUSEHOLDS + kind],
                published.households()[kind],
                weight(kind, kinds, held),
                householdWeight);
        define(shares[HOUSEHOLDS + kind], published.households(), kind);
      }
      Classes before = now;
      double[] mixture = mixture(sizes, pairs);
      if (!held) {
        tie(mixture, published.priorHouseholds());
      }
      now = new Classes(shares, mixture, nameless(sizes, pairs, kinds));
      if (before.distance(now) < SETTLED) {
        break;
      }
    }
    return now.fitted(published, pairs);
  }

  private double weight(int kind, int kinds, boolean shown) {
    return kind == kinds - 1 || !shown ? householdWeight : kindWeight;
  }

  private boolean isNameless(int[] levels) {
    return name >= 0 && levels[name] < 0;
  }

  private static double[] mixture(double[][] sizes, double pairs) {
    double[] mixture = new double[sizes[0].length];
    for (int kind = 0; kind < mixture.length; kind++) {
      mixture[kind] = Math.max((sizes[0][kind] + sizes[1][kind]) / pairs, SMALLEST);
    }
    return mixture;
  }

  /** Where few relatives are seen, twins are as few among them as is published. */
  private static void tie(double[] mixture, double[] published) {
    int relatives = mixture.length - 1;
    for (int kind = HOUSEHOLDS; kind < relatives; kind++) {
      mixture[kind] =
          mixture[relatives] * published[kind - HOUSEHOLDS] / published[published.length - 1];
    }
  }

  /** Share of pairs of each class of which one has no name; that of all where little was seen. */
  private double[] nameless(double[][] sizes, double pairs, int kinds) {
    double all = (Arrays.stream(sizes[1]).sum() + 1) / (pairs + 2);
    double[] nameless = new double[sizes[0].length];
    for (int kind = 0; kind < nameless.length; kind++) {
      double weight = kind < HOUSEHOLDS ? sameWeight : weight(kind - HOUSEHOLDS, kinds, true);
      nameless[kind] = (sizes[1][kind] + weight * all) / (sizes[0][kind] + sizes[1][kind] + weight);
    }
    return nameless;
  }

  /**
   * What is known of the classes.
   *
   * @param mixture how frequent they are
   * @param nameless share of pairs of which one has no name
   */
  private record Classes(double[][][] shares, double[] mixture, double[] nameless) {
    /** Kinds of households are as frequent as is published. */
    static Classes first(Shares published) {
      int kinds = published.households().length;
      double[][][] shares = new double[kinds + HOUSEHOLDS][][];
      double[] mixture = new double[shares.length];
      shares[SAME] = published.same();
      mixture[SAME] = FIRST_SAME;
      shares[OTHER] = published.other();
      mixture[OTHER] = 1 - FIRST_SAME - FIRST_HOUSEHOLD;
      for (int kind = 0; kind < kinds; kind++) {
        shares[HOUSEHOLDS + kind] = published.households()[kind];
        double share = published.priorHouseholds()[kind] / published.priorHousehold();
        mixture[HOUSEHOLDS + kind] = FIRST_HOUSEHOLD * share;
      }
      return new Classes(shares, mixture, Shares.nameless(shares.length));
    }

    double distance(Classes other) {
      double distance = 0;
      for (int kind = 0; kind < mixture.length; kind++) {
        distance += Math.abs(mixture[kind] - other.mixture[kind]);
      }
      return distance;
    }

    Fitted fitted(Shares published, double pairs) {
      double[] missing = new double[shares.length - 1];
      missing[0] = nameless[SAME];
      System.arraycopy(nameless, HOUSEHOLDS, missing, 1, missing.length - 1);
      Shares fitted =
          new Shares(
              shares[SAME],
              Arrays.copyOfRange(shares, HOUSEHOLDS, shares.length),
              shares[OTHER],
              published.priorSame(),
              published.priorHouseholds(),
              missing);
      double[] households =
          Arrays.stream(mixture, HOUSEHOLDS, mixture.length).map(part -> part * pairs).toArray();
      return new Fitted(fitted, mixture[SAME] * pairs, households);
    }
  }

  /** What the published shares count for a household is not learned to count for one person. */
  private void hold(double[][] same, Shares published) {
    for (int field = 0; field < same.length; field++) {
      for (int level = 0;
          MARKS.contains(fields.get(field)) && level < same[field].length;
          level++) {
        double most = published.same()[field][level];
        if (household(published, field, level) > most) {
          same[field][level] = Math.min(same[field][level], most);
        }
      }
    }
  }

  /**
   * Twins are who has one date of birth, namesakes who has one name: what a kind is by its name is
   * not learned. In a large file few of all pairs are twins, and others who share something would
   * become what the kind is called.
   */
  private void define(double[][] shares, double[][][] published, int kind) {
    double[][] relatives = published[published.length - 1];
    for (int field = 0; field < shares.length; field++) {
      if (DEFINING.contains(fields.get(field))
          && distance(published[kind][field], relatives[field]) > DEFINED) {
        shares[field] = published[kind][field].clone();
      }
    }
  }

  /** Share of pairs that would have to be of another level (total variation). */
  private static double distance(double[] one, double[] other) {
    double distance = 0;
    for (int level = 0; level < one.length; level++) {
      distance += Math.abs(one[level] - other[level]) / 2;
    }
    return distance;
  }

  /** Share of a level in households of all kinds. */
  private static double household(Shares published, int field, int level) {
    double sum = 0;
    for (int kind = 0; kind < published.households().length; kind++) {
      sum += published.priorHouseholds()[kind] * published.households()[kind][field][level];
    }
    return sum / published.priorHousehold();
  }

  private double[][][] sums(int classes) {
    double[][][] sums = new double[classes][fields.size()][];
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
    return shares(sums, published, weight, weight);
  }

  /**
   * @param defining how many pairs the published shares are worth in fields that tell kinds apart
   */
  private double[][] shares(double[][] sums, double[][] published, double weight, double defining) {
    double[][] shares = new double[sums.length][];
    for (int field = 0; field < sums.length; field++) {
      shares[field] = sums[field].clone();
      for (int level = 0; level < shares[field].length; level++) {
        shares[field][level] +=
            (DEFINING.contains(fields.get(field)) ? defining : weight) * published[field][level];
      }
      Shares.normalise(fields.get(field), shares[field]);
      for (int level = 0; level < shares[field].length; level++) {
        shares[field][level] = Math.max(shares[field][level], SMALLEST * SMALLEST);
      }
    }
    return shares;
  }

  /** What a person has said stands: the pair is of the one class, or of one of the others. */
  private static double[] classes(int[] levels, Classes now, boolean nameless, Word word) {
    if (word == Word.SAME) {
      double[] certain = new double[now.mixture.length];
      certain[SAME] = 1;
      return certain;
    }
    double[] logs = new double[now.mixture.length];
    double most = Double.NEGATIVE_INFINITY;
    for (int kind = 0; kind < logs.length; kind++) {
      logs[kind] = Math.log(now.mixture[kind]);
      logs[kind] += Math.log(nameless ? now.nameless[kind] : 1 - now.nameless[kind]);
      for (int field = 0; field < levels.length; field++) {
        if (levels[field] >= 0) {
          logs[kind] += Math.log(now.shares[kind][field][levels[field]]);
        }
      }
      boolean isSaid = word == Word.APART || word == Word.HOUSEHOLD;
      if ((isSaid && kind == SAME) || (word == Word.HOUSEHOLD && kind == OTHER)) {
        logs[kind] = Double.NEGATIVE_INFINITY;
      }
      most = Math.max(most, logs[kind]);
    }
    double sum = 0;
    for (int kind = 0; kind < logs.length; kind++) {
      logs[kind] = Math.exp(logs[kind] - most);
      sum += logs[kind];
    }
    for (int kind = 0; kind < logs.length; kind++) {
      logs[kind] /= sum;
    }
    return logs;
  }
}
