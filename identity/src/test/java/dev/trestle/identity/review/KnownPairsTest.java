package dev.trestle.identity.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.identity.Arrivals;
import dev.trestle.identity.People;
import dev.trestle.identity.review.KnownPairs.State;
import dev.trestle.identity.review.Reviewers.Measured;
import dev.trestle.identity.review.Reviewers.Work;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** Pairs whose answer is known: they look like the others, measure, and change nothing. */
class KnownPairsTest {
  private static final String STELLA = "stella";
  private static final String OTTO = "otto";
  private static final String RITA = "rita";
  private final Arrivals world = new Arrivals();
  private final KnownPairs known = world.known;

  /** Two pairs that a person should look at. */
  @BeforeEach
  void two() {
    world.arrive("a1", one("a", "Annabel", "Andersen"));
    world.arrive("b1", one("b", "Annabel", "Andersen"));
    world.arrive("c1", one("c", "Bertram", "Birkholz"));
    world.arrive("d1", one("d", "Bertram", "Birkholz"));
    world.resolver.drain();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static ObjectNode one(String system, String given, String family) {
    ObjectNode person = People.adult(given, family, "1971-04-05");
    person.putArray("identifier").addObject().put("system", "urn:" + system).put("value", "1");
    return person;
  }

  private long annas() {
    return world.review("a1", "b1").id();
  }

  private long bertrams() {
    return world.review("c1", "d1").id();
  }

  /** Stella says it, and Otto plants it: two people said so. */
  private long planted(long review, Answer answer) {
    world.decisions.decide(review, answer, STELLA, "asked them");
    world.resolver.drain();
    known.plant(review, answer == Answer.SAME, OTTO);
    return world.decisions.open(0, RITA).stream()
        .filter(one -> one.kind() == ReviewKind.PLANTED)
        .mapToLong(Review::id)
        .max()
        .orElseThrow();
  }

  private Work work() {
    return new Reviewers(world.database().dataSource()).since(Instant.EPOCH);
  }

  private static void refused(Runnable what, String why) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(
            TrestleException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.CONFLICT))
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @EnumSource(
      value = Answer.class,
      names = {"SAME", "DIFFERENT", "HOUSEHOLD"})
  void whateverIsAnsweredNothingChanges(Answer answer) {
    long same = planted(annas(), Answer.SAME);
    long different = planted(bertrams(), Answer.DIFFERENT);
    Set<Set<String>> people = world.people();
    List<String> links = world.linksMade();

    assertThat(world.decisions.decide(same, answer, RITA, "looked")).isEqualTo(AnswerStep.MEASURED);
    assertThat(world.decisions.decide(different, answer, RITA, "looked"))
        .isEqualTo(AnswerStep.MEASURED);
    world.resolver.drain();

    assertThat(world.people()).isEqualTo(people);
    assertThat(world.linksMade()).isEqualTo(links);
    assertThat(world.reviews()).isEmpty();
    assertThat(known.state()).isEqualTo(new State(0, 2, 0));
    boolean saidSame = answer == Answer.SAME;
    assertThat(work().measured()).hasSize(1);
    Measured rita = work().measured().get(0);
    assertThat(rita.name()).isEqualTo(RITA);
    assertThat(rita.right().hits()).isEqualTo(1);
    assertThat(rita.right().of()).isEqualTo(2);
    assertThat(rita.wronglySame()).isEqualTo(saidSame ? 1 : 0);
    assertThat(rita.wronglyDifferent()).isEqualTo(saidSame ? 0 : 1);
    assertThat(work().right()).isEqualTo(rita.right());
  }

  @Test
  void itLooksLikeAnyOtherUntilItIsAnswered() {
    long id = planted(annas(), Answer.SAME);
    Review open = world.decisions.review(id).review();
    assertThat(open.shown()).isEqualTo("possible-match");
    assertThat(world.decisions.said(open)).as("not what stella said").isEmpty();
    assertThat(world.decisions.review(id).evidence().lines()).isNotEmpty();
    assertThat(world.decisions.undecided(List.of(world.rid("a1"))))
        .as("nobody who reads the chart is told that something is open")
        .isZero();
    world.decisions.decide(id, Answer.LATER, RITA, "not yet");
    assertThat(world.decisions.said(open)).extracting(Said::actor).containsExactly(RITA);
    assertThat(world.decisions.review(id).review().deferred()).isTrue();
    assertThat(work().measured()).isEmpty();
    world.decisions.decide(id, Answer.SAME, RITA, "now");
    Review closed = world.decisions.review(id).review();
    assertThat(closed.shown()).isEqualTo("planted");
    assertThat(world.decisions.said(closed))
        .extracting(Said::actor)
        .containsExactly(STELLA, RITA, RITA);
  }

  @Test
  void itIsForSomebodyWhoDoesNotKnowTheAnswer() {
    long id = planted(annas(), Answer.SAME);
    for (String knows : List.of(STELLA, " Stella ", OTTO, "OTTO")) {
      assertThat(world.decisions.open(0, knows)).extracting(Review::id).doesNotContain(id);
      refused(
          () -> world.decisions.decide(id, Answer.SAME, knows, "sure"), "it is for somebody else");
    }
    assertThat(world.decisions.open(0, RITA)).extracting(Review::id).contains(id);
    assertThat(work().measured()).isEmpty();
  }

  @Test
  void whatIsNotKnownIsNotPlanted() {
    long annas = annas();
    refused(() -> known.plant(annas, true, OTTO), "Only what was decided");
    world.decisions.decide(annas, Answer.SAME, STELLA, "asked her");
    world.resolver.drain();
    refused(() -> known.plant(annas, true, "Stella"), "You decided it yourself");
    refused(() -> known.plant(annas, false, OTTO), "decided otherwise");
    world.decisions.unlink(world.link("a1", "b1").id(), OTTO, "no");
    world.resolver.drain();
    refused(() -> known.plant(annas, true, RITA), "is no longer so");
    long bertrams = bertrams();
    planted(bertrams, Answer.HOUSEHOLD);
    refused(() -> known.plant(bertrams, false, RITA), "a pair is planted once");
    assertThatThrownBy(() -> known.plant(4711, true, OTTO)).isInstanceOf(TrestleException.class);
  }

  @Test
  void aPairOfWhichTheAnswerIsNoLongerKnownIsWithdrawn() {
    long id = planted(annas(), Answer.SAME);
    world.decisions.apart(world.rid("a1"), world.rid("b1"), STELLA, "found out");
    world.resolver.drain();
    refused(() -> world.decisions.decide(id, Answer.SAME, RITA, "x"), "not open any more");

    // Nobody said anything of this pair again, and yet it is no longer one person.
    world.arrive("e1", one("c", "Bertram", "Birkholz"));
    world.resolver.drain();
    world.decisions.decide(bertrams(), Answer.SAME, STELLA, "asked him");
    world.resolver.drain();
    long other = planted(world.review("d1", "e1").id(), Answer.SAME);
    world.decisions.apart(world.rid("c1"), world.rid("e1"), STELLA, "two people");
    world.resolver.drain();
    assertThat(world.company("e1")).as("the later word gave way").containsExactly("e1");
    refused(() -> world.decisions.decide(other, Answer.SAME, RITA, "x"), "not open any more");
    assertThat(known.state().open()).isZero();
    assertThat(work().measured()).as("nobody is measured by what is not known").isEmpty();
  }

  @Test
  void drawnIsWhatTwoPeopleSaidAlike() {
    world.needTwoPersons(true);
    assertThat(known.draw(10, RITA)).isZero();
    world.decisions.decide(annas(), Answer.SAME, STELLA, "asked her");
    world.decisions.decide(annas(), Answer.SAME, OTTO, "me too");
    world.decisions.decide(bertrams(), Answer.SAME, STELLA, "the same");
    world.decisions.decide(bertrams(), Answer.DIFFERENT, OTTO, "no");
    world.resolver.drain();
    assertThat(known.state()).as("of the other they think otherwise").isEqualTo(new State(0, 0, 1));
    assertThat(known.draw(10, "lead")).isEqualTo(1);
    assertThat(known.draw(10, "lead")).as("once").isZero();
    assertThat(known.state()).isEqualTo(new State(1, 0, 0));
    long id = world.review("a1", "b1").id();
    assertThat(world.decisions.decide(id, Answer.SAME, RITA, "looked"))
        .as("measured, not proposed")
        .isEqualTo(AnswerStep.MEASURED);
    assertThat(world.decisions.proposed(0)).isEmpty();
    assertThatThrownBy(() -> known.draw(0, "lead")).isInstanceOf(TrestleException.class);
    assertThatThrownBy(() -> known.draw(KnownPairs.LARGEST_DRAW + 1, "lead"))
        .isInstanceOf(TrestleException.class);
  }
}
