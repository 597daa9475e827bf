package dev.trestle.identity.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trestle.identity.People;
import dev.trestle.identity.match.Waterfall.Step;
import dev.trestle.identity.match.WhatIf.Outcome;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What evidence says to people is what the comparison does. */
class WhatIfTest {
  private static final long SEED = 4;
  private final LinkModel model = LinkModelResource.standard();
  private final Matcher matcher =
      new Matcher(
          model,
          new AuthoritySystems(
              new TreeSet<>(), new TreeMap<>(java.util.Map.of("urn:a", "a", "urn:b", "b"))),
          Keyring.fixedForOfflineUse(),
          Sealer.inMemory());

  @Test
  void aDayOfBirthThatIsAnotherIsNamedAndBeingEqualWouldLink() {
    ObjectNode anna = home(People.at("a", "Anna", "Quistgaard", "1961-02-13"));
    ObjectNode other = home(People.at("b", "Anna", "Quistgaard", "1961-02-18"));
    Assessment seen = assess(anna, other);
    assertThat(WhatIf.outcome(model, seen)).isEqualTo(Outcome.REVIEW);
    assertThat(Waterfall.of(model, seen).changes())
        .contains("It would link by itself if the birth-date were equal.");
    Assessment equal = assess(anna, home(People.at("b", "Anna", "Quistgaard", "1961-02-13")));
    assertThat(WhatIf.outcome(model, equal)).isEqualTo(Outcome.LINK);
    assertThat(Waterfall.of(model, equal).changes())
        .contains("It would be for a person to look at without the birth-date.");
  }

  @Test
  void whatIsMissingAndWouldHelpIsNamed() {
    Assessment seen =
        assess(
            People.at("a", "Anna", "Quistgaard", "1961-02-13"),
            People.at("b", "Anna", "Quistgaard", "1961-02-13"));
    assertThat(Waterfall.of(model, seen).changes())
        .containsExactly(
            "It would be two persons without the name.",
            "It would link by itself if the ssn or identifier or address or phone or email were"
                + " known of both and equal.");
  }

  @Test
  void whatOneHealthSystemKeepsAsTwoNoFieldWouldLink() {
    ObjectNode anna = home(People.at("a", "Anna", "Quistgaard", "1961-02-13"));
    assertThat(Waterfall.of(model, assess(anna, anna.deepCopy())).changes())
        .noneMatch(text -> text.contains("link by itself"));
  }

  @Test
  void evidenceOfAnotherModelIsNotGuessedAbout() {
    ObjectNode anna = home(People.at("a", "Anna", "Quistgaard", "1961-02-13"));
    Assessment seen = assess(anna, home(People.at("b", "Anna", "Quistgaard", "1961-02-18")));
    Assessment older =
        new Assessment(
            seen.posterior(), seen.household(), seen.lines(), List.of(), "older", 0, 0, List.of());
    assertThat(Waterfall.of(model, older).changes()).isEmpty();
    assertThat(Waterfall.of(model, older).steps()).hasSize(seen.lines().size());
  }

  @Test
  void theStepsAddUpToTheProbabilityAndTheOutcomeIsThatOfTheComparison() {
    Random random = new Random(SEED);
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    for (int i = 0; i < 2_000; i++) {
      Assessment seen = assess(anybody(random), anybody(random));
      Waterfall fall = Waterfall.of(model, seen);
      Step last = fall.steps().get(fall.steps().size() - 1);
      assertThat(last.sum()).isCloseTo(fall.stranger(), within(1e-9));
      double against = Math.pow(2, -fall.stranger()) + Math.pow(2, -fall.relative());
      assertThat(1 / (1 + against)).as("pair " + i).isCloseTo(seen.posterior(), within(1e-9));
      Outcome outcome = WhatIf.outcome(model, seen);
      outcomes.add(outcome);
      assertThat(outcome == Outcome.LINK).as("pair " + i).isEqualTo(seen.isAutomatic());
    }
    assertThat(outcomes).as("seed " + SEED).hasSize(3);
  }

  private static ObjectNode anybody(Random random) {
    ObjectNode patient =
        People.at(
            any(random, "a", "b"),
            any(random, "Anna", "Ann", "Otto", "Elizabeth", "Liz"),
            any(random, "Quistgaard", "Quistgard", "Maurer"),
            any(random, "1961-02-13", "1961-02-14", "1988-12-01", "unknown"));
    if (random.nextBoolean()) {
      patient = home(patient);
    }
    if (random.nextInt(3) == 0) {
      patient = People.withNumber(patient, any(random, "219-09-1234", "317-22-9876"));
    }
    return random.nextInt(3) == 0 ? People.male(patient) : patient;
  }

  private static String any(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  private static ObjectNode home(ObjectNode patient) {
    return People.withHome(patient, "12 Elm Street", "60601", "2175611234");
  }

  private Assessment assess(ObjectNode first, ObjectNode second) {
    return matcher
        .comparison(List.of(matcher.asked(1, first), matcher.asked(2, second)))
        .assess(1, 2)
        .orElseThrow();
  }
}
