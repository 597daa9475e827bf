package dev.trestle.identity.match;

import dev.trestle.identity.match.Matcher.Opened;
import dev.trestle.identity.people.Field;
import dev.trestle.kernel.record.SamePerson;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * The comparison of people asked about an update in place: has a patient number become another
 * person's? The shares of the model (same person, household, stranger) are weighed with what is
 * expected of an update that changes a name, a date of birth or a sex: {@value #EXPECTED} are
 * overlays, as often with somebody of the household as with a stranger. From {@value #OTHER_FROM}
 * on it is another person; below {@value #SAME_BELOW} it is the same one, whatever differs. Another
 * given name with another sex is another person unless a number that only one can have says
 * otherwise: of twins of two sexes nothing else differs.
 */
public final class Overlays implements SamePerson {
  static final double EXPECTED = 0.05;
  static final double HOUSEHOLD_OF_THEM = 0.5;
  static final double OTHER_FROM = 0.5;
  static final double SAME_BELOW = 0.01;

  private final Supplier<Matcher> matcher;

  /**
   * @param matcher the comparison in use now
   */
  public Overlays(Supplier<Matcher> matcher) {
    this.matcher = matcher;
  }

  @Override
  public Opinion of(JsonNode stored, JsonNode said) {
    Matcher now = matcher.get();
    Opened before = now.asked(0, stored);
    Opened after = now.asked(1, said);
    Comparison comparison = now.comparison(List.of(before, after));
    Optional<Assessment> assessed = comparison.assess(0, 1);
    if (assessed.isEmpty()) {
      return new Opinion(Word.UNDECIDED, 0);
    }
    Assessment one = assessed.get();
    double other = other(one, comparison.priorHousehold());
    if (other >= OTHER_FROM || isOfTheOtherSex(one)) {
      return new Opinion(Word.OTHER, other);
    }
    return new Opinion(other < SAME_BELOW ? Word.SAME : Word.UNDECIDED, other);
  }

  /** What the three classes come to with the shares of an update instead of those of any pair. */
  private static double other(Assessment one, double priorHousehold) {
    double priorStranger = 1 - one.priorSame() - priorHousehold;
    double same = one.posterior() / one.priorSame();
    double household = one.household() / priorHousehold;
    double stranger = Math.max(0, 1 - one.posterior() - one.household()) / priorStranger;
    double others = HOUSEHOLD_OF_THEM * household + (1 - HOUSEHOLD_OF_THEM) * stranger;
    double weighed = EXPECTED * others;
    return weighed / (weighed + (1 - EXPECTED) * same);
  }

  private static boolean isOfTheOtherSex(Assessment one) {
    return one.vetoes().contains(Comparison.SEX_AND_GIVEN)
        && one.lines().stream()
            .noneMatch(
                line ->
                    (line.field().equals(Field.SSN.word())
                            || line.field().equals(Field.IDENTIFIER.word()))
                        && line.level().equals("exact"));
  }
}
