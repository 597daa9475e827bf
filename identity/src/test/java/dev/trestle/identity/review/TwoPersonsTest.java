package dev.trestle.identity.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.identity.Arrivals;
import dev.trestle.identity.People;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Where a site asks for it, no single person's word makes two records one person. */
class TwoPersonsTest {
  private static final String STELLA = "stella";
  private static final String OTTO = "otto";
  private final Arrivals world = new Arrivals();

  @BeforeEach
  void twoAnnas() {
    world.needTwoPersons(true);
    world.arrive("a1", anna("a"));
    world.arrive("b1", anna("b"));
    world.resolver.drain();
  }

  private static ObjectNode anna(String system) {
    ObjectNode anna = People.adult("Annabel", "Andersen", "1971-04-05");
    anna.putArray("identifier").addObject().put("system", "urn:" + system).put("value", "1");
    return anna;
  }

  @AfterEach
  void close() {
    world.close();
  }

  private AnswerStep say(Answer answer, String actor) {
    return world.decisions.decide(world.review("a1", "b1").id(), answer, actor, "why");
  }

  private List<String> said() {
    Review any = world.decisions.review(1).review();
    return world.decisions.said(any).stream()
        .map(one -> one.actor() + " " + one.answer().id() + " " + one.step().id())
        .toList();
  }

  private static void refused(Runnable what) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(
            TrestleException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.CONFLICT));
  }

  @Test
  void aLinkIsMadeWhenSomebodyElseAgreesAndNotBefore() {
    assertThat(say(Answer.SAME, STELLA)).isEqualTo(AnswerStep.PROPOSED);
    world.resolver.drain();
    assertThat(world.company("a1")).as("nothing has happened").containsExactly("a1");
    assertThat(world.linksMade()).isEmpty();
    Review open = world.review("a1", "b1");
    assertThat(Objects.requireNonNull(open.proposal()).actor()).isEqualTo(STELLA);
    assertThat(world.decisions.proposed(0)).extracting(Review::id).containsExactly(open.id());
    assertThat(world.decisions.proposed(open.id())).isEmpty();

    refused(() -> say(Answer.SAME, STELLA));
    refused(() -> say(Answer.SAME, " Stella "));
    assertThat(world.company("a1")).as("one person twice is one person").containsExactly("a1");

    assertThat(say(Answer.SAME, OTTO)).isEqualTo(AnswerStep.AGREED);
    assertThat(world.company("a1")).containsExactly("a1", "b1");
    assertThat(world.link("a1", "b1").actor()).isEqualTo("stella, otto");
    assertThat(world.decisions.proposed(0)).isEmpty();
    assertThat(said()).containsExactly("stella same proposed", "otto same agreed");
    assertThat(world.decisions.said(open).get(0).note()).isEqualTo("why");
  }

  @Test
  void notTheSameNeedsNobodyElse() {
    say(Answer.SAME, STELLA);
    assertThat(say(Answer.DIFFERENT, OTTO)).isEqualTo(AnswerStep.DISAGREED);
    world.resolver.drain();
    assertThat(world.reviews()).isEmpty();
    assertThat(world.company("a1")).containsExactly("a1");
    assertThat(said()).containsExactly("stella same proposed", "otto different disagreed");
  }

  @Test
  void whoProposedMayTakeItBack() {
    say(Answer.SAME, STELLA);
    assertThat(say(Answer.LATER, STELLA)).isEqualTo(AnswerStep.DONE);
    assertThat(world.decisions.proposed(0)).isEmpty();
    assertThat(world.review("a1", "b1").deferred()).isTrue();
    assertThat(say(Answer.SAME, OTTO)).as("a first word again").isEqualTo(AnswerStep.PROPOSED);
    assertThat(world.company("a1")).containsExactly("a1");
    assertThat(said())
        .containsExactly(
            "stella same proposed", "stella same fell", "stella later done", "otto same proposed");
  }

  @Test
  void aSecondPersonWhoNeedsMoreLeavesTheProposalOpen() {
    say(Answer.SAME, STELLA);
    say(Answer.LATER, OTTO);
    assertThat(world.decisions.proposed(0)).hasSize(1);
    refused(() -> say(Answer.SAME, STELLA));
    assertThat(say(Answer.SAME, OTTO)).isEqualTo(AnswerStep.AGREED);
  }

  @Test
  void aProposalFallsWhenTheRecordsAreOthers() {
    say(Answer.SAME, STELLA);
    ObjectNode other = anna("b");
    world.arrive("b1", other.put("birthDate", "1971-04-06"));
    world.resolver.drain();
    assertThat(world.decisions.proposed(0)).isEmpty();
    assertThat(said()).containsExactly("stella same proposed", "resolver same fell");
    assertThat(say(Answer.SAME, OTTO)).isEqualTo(AnswerStep.PROPOSED);
    world.resolver.drain();
    assertThat(world.decisions.proposed(0)).as("nothing changed since").hasSize(1);
  }

  @Test
  void aLinkByHandIsAReviewForSomebodyElse() {
    world.arrive("c1", People.adult("Carl", "Carlson", "1950-02-03"));
    world.resolver.drain();
    long carl = world.rid("c1");
    long anna = world.rid("a1");
    assertThat(world.decisions.link(carl, anna, STELLA, "passport", Optional.empty()))
        .isEqualTo(AnswerStep.PROPOSED);
    world.resolver.drain();
    assertThat(world.company("a1")).containsExactly("a1");
    Review asked = world.review("a1", "c1");
    assertThat(asked.kind()).isEqualTo(ReviewKind.ASKED_FOR);
    refused(() -> world.decisions.link(anna, carl, STELLA, "passport", Optional.empty()));
    assertThat(world.decisions.link(anna, carl, OTTO, "seen it", Optional.empty()))
        .isEqualTo(AnswerStep.AGREED);
    assertThat(world.company("a1")).containsExactly("a1", "c1");
    assertThat(world.reviewedPairs()).doesNotContain("a1+c1");
  }

  @Test
  void whatIsForbiddenCannotBeProposed() {
    world.decisions.apart(world.rid("a1"), world.rid("b1"), OTTO, "cousins");
    world.arrive("c1", People.adult("Carl", "Carlson", "1950-02-03"));
    world.resolver.drain();
    world.needTwoPersons(false);
    world.decisions.link(world.rid("b1"), world.rid("c1"), OTTO, "x", Optional.empty());
    world.needTwoPersons(true);
    refused(
        () ->
            world.decisions.link(world.rid("a1"), world.rid("c1"), STELLA, "x", Optional.empty()));
    assertThat(world.decisions.proposed(0)).isEmpty();
  }

  @Test
  void aHouseholdIsTwoPeopleAndRemembered() {
    long anna = world.rid("a1");
    long other = world.rid("b1");
    assertThat(say(Answer.HOUSEHOLD, STELLA)).isEqualTo(AnswerStep.DONE);
    world.arrive("b1", People.withNumber(anna("b"), "219-09-1234"));
    world.arrive("a1", People.withNumber(anna("a"), "219-09-1234"));
    world.resolver.drain();
    assertThat(world.reviews()).as("not the same, for ever").isEmpty();
    assertThat(world.company("a1")).containsExactly("a1");
    assertThat(world.decisions.relatives(Set.of(anna))).containsExactly(other);
    assertThat(world.decisions.relatives(Set.of(anna, other))).isEmpty();
    world.decisions.apart(anna, other, OTTO, "strangers after all");
    assertThat(world.decisions.relatives(Set.of(anna))).as("the last word").isEmpty();
  }

  @Test
  void whereOneIsEnoughNothingChanges() {
    world.needTwoPersons(false);
    assertThat(say(Answer.SAME, STELLA)).isEqualTo(AnswerStep.DONE);
    assertThat(world.company("a1")).containsExactly("a1", "b1");
    assertThat(said()).containsExactly("stella same done");
  }
}
