package dev.trestle.identity.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.identity.Arrivals;
import dev.trestle.identity.People;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people decide stands, whatever comes in afterwards. */
class DecisionsTest {
  private static final String STEWARD = "stella";
  private final Arrivals world = new Arrivals();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theSameTwiceIsAReviewAndASameMakesThemOnePersonAtOnce() {
    twoAnnas();
    assertThat(world.reviewedPairs()).containsExactly("a1+b1");
    assertThat(world.company("a1")).containsExactly("a1");
    Review review = world.review("a1", "b1");
    assertThat(review.posterior()).isGreaterThan(0.99);
    world.decisions.decide(review.id(), Answer.SAME, STEWARD, "asked her");
    assertThat(world.company("a1")).containsExactly("a1", "b1");
    assertThat(world.reviews()).isEmpty();
    world.resolver.drain();
    assertThat(world.reviews()).isEmpty();
    assertThat(world.link("a1", "b1").reason()).isEqualTo("asked her");
    assertThatThrownBy(() -> world.decisions.decide(review.id(), Answer.SAME, STEWARD, "again"))
        .isInstanceOfSatisfying(
            TrestleException.class,
            refused -> assertThat(refused.code()).isEqualTo(ProblemCode.CONFLICT));
  }

  /** A row that was damaged neither hides the others nor stops the resolver. */
  @Test
  void damagedEvidenceHidesNoReviewAndIsWrittenAnew() throws SQLException {
    twoAnnas();
    long review = world.review("a1", "b1").id();
    try (Connection connection = world.database().dataSource().getConnection();
        PreparedStatement damage =
            connection.prepareStatement("update match_review set evidence = ? where id = ?")) {
      damage.setBytes(1, new byte[] {1, 2, 3});
      damage.setLong(2, review);
      assertThat(damage.executeUpdate()).isOne();
    }
    assertThat(world.reviewedPairs()).containsExactly("a1+b1");
    assertThatThrownBy(() -> world.decisions.review(review))
        .isInstanceOfSatisfying(
            TrestleException.class,
            refused -> assertThat(refused.code()).isEqualTo(ProblemCode.CIPHERTEXT_INVALID));
    world.arrive("c1", anna("c"));
    world.arrive("b1", People.withNumber(anna("b"), "219-09-1234"));
    world.resolver.drain();
    assertThat(world.reviewedPairs()).contains("a1+b1");
    assertThat(world.decisions.review(world.review("a1", "b1").id()).evidence().lines())
        .isNotEmpty();
  }

  @Test
  void differentIsForEverAlsoWhenTheRecordsChange() {
    twoAnnas();
    world.decisions.decide(world.review("a1", "b1").id(), Answer.DIFFERENT, STEWARD, "cousins");
    world.arrive("b1", People.withNumber(anna("b"), "219-09-1234"));
    world.arrive("a1", People.withNumber(anna("a"), "219-09-1234"));
    world.resolver.drain();
    assertThat(world.reviews()).isEmpty();
    assertThat(world.company("a1")).containsExactly("a1");
  }

  @Test
  void laterKeepsTheReviewAndPutsItLast() {
    twoAnnas();
    world.decisions.decide(world.review("a1", "b1").id(), Answer.LATER, STEWARD, "call her");
    assertThat(world.reviews()).singleElement().asString().endsWith("deferred");
    world.resolver.drain();
    assertThat(world.reviews()).hasSize(1);
  }

  @Test
  void anUndoneLinkIsAsIfItHadNeverBeenAlsoForWhatCameInAfterwards() throws SQLException {
    twoAnnas();
    world.merge("a1", "b1");
    world.resolver.drain();
    assertThat(world.people()).containsExactly(Set.of("a1", "b1"));
    world.arrive("b1", People.withNumber(anna("b"), "219-09-1234"));
    world.arrive("c1", People.adult("Carl", "Carlson", "1950-02-03"));
    world.resolver.drain();
    world.merge("b1", "c1");
    world.resolver.drain();
    assertThat(world.company("a1")).containsExactly("a1", "b1", "c1");
    world.decisions.unlink(world.link("a1", "b1").id(), STEWARD, "two people");
    assertThat(world.company("a1")).containsExactly("a1");
    assertThat(world.company("b1")).containsExactly("b1", "c1");
    world.resolver.drain();
    assertThat(world.company("a1")).containsExactly("a1");
    assertThat(world.reviews()).isEmpty();
  }

  @Test
  void whatUnlinkingWouldComeToIsToldBeforeAndIsWhatHappens() throws SQLException {
    twoAnnas();
    world.arrive("c1", People.adult("Carl", "Carlson", "1950-02-03"));
    world.resolver.drain();
    world.merge("a1", "b1");
    world.merge("b1", "c1");
    world.resolver.drain();
    long link = world.link("a1", "b1").id();
    Decisions.Parting parting = world.decisions.parting(link);
    assertThat(parting.with(world.rid("a1"))).containsExactly(world.rid("a1"));
    assertThat(parting.with(world.rid("b1")))
        .containsExactlyInAnyOrder(world.rid("b1"), world.rid("c1"));
    assertThat(world.company("a1")).as("nothing has happened").hasSize(3);
    world.decisions.unlink(link, STEWARD, "two people");
    assertThat(world.company("a1")).containsExactly("a1");
    assertThat(world.company("b1")).containsExactly("b1", "c1");
    assertThatThrownBy(() -> world.decisions.parting(99))
        .isInstanceOfSatisfying(
            TrestleException.class,
            refused -> assertThat(refused.code()).isEqualTo(ProblemCode.NOT_FOUND));
  }

  @Test
  void aLinkKeepsWhatWasComparedAndAMergeByASourceHasNothing() throws SQLException {
    twoAnnas();
    world.decisions.decide(world.review("a1", "b1").id(), Answer.SAME, STEWARD, "asked her");
    world.arrive("c1", People.adult("Carl", "Carlson", "1950-02-03"));
    world.resolver.drain();
    world.merge("b1", "c1");
    world.resolver.drain();
    long decided = world.link("a1", "b1").id();
    long merged = world.link("b1", "c1").id();
    var evidence = world.decisions.evidence(Set.of(decided, merged));
    assertThat(evidence).containsOnlyKeys(decided);
    assertThat(Objects.requireNonNull(evidence.get(decided)).whenMade()).isTrue();
    assertThat(Objects.requireNonNull(evidence.get(decided)).assessment().lines())
        .anyMatch(line -> line.bits() > 0);
    assertThat(world.decisions.evidence(Set.of())).isEmpty();
  }

  @Test
  void aMergeOfTwoThatWereComparedForAReviewShowsThatEvidence() throws SQLException {
    twoAnnas();
    world.merge("a1", "b1");
    world.resolver.drain();
    long merged = world.link("a1", "b1").id();
    var evidence = world.decisions.evidence(Set.of(merged));
    assertThat(Objects.requireNonNull(evidence.get(merged)).whenMade()).isFalse();
    assertThat(Objects.requireNonNull(evidence.get(merged)).assessment().posterior())
        .isGreaterThan(0.99);
  }

  @Test
  void aRepeatedMergeDoesNotBringBackWhatAPersonTookApart() throws SQLException {
    twoAnnas();
    world.merge("a1", "b1");
    world.resolver.drain();
    world.decisions.unlink(world.link("a1", "b1").id(), STEWARD, "twins");
    world.merge("a1", "b1");
    world.merge("b1", "a1");
    world.resolver.drain();
    assertThat(world.company("a1")).containsExactly("a1");
    world.decisions.link(
        world.rid("a1"), world.rid("b1"), STEWARD, "the same after all", Optional.empty());
    assertThat(world.company("a1")).containsExactly("a1", "b1");
  }

  @Test
  void aThirdRecordDoesNotBridgeANotTheSame() throws SQLException {
    twoAnnas();
    world.decisions.decide(world.review("a1", "b1").id(), Answer.DIFFERENT, STEWARD, "twins");
    world.arrive("x", People.adult("Xenia", "Xu", "1999-09-09"));
    world.resolver.drain();
    world.merge("a1", "x");
    world.merge("b1", "x");
    world.resolver.drain();
    assertThat(world.people()).hasSize(2);
    assertThat(world.company("a1")).doesNotContain("b1");
    assertThat(world.reviews()).hasSize(1);
    assertThat(world.reviews().get(0)).startsWith("contradiction");
    world.decisions.link(
        world.rid("a1"), world.rid("b1"), STEWARD, "the pair itself, anew", Optional.empty());
    assertThat(world.people()).hasSize(1);
    assertThat(world.reviews()).isEmpty();
  }

  @Test
  void sameIsRefusedWhereAnotherPairWasDecidedDifferent() throws SQLException {
    twoAnnas();
    world.arrive("x", People.adult("Xenia", "Xu", "1999-09-09"));
    world.resolver.drain();
    world.decisions.decide(world.review("a1", "b1").id(), Answer.DIFFERENT, STEWARD, "twins");
    world.merge("a1", "x");
    world.resolver.drain();
    assertThatThrownBy(
            () ->
                world.decisions.link(
                    world.rid("x"), world.rid("b1"), STEWARD, "looks alike", Optional.empty()))
        .isInstanceOfSatisfying(
            TrestleException.class,
            refused -> assertThat(refused.code()).isEqualTo(ProblemCode.CONFLICT));
    assertThat(world.company("b1")).containsExactly("b1");
  }

  @Test
  void anAutomaticLinkCanBeTakenApartAndStaysSo() {
    world.arrive("a1", People.withShared(anna("a"), "S1"));
    world.arrive("b1", People.withShared(anna("b"), "S1"));
    world.resolver.drain();
    assertThat(world.company("a1")).containsExactly("a1", "b1");
    world.decisions.unlink(world.link("a1", "b1").id(), STEWARD, "a card was lent");
    world.arrive("b1", People.withNumber(People.withShared(anna("b"), "S1"), "219-09-1234"));
    world.resolver.drain();
    assertThat(world.company("a1")).containsExactly("a1");
    assertThat(world.reviews()).isEmpty();
  }

  @Test
  void aPersonIsFoundUnderEveryIdItEverHad() throws SQLException {
    twoAnnas();
    assertThat(world.persons.find(Arrivals.id("b1")).orElseThrow().provisional()).isTrue();
    world.merge("b1", "a1");
    world.resolver.drain();
    for (String name : new String[] {"a1", "b1"}) {
      assertThat(world.persons.find(Arrivals.id(name)).orElseThrow())
          .satisfies(
              person -> {
                assertThat(person.id()).isEqualTo(Arrivals.id("a1"));
                assertThat(person.records()).hasSize(2);
              });
    }
    world.decisions.unlink(world.link("a1", "b1").id(), STEWARD, "no");
    assertThat(world.persons.find(Arrivals.id("b1")).orElseThrow().id())
        .isEqualTo(Arrivals.id("b1"));
  }

  @Test
  void whatIsNotThereCannotBeTakenApart() throws SQLException {
    twoAnnas();
    world.merge("a1", "b1");
    world.resolver.drain();
    long id = world.link("a1", "b1").id();
    world.decisions.unlink(id, STEWARD, "first");
    assertThatThrownBy(() -> world.decisions.unlink(id, STEWARD, "again"))
        .isInstanceOf(TrestleException.class);
  }

  private void twoAnnas() {
    world.arrive("a1", anna("a"));
    world.arrive("b1", anna("b"));
    world.resolver.drain();
  }

  private static tools.jackson.databind.node.ObjectNode anna(String healthSystem) {
    return People.at(healthSystem, "Annabel", "Quistgaard", "1961-02-13");
  }
}
