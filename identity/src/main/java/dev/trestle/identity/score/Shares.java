package dev.trestle.identity.score;

import dev.trestle.identity.model.HouseholdKind;
import dev.trestle.identity.model.LevelShares;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.people.Field;
import dev.trestle.identity.people.People;
import java.util.Arrays;
import java.util.List;

/**
 * The shares of each level of each field in the three classes, and how frequent the classes are.
 *
 * @param same of pairs that are one person, by field and level
 * @param households of two people of one household, by kind, field and level
 * @param other of two strangers
 * @param priorSame share of all pairs that are one person
 * @param priorHouseholds share of all pairs of one household, by kind
 * @param nameless share of pairs of which one has no name, of one person and then of each kind of
 *     household
 */
public record Shares(
    double[][] same,
    double[][][] households,
    double[][] other,
    double priorSame,
    double[] priorHouseholds,
    double[] nameless) {

  /** Where nobody counted, names are missing as often in each class. */
  private static final double NAMELESS = 0.05;

  /** The published shares of a model, for the fields of a table. */
  public static Shares published(LinkModel model, People table) {
    int fields = table.fieldCount();
    double[][] same = new double[fields][];
    List<HouseholdKind> kinds = model.households();
    double[][][] households = new double[kinds.size()][fields][];
    double[][] other = new double[fields][];
    for (int field = 0; field < fields; field++) {
      List<LevelShares> levels = model.of(table.field(field));
      same[field] = levels.stream().mapToDouble(LevelShares::same).toArray();
      for (int kind = 0; kind < households.length; kind++) {
        households[kind][field] = kinds.get(kind).of(table.field(field));
        normalise(table.field(field), households[kind][field]);
      }
      other[field] = levels.stream().mapToDouble(LevelShares::other).toArray();
      if (!model.isCounted()) {
        normalise(table.field(field), same[field]);
        normalise(table.field(field), other[field]);
      }
    }
    LinkModel.Training training = model.training();
    double[] priors =
        kinds.stream().mapToDouble(kind -> kind.share() * training.household()).toArray();
    return new Shares(same, households, other, training.same(), priors, nameless(kinds.size()));
  }

  /** Makes the shares of each group of levels add up to one. */
  public static void normalise(Field field, double[] shares) {
    double[] sums = new double[2];
    for (int level = 0; level < shares.length; level++) {
      sums[field.group(level)] += shares[level];
    }
    for (int level = 0; level < shares.length; level++) {
      shares[level] /= sums[field.group(level)];
    }
  }

  /**
   * With other shares of strangers; where little was seen chance must not turn the order around: no
   * level says more for the same person than the best of its group, and none less than the last,
   * which never speaks for the same person (where all live in one town, nobody is the same for
   * living elsewhere).
   */
  public Shares withOther(double[][] counted, People table) {
    double[][] fresh = new double[counted.length][];
    for (int field = 0; field < counted.length; field++) {
      fresh[field] = counted[field].clone();
      int levels = fresh[field].length;
      for (int begin = 0; begin < levels; ) {
        int end = begin + 1;
        while (end < levels && table.field(field).group(end) == table.field(field).group(begin)) {
          end++;
        }
        double best = same[field][begin] / fresh[field][begin];
        if (end - begin > 1) {
          fresh[field][end - 1] = Math.max(fresh[field][end - 1], same[field][end - 1]);
        }
        double last = same[field][end - 1] / fresh[field][end - 1];
        for (int level = begin + 1; level < end - 1; level++) {
          double ratio = same[field][level] / fresh[field][level];
          double kept = Math.max(Math.min(ratio, best), Math.min(last, best));
          fresh[field][level] = same[field][level] / kept;
        }
        begin = end;
      }
    }
    return new Shares(same, households, fresh, priorSame, priorHouseholds, nameless);
  }

  public Shares withPriors(double newSame, double[] newHouseholds) {
    return new Shares(same, households, other, newSame, newHouseholds, nameless);
  }

  /** That a name is missing says nothing. */
  public static double[] nameless(int kinds) {
    double[] nameless = new double[kinds + 1];
    Arrays.fill(nameless, NAMELESS);
    return nameless;
  }

  /** Share of all pairs of one household, of whatever kind. */
  public double priorHousehold() {
    return Arrays.stream(priorHouseholds).sum();
  }
}
