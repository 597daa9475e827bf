package dev.trestle.identity.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.Arrivals;
import dev.trestle.identity.People;
import dev.trestle.identity.link.Nearest;
import dev.trestle.identity.match.Assessment;
import dev.trestle.identity.match.Comparison;
import dev.trestle.identity.review.Answer;
import dev.trestle.identity.review.Decisions.Evidence;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A decision names who came nearest and was not taken. */
class NearestCandidateTest {
  private static final String BORN = "1961-02-13";
  private static final String PHONE = "2175611234";
  private final Arrivals world = new Arrivals();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aLinkNamesWhoCameNearestAndWasNotTaken() {
    world.arrive("a1", anna("a"));
    world.arrive("b1", anna("b"));
    world.arrive("c1", sister("c"));
    world.arrive("c2", People.at("c", "Otto", "Else", "1999-01-02"));
    world.resolver.drain();
    assertThat(world.linksMade()).containsExactly("PROBABLE a1+b1");
    Nearest nearest = nearest("a1", "b1");
    assertThat(nearest.rid()).isEqualTo(world.rid("c1"));
    assertThat(nearest.same())
        .isEqualTo(Math.max(probability("a1", "c1"), probability("b1", "c1")))
        .as("too little to be one of the two")
        .isBetween(Comparison.KEPT_FROM, 0.5);
    assertThat(world.reviews()).isEmpty();
  }

  @Test
  void nobodyIsNearestAmongThoseWhoBecomeOnePersonTogether() {
    world.arrive("a1", anna("a"));
    world.arrive("b1", anna("b"));
    world.arrive("c1", anna("c"));
    world.resolver.drain();
    assertThat(world.linksMade()).hasSize(3);
    assertThat(nearest("a1", "b1")).isEqualTo(Nearest.NOBODY);
    assertThat(nearest("b1", "c1")).isEqualTo(Nearest.NOBODY);
    world.arrive("d1", anna("d"));
    world.resolver.drain();
    assertThat(world.company("d1")).hasSize(4);
    assertThat(nearest("a1", "d1")).as("who was of the person before").isEqualTo(Nearest.NOBODY);
  }

  @Test
  void itIsWhoCameNearestThenNotNow() {
    world.arrive("a1", anna("a"));
    world.arrive("b1", anna("b"));
    world.resolver.drain();
    world.arrive("c1", sister("c"));
    world.resolver.drain();
    assertThat(nearest("a1", "b1")).isEqualTo(Nearest.NOBODY);
  }

  @Test
  void aPersonsDecisionNamesTheOneWhoWouldHaveFitBetter() {
    world.arrive("a1", anna("a"));
    world.arrive("a2", anna("a"));
    world.arrive("b1", sister("b"));
    world.resolver.drain();
    double better = probability("a1", "a2");
    assertThat(better).isGreaterThan(probability("a1", "b1"));
    world.decisions.link(
        world.rid("a1"), world.rid("b1"), "stella", "asked her", assessment("a1", "b1"));
    Evidence evidence = evidence("a1", "b1");
    assertThat(evidence.assessment()).isEqualTo(assessment("a1", "b1").orElseThrow());
    assertThat(evidence.nearest()).contains(new Nearest(world.rid("a2"), better));
    // What is taken apart keeps what it was taken apart from.
    world.decisions.unlink(world.link("a1", "b1").id(), "stella", "two people");
    assertThat(count("kind = 2 and evidence is not null and nearest_rid = 2")).isOne();
  }

  @Test
  void anAnswerToAReviewNamesItToo() {
    world.arrive("a1", anna("a"));
    world.arrive("a2", anna("a"));
    world.arrive("b1", sister("b"));
    world.resolver.drain();
    world.decisions.decide(world.review("a1", "a2").id(), Answer.SAME, "stella", "asked her");
    assertThat(evidence("a1", "a2").nearest().map(Nearest::rid)).contains(world.rid("b1"));
  }

  @Test
  void theWordOfASourceHasNone() throws SQLException {
    world.arrive("a1", anna("a"));
    world.arrive("a2", anna("a"));
    world.resolver.drain();
    world.merge("a1", "a2");
    world.resolver.drain();
    assertThat(evidence("a1", "a2").nearest()).isEmpty();
  }

  private Nearest nearest(String first, String second) {
    return evidence(first, second).nearest().orElseThrow();
  }

  private Evidence evidence(String first, String second) {
    long link = world.link(first, second).id();
    return Objects.requireNonNull(world.decisions.evidence(Set.of(link)).get(link));
  }

  private double probability(String first, String second) {
    return assessment(first, second).orElseThrow().posterior();
  }

  private Optional<Assessment> assessment(String first, String second) {
    return world.resolver.matching().explain(world.rid(first), world.rid(second));
  }

  private long count(String condition) {
    return Jdbi.create(world.database().dataSource())
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from link_decision where " + condition)
                    .mapTo(Long.class)
                    .one());
  }

  private static ObjectNode anna(String healthSystem) {
    return home(People.at(healthSystem, "Annabel", "Quistgaard", BORN));
  }

  private static ObjectNode sister(String healthSystem) {
    return home(People.at(healthSystem, "Henrike", "Quistgaard", BORN));
  }

  private static ObjectNode home(ObjectNode patient) {
    return People.withHome(patient, "12 Elm Street", "60601", PHONE);
  }
}
