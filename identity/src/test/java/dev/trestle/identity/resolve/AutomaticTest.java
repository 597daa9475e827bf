package dev.trestle.identity.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.Arrivals;
import dev.trestle.identity.People;
import dev.trestle.identity.link.Link;
import dev.trestle.identity.match.WhatIf.Outcome;
import dev.trestle.identity.review.Answer;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What is linked without anybody looking at it, and above all what never is. */
class AutomaticTest {
  private static final String BORN = "1961-02-13";
  private static final String PHONE = "2175611234";
  private final Arrivals world = new Arrivals();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void nameBirthDateAndOneThingMoreAtTwoHealthSystemsLink() {
    world.arrive("a1", phone(anna("a")));
    world.arrive("b1", phone(anna("b")));
    world.resolver.drain();
    assertThat(world.linksMade()).containsExactly("PROBABLE a1+b1");
    assertThat(world.reviews()).isEmpty();
    long first = world.rid("a1");
    assertThat(world.links.with(first)).hasSize(2);
    assertThat(world.links.confirmed(first)).as("nobody confirmed it").containsExactly(first);
    Link link = world.link("a1", "b1");
    var evidence =
        Objects.requireNonNull(world.decisions.evidence(Set.of(link.id())).get(link.id()));
    assertThat(evidence.whenMade()).isTrue();
    assertThat(evidence.assessment().lines())
        .anyMatch(line -> line.field().equals("phone") && line.bits() > 10);
    assertThat(evidence.assessment().held()).isEmpty();
  }

  @Test
  void nameAndBirthDateAloneAreForAPerson() {
    world.arrive("a1", anna("a"));
    world.arrive("b1", anna("b"));
    world.resolver.drain();
    assertThat(world.linksMade()).isEmpty();
    assertThat(world.reviewedPairs()).containsExactly("a1+b1");
    assertThat(held("a1", "b1")).containsExactly("nothing-besides");
  }

  @Test
  void whatOneHealthSystemKeepsAsTwoIsForAPerson() {
    world.arrive("a1", phone(anna("a")));
    world.arrive("a2", phone(anna("a")));
    world.resolver.drain();
    assertThat(world.linksMade()).isEmpty();
    assertThat(held("a1", "a2")).containsExactly("one-health-system");
  }

  @Test
  void twinsWithSimilarNamesAreNeverLinked() {
    world.arrive("a1", home(People.at("a", "Jayden", "Zwill", "2011-03-04")));
    world.arrive("b1", home(People.at("b", "Jaden", "Zwill", "2011-03-04")));
    world.arrive("b2", home(People.at("b", "Mia", "Zwill", "2011-03-04")));
    world.resolver.drain();
    assertThat(world.linksMade()).isEmpty();
    assertThat(world.reviewedPairs()).containsExactly("a1+b1");
    // Both are known at the one, and one of them at the other: whoever it is, a person says so.
    world.arrive("a2", home(People.at("a", "Jaden", "Zwill", "2011-03-04")));
    world.resolver.drain();
    assertThat(world.linksMade()).isEmpty();
    assertThat(world.reviewedPairs()).contains("a1+b1", "a2+b1");
  }

  @Test
  void aFatherAndASonOfOneNameAreNeverLinked() {
    ObjectNode senior =
        suffix(home(People.male(People.at("a", "Otto", "Quistgaard", BORN))), "Sr.");
    ObjectNode junior =
        suffix(home(People.male(People.at("b", "Otto", "Quistgaard", BORN))), "Jr.");
    world.arrive("senior", senior);
    world.arrive("junior", junior);
    world.arrive("son", home(People.male(People.at("c", "Otto", "Quistgaard", "1988-04-02"))));
    world.resolver.drain();
    assertThat(world.linksMade()).isEmpty();
    assertThat(world.decisions.review(world.review("senior", "junior").id()).evidence().vetoes())
        .containsExactly("suffix-conflict");
  }

  @Test
  void aHouseholdWithOneTelephoneIsNotOnePerson() {
    int number = 0;
    for (String given : new String[] {"Anna", "Otto", "Mia", "Carl", "Ida"}) {
      ObjectNode member =
          home(
              People.at(
                  number % 2 == 0 ? "a" : "b",
                  given,
                  "Quistgaard",
                  "19" + (50 + number * 7) + "-0" + (number + 1) + "-17"));
      world.arrive("p" + number, number % 2 == 0 ? member : People.male(member));
      number++;
    }
    world.resolver.drain();
    assertThat(world.linksMade()).isEmpty();
    assertThat(world.reviews()).isEmpty();
  }

  @Test
  void twoValidNumbersKeepTwoApart() {
    world.arrive("a1", People.withNumber(home(anna("a")), "219-09-1234"));
    world.arrive("b1", People.withNumber(home(anna("b")), "317-22-9876"));
    world.resolver.drain();
    assertThat(world.linksMade()).isEmpty();
    assertThat(world.reviewedPairs()).containsExactly("a1+b1");
  }

  @Test
  void aThirdWhoFitsBothJoinsAndOneWhoFitsOnlyOneTakesTheLinkBack() {
    world.arrive("a1", home(anna("a")));
    world.arrive("b1", home(anna("b")));
    world.arrive("c1", anna("c"));
    world.resolver.drain();
    assertThat(world.linksMade())
        .as("the third has nothing more")
        .containsExactly("PROBABLE a1+b1");
    world.arrive("c1", phone(anna("c")));
    world.resolver.drain();
    assertThat(world.people()).containsExactly(Set.of("a1", "b1", "c1"));
    world.arrive("b2", phone(anna("b")));
    world.resolver.drain();
    assertThat(world.linksMade())
        .as("b keeps two who may be her")
        .containsExactly("PROBABLE a1+c1");
    assertThat(world.reviewedPairs()).containsExactly("a1+b1", "a1+b2", "b1+b2", "b1+c1", "b2+c1");
    world.arrive("b2", People.at("b", "Otto", "Else", "1999-01-02"));
    world.resolver.drain();
    assertThat(world.people()).contains(Set.of("a1", "b1", "c1"));
    assertThat(world.reviews()).isEmpty();
  }

  @Test
  void aNewRecordNeverJoinsTwoPersons() {
    world.arrive("a1", phone(People.at("a", "Anna", "Quistgaard", BORN)));
    world.arrive(
        "a2", People.withNumber(People.at("a", "Anna", "Quistgaard", BORN), "219-09-1234"));
    world.arrive(
        "b1", phone(People.withNumber(People.at("b", "Anna", "Quistgaard", BORN), "219-09-1234")));
    world.resolver.drain();
    assertThat(world.linksMade()).isEmpty();
    assertThat(world.reviewedPairs()).containsExactly("a1+a2", "a1+b1", "a2+b1");
  }

  @Test
  void whoWasMergedWithOneOfThemHasASayToo() throws SQLException {
    world.arrive("a1", phone(anna("a")));
    world.arrive("old", People.withNumber(phone(anna("a")), "219-09-1234"));
    world.merge("a1", "old");
    world.arrive("b1", People.withNumber(phone(anna("b")), "317-22-9876"));
    world.resolver.drain();
    assertThat(world.company("a1")).containsExactly("a1", "old");
    world.arrive("b1", phone(anna("b")));
    world.resolver.drain();
    assertThat(world.company("a1")).containsExactly("a1", "b1", "old");
  }

  @Test
  void aTraumaAliasThatWasMergedSaysNothing() throws SQLException {
    world.arrive("a1", phone(anna("a")));
    world.arrive("alias", People.at("a", "Alpha", "TRAUMA", BORN));
    world.merge("a1", "alias");
    world.arrive("b1", phone(anna("b")));
    world.resolver.drain();
    assertThat(world.company("a1")).containsExactly("a1", "alias", "b1");
  }

  @Test
  void aPersonsNoSurvivesEverything() {
    world.arrive("a1", phone(anna("a")));
    world.arrive("b1", phone(anna("b")));
    world.resolver.drain();
    world.decisions.unlink(world.link("a1", "b1").id(), "stella", "twins with one name");
    world.arrive("b1", People.withNumber(home(anna("b")), "219-09-1234"));
    world.arrive("a1", People.withNumber(home(anna("a")), "219-09-1234"));
    world.resolver.drain();
    assertThat(world.linksMade()).isEmpty();
    assertThat(world.reviews()).isEmpty();
    // Nor does a third who may be either.
    world.arrive("c1", People.withNumber(home(anna("c")), "219-09-1234"));
    world.resolver.drain();
    assertThat(world.linksMade()).isEmpty();
    assertThat(world.reviewedPairs()).containsExactly("a1+c1", "b1+c1");
    world.decisions.decide(world.review("b1", "c1").id(), Answer.SAME, "stella", "asked her");
    world.resolver.drain();
    assertThat(world.company("c1")).containsExactly("b1", "c1");
    assertThat(world.company("a1")).containsExactly("a1");
  }

  @Test
  void somebodyWhoIsAskedForIsComparedAsARecordWouldBe() {
    world.arrive("a1", phone(anna("a")));
    world.arrive("b1", People.at("b", "Annabel", "Maurer", BORN));
    world.arrive("c1", People.at("c", "Otto", "Else", "1999-01-02"));
    world.resolver.drain();
    ObjectNode asked = phone(People.at("nowhere", "Annabel", "Quistgaard", BORN));
    List<Matching.Candidate> found = world.resolver.matching().candidates(asked, 0);
    assertThat(found).extracting(Matching.Candidate::rid).containsExactly(1L, 2L);
    assertThat(found)
        .extracting(Matching.Candidate::outcome)
        .as("whoever is asked for belongs to no health system, and nothing keeps two of them")
        .containsExactly(Outcome.LINK, Outcome.REVIEW);
    double second = found.get(1).assessment().posterior();
    assertThat(world.resolver.matching().candidates(asked, Math.nextUp(second)))
        .containsExactly(found.get(0));
    assertThat(world.resolver.matching().candidates(asked, second)).isEqualTo(found);
    assertThat(world.resolver.matching().explain(1, 3)).isPresent();
    assertThat(world.resolver.matching().explain(1, 99)).as("not resolved").isEmpty();
    ObjectNode nobody = People.adult("Alpha", "TRAUMA", BORN);
    assertThat(world.resolver.matching().candidates(nobody, 0)).isEmpty();
  }

  private Iterable<String> held(String first, String second) {
    return world.decisions.review(world.review(first, second).id()).evidence().held();
  }

  private static ObjectNode anna(String healthSystem) {
    return People.at(healthSystem, "Annabel", "Quistgaard", BORN);
  }

  private static ObjectNode phone(ObjectNode patient) {
    return People.withHome(patient, "", "", PHONE);
  }

  private static ObjectNode home(ObjectNode patient) {
    return People.withHome(patient, "12 Elm Street", "60601", PHONE);
  }

  private static ObjectNode suffix(ObjectNode patient, String suffix) {
    ObjectNode copy = patient.deepCopy();
    copy.withArray("name").get(0).asObject().withArray("suffix").add(suffix);
    return copy;
  }
}
