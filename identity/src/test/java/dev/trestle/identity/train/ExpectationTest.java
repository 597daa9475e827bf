package dev.trestle.identity.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trestle.identity.people.Field;
import dev.trestle.identity.score.Shares;
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
    return new Expectation(FIELDS, 10, 1e9)
        .fit(patterns, new Shares(rough, even, even, 0.01, 0.001));
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
