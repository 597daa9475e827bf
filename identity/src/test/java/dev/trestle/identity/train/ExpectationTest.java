package dev.trestle.identity.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trestle.identity.model.LevelShares;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.people.Field;
import dev.trestle.identity.score.Shares;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Pairs are made up with known shares, and the training has to find them again. */
class ExpectationTest {
  private static final List<Field> FIELDS =
      List.of(Field.SEX, Field.PHONE, Field.SSN, Field.MOTHER, Field.EMAIL);
  private static final double[][] SAME = {
    {0.97, 0.03}, {0.6, 0.1, 0.3}, {0.8, 0.1, 0.02, 0.08}, {0.75, 0.05, 0.2}, {0.5, 0.2, 0.1, 0.2}
  };
  private static final double[][] OTHER = {
    {0.5, 0.5},
    {0.01, 0.02, 0.97},
    {0.001, 0.002, 0.01, 0.987},
    {0.05, 0.05, 0.9},
    {0.01, 0.01, 0.05, 0.93}
  };
  private static final int PAIRS = 200_000;
  private static final double TRUE_SHARE = 0.1;

  @Test
  void theSharesOfMadeUpPairsAreFoundAgain() {
    Expectation.Fitted fitted = fit(0);
    for (int field = 0; field < FIELDS.size(); field++) {
      for (int level = 0; level < SAME[field].length; level++) {
        String what = FIELDS.get(field) + " " + level;
        assertThat(fitted.shares().same()[field][level])
            .as(what)
            .isCloseTo(SAME[field][level], within(0.02));
        assertThat(fitted.shares().other()[field][level])
            .as(what)
            .isCloseTo(OTHER[field][level], within(0.02));
      }
    }
    assertThat(fitted.same() / PAIRS).isCloseTo(TRUE_SHARE, within(0.01));
  }

  @Test
  void whatIsMissingAtRandomChangesNothing() {
    Expectation.Fitted fitted = fit(0.3);
    assertThat(fitted.shares().same()[2][0]).isCloseTo(SAME[2][0], within(0.02));
    assertThat(fitted.same() / PAIRS).isCloseTo(TRUE_SHARE, within(0.01));
  }

  /** What people say goes before what a pattern looks like. */
  @Test
  void wordsOfPeopleAreLearned() {
    int[] sizes = FIELDS.stream().mapToInt(field -> field.levels().size()).toArray();
    int[] alike = new int[sizes.length];
    int[] other = new int[sizes.length];
    for (int field = 0; field < sizes.length; field++) {
      other[field] = sizes[field] - 1;
    }
    Patterns open = new Patterns(sizes);
    open.add(alike, 1_000);
    open.add(other, 9_000);
    Patterns none = new Patterns(sizes);
    Patterns said = new Patterns(sizes);
    int[] half = alike.clone();
    half[0] = sizes[0] - 1;
    said.add(half, 1_000);
    double without = differing(new Observed(open, none, none, none), sizes);
    double same = differing(new Observed(open, said, none, none), sizes);
    double apart = differing(new Observed(open, none, said, none), sizes);
    assertThat(same).isCloseTo(0.5, within(0.02));
    assertThat(apart).isLessThan(0.02);
    assertThat(without).isLessThan(0.02);
  }

  /** Two of one household are neither one person nor strangers, whatever the pattern looks like. */
  @Test
  void aHouseholdIsLearnedAsOne() {
    int[] sizes = FIELDS.stream().mapToInt(field -> field.levels().size()).toArray();
    int[] alike = new int[sizes.length];
    int[] other = new int[sizes.length];
    for (int field = 0; field < sizes.length; field++) {
      other[field] = sizes[field] - 1;
    }
    Patterns open = new Patterns(sizes);
    open.add(alike, 1_000);
    open.add(other, 9_000);
    Patterns none = new Patterns(sizes);
    Patterns said = new Patterns(sizes);
    said.add(other, 500);
    double apart = households(new Observed(open, none, said, none), sizes);
    double household = households(new Observed(open, none, none, said), sizes);
    assertThat(household - apart).isGreaterThan(400);
  }

  private static double households(Observed observed, int[] sizes) {
    return new Expectation(FIELDS, 10, 1e9, 1e9).fit(observed, published(sizes)).household();
  }

  /** Share of one person who differ in the first field. */
  private static double differing(Observed observed, int[] sizes) {
    Expectation.Fitted fitted =
        new Expectation(FIELDS, 10, 1e9, 1e9).fit(observed, published(sizes));
    return fitted.shares().same()[0][sizes[0] - 1];
  }

  /** Rough ones: one person mostly agrees, all others agree by chance. */
  private static Shares published(int[] sizes) {
    double[][] rough = new double[sizes.length][];
    double[][] even = new double[sizes.length][];
    for (int field = 0; field < rough.length; field++) {
      rough[field] = new double[sizes[field]];
      even[field] = new double[sizes[field]];
      for (int level = 0; level < sizes[field]; level++) {
        rough[field][level] = level == 0 ? 0.7 : 0.3 / (sizes[field] - 1);
        even[field][level] = 1.0 / sizes[field];
      }
    }
    return new Shares(
        rough, new double[][][] {even}, even, 0.01, new double[] {0.001}, Shares.nameless(1));
  }

  private static Expectation.Fitted fit(double missing) {
    SplittableRandom random = new SplittableRandom(3);
    int[] sizes = FIELDS.stream().mapToInt(field -> field.levels().size()).toArray();
    Patterns patterns = new Patterns(sizes);
    for (int i = 0; i < PAIRS; i++) {
      double[][] shares = random.nextDouble() < TRUE_SHARE ? SAME : OTHER;
      int[] levels = new int[sizes.length];
      for (int field = 0; field < levels.length; field++) {
        levels[field] = random.nextDouble() < missing ? -1 : draw(shares[field], random);
      }
      patterns.add(levels, 1);
    }
    assertThat(patterns.pairs()).isEqualTo(PAIRS);
    return new Expectation(FIELDS, 10, 1e9, 1e9)
        .fit(Observed.of(patterns, sizes), published(sizes));
  }

  /** Name, date of birth, sex and a number, as of one person, twins, relatives and strangers. */
  private static final List<Field> HOUSE =
      List.of(Field.NAME, Field.BIRTH_DATE, Field.SEX, Field.SSN);

  private static final int TWINS = 6_000;
  private static final int RELATIVES = 30_000;
  private static final int ONES = 60_000;

  @Test
  void twinsAreCountedAndNotLearnedAsOnePerson() {
    Expectation.Fitted fitted = household(ONES, TWINS, RELATIVES, 0.3);
    assertThat(fitted.households()[0]).isBetween(TWINS * 0.85, TWINS * 1.15);
    assertThat(fitted.same()).isBetween(ONES * 0.98, ONES * 1.02);
    int familyOnly = Field.NAME.level("family-only");
    assertThat(fitted.shares().same()[0][familyOnly]).isLessThan(0.005);
    // Of twins a third of the names are missing, of the others none.
    assertThat(fitted.shares().nameless()[1]).isGreaterThan(0.15);
    assertThat(fitted.shares().nameless()[0]).isLessThan(0.02);
  }

  @Test
  void whereNoRelativesAreSeenThereAreNoTwins() {
    Expectation.Fitted fitted = household(2_000, 120, 0, 0);
    assertThat(fitted.households()[0]).isLessThan(5);
  }

  /** In some records of a large index: nearly all who look alike in anything are strangers. */
  @Test
  void whereTwinsAreFewOthersDoNotBecomeWhatTwinsAre() {
    Expectation.Fitted fitted = household(20_000, 60, 2_000, 0, 60_000);
    double[] dates = fitted.shares().households()[0][1];
    assertThat(dates[Field.BIRTH_DATE.level("exact")]).isGreaterThan(0.9);
    assertThat(fitted.households()[0]).isLessThan(1_000);
    assertThat(fitted.same()).isBetween(19_500.0, 20_500.0);
  }

  private static Expectation.Fitted household(int ones, int twins, int relatives, double nameless) {
    return household(ones, twins, relatives, nameless, 0);
  }

  /**
   * @param crowd pairs of strangers of one given name and year of birth, or of one date of birth
   */
  private static Expectation.Fitted household(
      int ones, int twins, int relatives, double nameless, int crowd) {
    LinkModel model = LinkModelResource.standard();
    SplittableRandom random = new SplittableRandom(5);
    int[] sizes = HOUSE.stream().mapToInt(field -> field.levels().size()).toArray();
    Patterns patterns = new Patterns(sizes);
    double[][] same = new double[HOUSE.size()][];
    double[][] other = new double[HOUSE.size()][];
    for (int field = 0; field < same.length; field++) {
      same[field] = model.of(HOUSE.get(field)).stream().mapToDouble(LevelShares::same).toArray();
      other[field] = model.of(HOUSE.get(field)).stream().mapToDouble(LevelShares::other).toArray();
    }
    double[][] one = {whole(same[0]), same[1], same[2], same[3]};
    one[0][Field.NAME.level("exact")] += one[0][Field.NAME.level("family-only")];
    one[0][Field.NAME.level("family-only")] = 0;
    add(patterns, one, ones, 0, random);
    add(patterns, kind(model, 0), twins, nameless, random);
    add(patterns, kind(model, 2), relatives, 0, random);
    add(
        patterns,
        new double[][] {whole(other[0]), other[1], other[2], other[3]},
        50_000,
        0,
        random);
    // Who shares a given name shares the sex: strangers are not all of one kind either.
    double[][] alike = {
      only(Field.NAME, "given-only"),
      only(Field.BIRTH_DATE, "same-year"),
      only(Field.SEX, "equal"),
      other[3]
    };
    add(patterns, alike, crowd / 2, 0, random);
    double[][] coeval = {
      only(Field.NAME, "different"), only(Field.BIRTH_DATE, "exact"), other[2], other[3]
    };
    add(patterns, coeval, crowd / 2, 0, random);
    double[][][] kinds = {all(model, 0), all(model, 1), all(model, 2)};
    double[] priors =
        model.households().stream().mapToDouble(kind -> kind.share() * 1e-4).toArray();
    return new Expectation(HOUSE, 100, 5_000, 500)
        .fit(
            Observed.of(patterns, sizes),
            new Shares(same, kinds, other, 1e-5, priors, Shares.nameless(3)));
  }

  private static double[][] all(LinkModel model, int kind) {
    return HOUSE.stream().map(model.households().get(kind)::of).toArray(double[][]::new);
  }

  private static double[][] kind(LinkModel model, int kind) {
    double[][] shares = all(model, kind);
    shares[0] = whole(shares[0]);
    return shares;
  }

  /** All pairs are of one level. */
  private static double[] only(Field field, String level) {
    double[] shares = new double[field.levels().size()];
    shares[field.level(level)] = 1;
    return shares;
  }

  /** Of names that have both parts. */
  private static double[] whole(double[] shares) {
    double[] whole = shares.clone();
    Arrays.fill(whole, Field.NAME.level("different") + 1, whole.length, 0);
    return whole;
  }

  private static void add(
      Patterns patterns, double[][] shares, int count, double nameless, SplittableRandom random) {
    for (int i = 0; i < count; i++) {
      int[] levels = new int[shares.length];
      for (int field = 0; field < levels.length; field++) {
        levels[field] = draw(shares[field], random);
      }
      if (random.nextDouble() < nameless) {
        levels[0] = -1;
      }
      patterns.add(levels, 1);
    }
  }

  private static int draw(double[] shares, SplittableRandom random) {
    double left = random.nextDouble();
    for (int level = 0; level < shares.length; level++) {
      left -= shares[level];
      if (left < 0) {
        return level;
      }
    }
    return shares.length - 1;
  }
}
