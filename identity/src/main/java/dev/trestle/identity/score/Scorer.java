package dev.trestle.identity.score;

import dev.trestle.identity.compare.NameLevel;
import dev.trestle.identity.model.LevelShares;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModel.Veto;
import dev.trestle.identity.people.Field;
import dev.trestle.identity.people.People;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds up what the levels of two people say: Fellegi and Sunter with three classes, the shares of
 * strangers by the frequency of the value. Thread-safe.
 */
public final class Scorer {
  private static final int SSN_DIGITS = 9;
  private static final int OTHER_MIDDLE = Field.MIDDLE.level("different");
  private static final int NAME = Field.NAME.index();
  private static final int BIRTH_DATE = Field.BIRTH_DATE.index();

  private final People table;
  private final LinkModel model;
  private final Comparer comparer;
  private final Shares shares;
  private final Frequencies frequencies;
  private final double limit;
  private final double[][] agreement;
  private final double[][] same;
  private final double[][] other;
  private final double[][][] households;

  /** Of each kind, before a field is looked at: where there are names, and where one is missing. */
  private final double[][] priors;

  private final double priorSame;
  private final double priorOther;

  public Scorer(
      People table, LinkModel model, Comparer comparer, Shares shares, Frequencies frequencies) {
    this.table = table;
    this.model = model;
    this.comparer = comparer;
    this.shares = shares;
    this.frequencies = frequencies;
    this.limit = model.bitsLimit() * Math.log(2);
    this.same = logarithms(shares.same());
    this.other = logarithms(shares.other());
    this.households = new double[shares.households().length][][];
    for (int kind = 0; kind < households.length; kind++) {
      households[kind] = logarithms(shares.households()[kind]);
    }
    this.priors = priors(shares);
    this.priorSame = Math.log(shares.priorSame());
    this.priorOther = Math.log(1 - shares.priorSame());
    this.agreement = new double[table.fieldCount()][];
    for (int field = 0; field < agreement.length; field++) {
      agreement[field] = new double[table.field(field).levels().size()];
      for (int level = 0; level < agreement[field].length; level++) {
        agreement[field][level] =
            Math.log(frequencies.agreement(field, level, model.training().otherHits()));
      }
    }
  }

  private static double[][] priors(Shares shares) {
    double mine = shares.nameless()[0];
    double[][] priors = new double[shares.households().length][];
    for (int kind = 0; kind < priors.length; kind++) {
      double prior = Math.log(shares.priorHouseholds()[kind]);
      double theirs = shares.nameless()[kind + 1];
      priors[kind] =
          new double[] {
            prior + Math.log((1 - theirs) / (1 - mine)), prior + Math.log(theirs / mine)
          };
    }
    return priors;
  }

  private static double[][] logarithms(double[][] shares) {
    return Arrays.stream(shares)
        .map(levels -> Arrays.stream(levels).map(Math::log).toArray())
        .toArray(double[][]::new);
  }

  /** What it scores by. */
  public Shares shares() {
    return shares;
  }

  /** How frequent it takes terms to be. */
  public Frequencies frequencies() {
    return frequencies;
  }

  /** A pairing that fits. */
  public Pairing pairing() {
    return new Pairing(table.fieldCount());
  }

  /** Compares two people; the pairing then holds the levels. */
  public Verdict score(int a, int b, Pairing pairing) {
    comparer.compare(a, b, pairing);
    double mine = 0;
    double strangers = 0;
    for (int field = 0; field < pairing.levels.length; field++) {
      int level = pairing.levels[field];
      if (level >= 0) {
        mine += same[field][level];
        strangers += within(same[field][level] - strangers(field, level, pairing));
      }
    }
    double forSame = mine + priorSame;
    double forHousehold = Double.NEGATIVE_INFINITY;
    for (int kind = 0; kind < households.length; kind++) {
      forHousehold = add(household(kind, pairing) + mine, forHousehold);
    }
    // Of one household are so few that all the rest may be called strangers.
    double forOther = mine - strangers + priorOther;
    double against = add(forHousehold, forOther);
    double all = add(forSame, against);
    boolean vetoed = isVetoed(pairing);
    double probability = Math.exp(forSame - all);
    return new Verdict(
        probability,
        Math.exp(forHousehold - all),
        forSame - against,
        vetoed,
        !vetoed && probability >= model.automaticFrom() && isClear(pairing));
  }

  /** The bits of one field for the same person against a stranger. */
  public double bits(int field, Pairing pairing) {
    int level = pairing.levels[field];
    return level < 0
        ? 0
        : within(same[field][level] - strangers(field, level, pairing)) / Math.log(2);
  }

  /** Logarithm of how likely a kind of household is, against one person of these levels. */
  private double household(int kind, Pairing pairing) {
    double sum = priors[kind][pairing.levels[NAME] < 0 ? 1 : 0];
    for (int field = 0; field < pairing.levels.length; field++) {
      int level = pairing.levels[field];
      if (level >= 0) {
        sum -= within(same[field][level] - households[kind][field][level]);
      }
    }
    return sum;
  }

  /** The kind of household that the two are, if they are of one. */
  public int likeliestHousehold(Pairing pairing) {
    int likeliest = 0;
    for (int kind = 1; kind < households.length; kind++) {
      if (household(kind, pairing) > household(likeliest, pairing)) {
        likeliest = kind;
      }
    }
    return likeliest;
  }

  /**
   * The share of pairs of one household, as if all were of one kind: with it the {@link
   * #householdBits} of this kind add up to the probability.
   */
  public double priorAsIf(int kind, Pairing pairing) {
    double all = Double.NEGATIVE_INFINITY;
    for (int one = 0; one < households.length; one++) {
      all = add(household(one, pairing), all);
    }
    double prior = shares.priorHouseholds()[kind];
    return prior * Math.exp(all - household(kind, pairing));
  }

  /** The bits of one field for the same person against two of a kind of household. */
  public double householdBits(int kind, int field, Pairing pairing) {
    int level = pairing.levels[field];
    return level < 0
        ? 0
        : within(same[field][level] - households[kind][field][level]) / Math.log(2);
  }

  /** What keeps the two apart whatever the probability. */
  public List<Veto> vetoes(Pairing pairing) {
    List<Veto> found = new ArrayList<>(0);
    for (Veto veto : Veto.values()) {
      if (speaks(veto, pairing)) {
        found.add(veto);
      }
    }
    return found;
  }

  private double within(double weight) {
    return Math.max(-limit, Math.min(limit, weight));
  }

  private static double add(double a, double b) {
    double most = Math.max(a, b);
    return most + Math.log(Math.exp(a - most) + Math.exp(b - most));
  }

  /** Logarithm of the share of strangers who agree like this, on values as rare as these. */
  private double strangers(int field, int level, Pairing pairing) {
    double share = other[field][level];
    TermCounts counts = frequencies.of(field, level);
    if (counts == null) {
      return share;
    }
    LevelShares published = model.of(table.field(field)).get(level);
    double rate = Math.max(counts.rate(pairing.firsts[field]), counts.rate(pairing.seconds[field]));
    return share + published.power() * (rate - agreement[field][level]);
  }

  private boolean isVetoed(Pairing pairing) {
    return speaks(Veto.SUFFIX, pairing)
        || speaks(Veto.SSN, pairing)
        || speaks(Veto.SEX_AND_GIVEN, pairing);
  }

  private boolean speaks(Veto veto, Pairing pairing) {
    return model.vetoes().contains(veto) && isFound(veto, pairing);
  }

  private boolean isFound(Veto veto, Pairing pairing) {
    return switch (veto) {
      case SUFFIX -> has(pairing, Field.SUFFIX, 1);
      case SSN -> isOtherNumber(pairing);
      case SEX_AND_GIVEN ->
          has(pairing, Field.SEX, 1)
              && (has(pairing, Field.NAME, NameLevel.FAMILY_ONLY.index())
                  || has(pairing, Field.NAME, NameLevel.DIFFERENT.index()));
    };
  }

  /** Two numbers that are both valid in the United States; others may be anything. */
  private boolean isOtherNumber(Pairing pairing) {
    int field = Field.SSN.index();
    return has(pairing, Field.SSN, 3)
        && pairing.first().text(field, pairing.firstPlaces[field]).length() == SSN_DIGITS
        && pairing.second().text(field, pairing.secondPlaces[field]).length() == SSN_DIGITS;
  }

  private static boolean has(Pairing pairing, Field field, int level) {
    return pairing.levels[field.index()] == level;
  }

  /**
   * Whether name and date of birth are known on both sides and agree as the model asks. Twins have
   * one family name, date of birth, home and telephone: where the given names are not equal to the
   * letter, or the middle names are others, a number of their own must agree.
   */
  public boolean isClear(Pairing pairing) {
    if (pairing.levels[NAME] < 0 || pairing.levels[BIRTH_DATE] < 0) {
      return false;
    }
    List<String> names = Field.NAME.levels();
    var first = pairing.first().name(pairing.firstPlaces[NAME]);
    var second = pairing.second().name(pairing.secondPlaces[NAME]);
    boolean own = has(pairing, Field.SSN, 0) || has(pairing, Field.IDENTIFIER, 0);
    boolean sameGiven = first.given().equals(second.given());
    boolean clear =
        own
            ? sameGiven || first.family().equals(second.family())
            : sameGiven && !has(pairing, Field.MIDDLE, OTHER_MIDDLE);
    return clear
        && model.automaticNames().contains(names.get(pairing.levels[NAME]))
        && model
            .automaticDates()
            .contains(Field.BIRTH_DATE.levels().get(pairing.levels[BIRTH_DATE]));
  }
}
