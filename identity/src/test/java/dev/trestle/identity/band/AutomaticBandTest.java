package dev.trestle.identity.band;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.identity.Arrivals;
import dev.trestle.identity.People;
import dev.trestle.identity.band.AutomaticBand.Change;
import dev.trestle.identity.link.Link;
import dev.trestle.identity.link.LinkKind;
import dev.trestle.identity.measure.Interval;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.model.LinkModelText;
import dev.trestle.identity.review.Answer;
import dev.trestle.identity.review.Review;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What links by itself is held against people's checks, and becomes stricter, never laxer. */
class AutomaticBandTest {
  private static final int PAIRS = 40;
  private static final double TARGET = 0.9;
  private final Arrivals world = new Arrivals();
  private volatile LinkModel model = LinkModelResource.standard();
  private final AutomaticBand band = band();
  private final List<Change> told = new ArrayList<>();

  private AutomaticBand band() {
    return new AutomaticBand(world.database().dataSource(), () -> model, () -> TARGET);
  }

  @BeforeEach
  void automaticLinks() {
    band.whenTightened(told::add);
    for (int i = 1; i <= PAIRS; i++) {
      world.arrive("a" + i, person("a", i));
      world.arrive("b" + i, person("b", i));
    }
    world.resolver.drain();
    assertThat(world.linksMade()).hasSize(PAIRS).allMatch(link -> link.startsWith("PROBABLE"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static ObjectNode person(String system, int i) {
    String name = "Q" + "aeiou".charAt(i % 5) + "rst".charAt(i / 5 % 3) + "ilmno".charAt(i % 5) + i;
    String born = "19%02d-%02d-%02d".formatted(30 + i, 1 + i % 12, 1 + i % 28);
    ObjectNode person = People.at(system, name + "ana", "Fam" + name, born);
    person
        .withArray("telecom")
        .addObject()
        .put("system", "phone")
        .put("value", "217561" + (1200 + i));
    return person;
  }

  private void answer(Answer answer, int times) {
    for (Review check : world.decisions.checks(0).subList(0, times)) {
      world.decisions.decide(check.id(), answer, "stella", "looked");
    }
  }

  @Test
  void aCheckOfARightLinkChangesNothingAndAWrongOneIsTakenApart() {
    assertThat(band.draw(3)).isEqualTo(3);
    assertThat(band.draw(1_000)).as("each once").isEqualTo(PAIRS - 3);
    assertThat(band.draw(1_000)).isZero();
    List<Review> checks = world.decisions.checks(0);
    assertThat(checks).hasSize(PAIRS);
    Review first = checks.get(0);
    assertThat(world.decisions.review(first.id()).evidence().lines()).isNotEmpty();
    assertThat(world.decisions.undecided(Set.of(first.pair().low())))
        .as("they are one person: nothing is announced")
        .isZero();
    answer(Answer.SAME, 1);
    assertThat(world.linksMade()).hasSize(PAIRS).allMatch(link -> link.startsWith("PROBABLE"));
    answer(Answer.DIFFERENT, 1);
    world.resolver.drain();
    assertThat(world.linksMade()).hasSize(PAIRS - 1);
    assertThat(world.decisions.checks(0)).hasSize(PAIRS - 2);
    AutomaticBand.State state = band.state();
    assertThat(state.errors().hits()).isOne();
    assertThat(state.errors().of()).isEqualTo(2);
    assertThat(state.open()).isEqualTo(PAIRS - 2);
    assertThat(state.undone().of()).isEqualTo(PAIRS);
  }

  @Test
  void whatIsShownToMissTheTargetTightensByOneStepAndOnce() {
    band.draw(PAIRS);
    answer(Answer.SAME, 2);
    assertThat(band.look()).as("two say nothing").isFalse();
    answer(Answer.HOUSEHOLD, 4);
    assertThat(band.look()).isTrue();
    assertThat(band.active().automaticFrom()).isEqualTo(0.975);
    assertThat(band.active().version()).isNotEqualTo(model.version());
    assertThat(LinkModelText.of(band.active()))
        .as("nothing else is different")
        .isEqualTo(LinkModelText.of(model.withAutomaticFrom(0.975)));
    assertThat(told).hasSize(1);
    assertThat(told.get(0).reason()).contains("4 of 6 checks", "4 of 40 links");
    assertThat(told.get(0).actor()).isEqualTo("trestle");
    assertThat(band.look()).as("what was said has had its effect").isFalse();
    answer(Answer.SAME, 1);
    assertThat(band.look()).isFalse();
    assertThat(band.state().errors().of()).as("counted anew").isOne();
    assertThat(band().active().automaticFrom()).as("after a start").isEqualTo(0.975);
    model = model.withAutomaticFrom(0.96);
    assertThat(band.active().automaticFrom())
        .as("another model does not loosen it")
        .isEqualTo(0.975);
    model = model.withAutomaticFrom(0.99);
    assertThat(band.active()).as("a stricter one is taken as it is").isSameAs(model);
  }

  @Test
  void soManyRightOnesShowTheTargetAndOneWrongAmongThemMissesIt() {
    long enough = AutomaticBand.enough(1 - TARGET);
    assertThat(enough).isEqualTo(36);
    band.draw(PAIRS);
    answer(Answer.SAME, 36);
    assertThat(band.look()).isFalse();
    assertThat(band.state().errors().upper()).isLessThan(0.1);
    answer(Answer.DIFFERENT, 1);
    assertThat(band.look()).as("1 of 37 is up to 0.14").isTrue();
  }

  @Test
  void targetsNeedTheChecksTheyNeed() {
    assertThat(AutomaticBand.enough(0.001)).isBetween(3_687L, 3_750L);
    Interval none = Interval.exact(0, 100);
    assertThat(AutomaticBand.missed(Interval.exact(0, 30), none, 0.1, 36)).isFalse();
    assertThat(AutomaticBand.missed(Interval.exact(1, 30), none, 0.1, 36)).isFalse();
    assertThat(AutomaticBand.missed(Interval.exact(0, 30), Interval.exact(30, 100), 0.1, 36))
        .isTrue();
  }

  @Test
  void linksThatPeopleTakeApartSpeakAgainstItWithoutASample() {
    List<Link> links = world.links.links(Long.MAX_VALUE);
    for (Link link : links.subList(0, 7)) {
      world.decisions.unlink(link.id(), "stella", "two people");
    }
    world.resolver.drain();
    assertThat(band.look()).as("7 of 40 may be 0.07").isFalse();
    assertThat(band.state().undone().hits())
        .as("the resolver's own taking back hides none")
        .isEqualTo(7);
    for (Link link : links.subList(7, 12)) {
      world.decisions.unlink(link.id(), "stella", "two people");
    }
    world.resolver.drain();
    assertThat(band.look()).as("12 of 40 are more than 0.16").isTrue();
  }

  @Test
  void aPersonTakesItBackStepByStepAndNeverBelowTheModel() {
    refused(() -> band.rollback("adam", "nothing to undo"));
    band.draw(PAIRS);
    answer(Answer.DIFFERENT, 6);
    assertThat(band.look()).isTrue();
    answer(Answer.DIFFERENT, 6);
    assertThat(band.look()).isTrue();
    assertThat(band.threshold()).isEqualTo(0.9875);
    assertThat(band.rollback("adam", "a careless reviewer")).isEqualTo(0.975);
    assertThat(band.look()).as("what was said before is not counted").isFalse();
    assertThat(band.rollback("adam", "and again")).isEqualTo(model.automaticFrom());
    assertThat(band.isTightened()).isFalse();
    refused(() -> band.rollback("adam", "nothing to undo"));
    assertThat(band.state().history()).hasSize(4);
    assertThat(band.state().history().get(0).actor()).isEqualTo("adam");
  }

  private static void refused(Runnable what) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(
            TrestleException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.CONFLICT));
  }

  @Test
  void aStricterBandTakesLinksBackAndPeopleSeeThem() {
    assertThat(world.links.links(Long.MAX_VALUE)).allMatch(one -> one.kind() == LinkKind.PROBABLE);
    world.use(LinkModelResource.parse(LinkModelText.of(model.withAutomaticFrom(0.999999999))));
    world.resolver.drain();
    assertThat(world.linksMade()).isEmpty();
    assertThat(world.reviewedPairs()).hasSize(PAIRS);
  }
}
