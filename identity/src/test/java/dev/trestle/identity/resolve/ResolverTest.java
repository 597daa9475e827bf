package dev.trestle.identity.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.Arrivals;
import dev.trestle.identity.People;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What the resolver makes of Patients, without any decision of a person. */
class ResolverTest {
  private static final String BORN = "1961-02-13";
  private final Arrivals world = new Arrivals();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void oneIdentifierOfASharedAuthorityAtTwoHealthSystemsLinks() {
    world.arrive("a1", People.withShared(anna("a"), "S1"));
    world.arrive("b1", People.withShared(People.at("b", "Anna", "Quist", BORN), "S1"));
    world.arrive("a2", People.withShared(People.at("a", "Otto", "Else", "1999-01-02"), "S2"));
    world.resolver.drain();
    assertThat(world.linksMade()).containsExactly("SHARED_IDENTIFIER a1+b1");
    assertThat(world.reviews()).isEmpty();
  }

  @Test
  void inOneHealthSystemItDoesNotLinkByItself() {
    world.arrive("a1", People.withShared(anna("a"), "S1"));
    world.arrive("a2", People.withShared(anna("a"), "S1"));
    world.resolver.drain();
    assertThat(world.linksMade()).isEmpty();
    assertThat(world.reviewedPairs()).containsExactly("a1+a2");
  }

  @Test
  void whereSomethingSpeaksAgainstItAPersonDecides() {
    world.arrive("a1", People.withNumber(People.withShared(anna("a"), "S1"), "219-09-1234"));
    world.arrive("b1", People.withNumber(People.withShared(anna("b"), "S1"), "317-22-9876"));
    world.resolver.drain();
    assertThat(world.linksMade()).isEmpty();
    assertThat(world.reviews()).singleElement().asString().startsWith("doubtful-identifier a1+b1");
    assertThat(world.decisions.review(world.review("a1", "b1").id()).evidence().vetoes())
        .containsExactly("two-social-security-numbers");
  }

  @Test
  void theGroundOfALinkCanGo() {
    world.arrive("a1", People.withShared(anna("a"), "S1"));
    world.arrive("b1", People.withShared(anna("b"), "S1"));
    world.resolver.drain();
    world.arrive("b1", anna("b"));
    world.resolver.drain();
    assertThat(world.linksMade()).isEmpty();
    assertThat(world.reviewedPairs()).containsExactly("a1+b1");
    world.arrive("b1", People.withShared(anna("b"), "S1"));
    world.resolver.drain();
    assertThat(world.people()).containsExactly(Set.of("a1", "b1"));
    assertThat(world.reviews()).isEmpty();
  }

  @Test
  void aNumberOrATelephoneNeverLinksAlone() {
    world.arrive("a1", People.withNumber(anna("a"), "219-09-1234"));
    world.arrive("b1", People.withNumber(People.at("b", "Annabel", "Maurer", BORN), "219091234"));
    world.arrive(
        "b2", People.withHome(People.at("b", "Otto", "Else", "1999-01-02"), "", "", "2175611234"));
    world.arrive(
        "a2",
        People.withHome(People.at("a", "Emil", "Maurer", "1949-11-22"), "", "", "2175611234"));
    world.resolver.drain();
    assertThat(world.linksMade()).isEmpty();
    assertThat(world.reviewedPairs()).containsExactly("a1+b1");
  }

  @Test
  void newbornsTwinsTemporaryNamesAndTestPatientsAreNeverProposed() {
    ObjectNode baby = People.adult("BABY GIRL", "Quistgaard", "2026-01-05");
    world.arrive("baby", baby);
    world.arrive("baby2", baby);
    world.arrive("trauma", People.adult("Alpha", "TRAUMA", BORN));
    world.arrive("trauma2", People.adult("Alpha", "TRAUMA", BORN));
    world.arrive("doe", People.adult("John", "Doe", BORN));
    world.arrive("doe2", People.adult("John", "Doe", BORN));
    world.arrive("test", People.testPatient(anna("a")));
    world.arrive("test2", People.testPatient(anna("b")));
    world.arrive("real", anna("a"));
    ObjectNode first =
        People.withHome(
            People.adult("Mia", "Zwill", "2001-03-04"), "1 A ST", "60601", "2175619999");
    ObjectNode second = first.deepCopy();
    world.arrive("twin1", first.put("multipleBirthInteger", 1));
    world.arrive("twin2", second.put("multipleBirthInteger", 2));
    world.resolver.drain();
    assertThat(world.reviews()).isEmpty();
    assertThat(world.linksMade()).isEmpty();
  }

  @Test
  void aTemporaryNameThatIsReplacedIsCompared() {
    world.arrive("a1", anna("a"));
    world.arrive("b1", People.at("b", "Alpha", "TRAUMA", BORN));
    world.resolver.drain();
    assertThat(world.reviews()).isEmpty();
    world.arrive("b1", anna("b"));
    world.resolver.drain();
    assertThat(world.reviewedPairs()).containsExactly("a1+b1");
    world.arrive("b1", People.at("b", "Alpha", "TRAUMA", BORN));
    world.resolver.drain();
    assertThat(world.reviews()).isEmpty();
  }

  @Test
  void aSourcesMergeJoinsATemporaryNameToWhoItIs() throws SQLException {
    world.arrive("real", anna("a"));
    world.arrive("trauma", People.adult("Alpha", "TRAUMA", BORN));
    world.merge("real", "trauma");
    world.resolver.drain();
    assertThat(world.people()).containsExactly(Set.of("real", "trauma"));
  }

  @Test
  void aMergeOfAPatientThatNobodyKnewYetIsARedirect() throws SQLException {
    world.arrive("real", anna("a"));
    world.arrive("retired", Arrivals.patient("{'resourceType': 'Patient'}"));
    world.merge("real", "retired");
    world.resolver.drain();
    assertThat(world.persons.find(Arrivals.id("retired")).orElseThrow().id())
        .isEqualTo(Arrivals.id("real"));
  }

  @Test
  void unchangedDemographicsAreSkipped() throws SQLException {
    world.arrive("a1", anna("a"));
    world.resolver.drain();
    long rows = writes();
    ObjectNode again = anna("a");
    again.putObject("maritalStatus").put("text", "married");
    world.arrive("a1", again);
    world.resolver.drain();
    assertThat(writes()).isEqualTo(rows);
  }

  @Test
  void aKeyThatTooManyShareProposesNobodyWhoeverCameFirst() throws SQLException {
    // One telephone for everybody, and names that agree: only the telephone brings them together.
    for (int i = 0; i < BlockStore.BLOCK_RECORDS; i++) {
      world.arrive("p" + i, sharing("2175611234", i));
    }
    world.resolver.drain();
    int before = world.decisions.open(0, "stella").size();
    assertThat(before).isPositive();
    world.arrive("last", sharing("2175611234", 9_999));
    world.resolver.drain();
    assertThat(world.decisions.open(0, "stella")).isEmpty();
    assertThat(world.resolver.state().fullBlocks()).isOne();
    world.arrive("last", People.adult("Last", "One", "1950-01-02"));
    world.resolver.drain();
    assertThat(world.resolver.state().fullBlocks()).isZero();
    assertThat(world.decisions.open(0, "stella")).hasSize(before);
  }

  /** The same name without a birth date: two of them are found by the telephone alone. */
  private static ObjectNode sharing(String phone, int number) {
    ObjectNode patient = People.adult("Petra", "Quistgaard", "unknown");
    patient.withArray("identifier").addObject().put("system", "urn:a").put("value", "n" + number);
    return People.withHome(patient, "", "", phone);
  }

  @Test
  void itGoesOnAfterACrashBetweenAnyTwoSteps() throws SQLException {
    world.arrive("a1", People.withShared(anna("a"), "S1"));
    world.arrive("b1", People.withShared(anna("b"), "S1"));
    world.arrive("a2", anna("a"));
    for (String table :
        List.of(
            "source_record",
            "identity_block",
            "identity_pair",
            "link_decision",
            "person_change",
            "match_review",
            "identity_head")) {
      failOn(table);
      org.assertj.core.api.Assertions.assertThatThrownBy(world.resolver::drain);
      heal(table);
      assertThat(count("source_record") + count("match_review")).as(table).isZero();
    }
    world.resolver.drain();
    assertThat(world.linksMade()).containsExactly("SHARED_IDENTIFIER a1+b1");
    assertThat(world.reviewedPairs()).containsExactly("a1+a2", "a2+b1");
  }

  @Test
  void whoFollowsIsToldAfterTheCommitOfARoundAndOnlyOfThose() {
    List<List<String>> seen = new ArrayList<>();
    world.resolver.afterRounds(() -> seen.add(world.linksMade()));
    world.arrive("a1", People.withShared(anna("a"), "S1"));
    world.arrive("b1", People.withShared(anna("b"), "S1"));
    world.resolver.drain();
    assertThat(seen).isNotEmpty();
    assertThat(seen.get(0)).containsExactly("SHARED_IDENTIFIER a1+b1");
    int before = seen.size();
    world.resolver.drain();
    assertThat(seen).as("nothing was done").hasSize(before);
  }

  @Test
  void itsThreadIsToldOrLooksAndWaitsWhenTheDatabaseFails() throws SQLException {
    failOn("source_record");
    world.resolver.start();
    world.arrive("a1", anna("a"));
    world.arrive("b1", anna("b"));
    world.resolver.hint();
    assertThat(world.resolver.awaitIdle(Duration.ofMillis(300))).isFalse();
    heal("source_record");
    assertThat(world.resolver.awaitIdle(Duration.ofMinutes(1))).isTrue();
    assertThat(world.reviewedPairs()).containsExactly("a1+b1");
    world.resolver.close();
  }

  @Test
  void whileMessagesAreUnderWayItRestsThreeTimesAsLongAsItWorked() {
    long tenth = TimeUnit.MILLISECONDS.toNanos(100);
    assertThat(Resolver.restMillis(false, true, tenth)).isEqualTo(300);
    assertThat(Resolver.restMillis(false, false, tenth)).isZero();
    assertThat(Resolver.restMillis(true, true, tenth)).isEqualTo(300);
    assertThat(Resolver.restMillis(true, false, tenth)).isEqualTo(150);
    assertThat(Resolver.restMillis(false, true, TimeUnit.HOURS.toNanos(1))).isEqualTo(2_000);
  }

  @Test
  void itTellsHowFarItIsBehind() {
    List<Duration> behind = new ArrayList<>();
    Resolver[] looked = new Resolver[1];
    looked[0] =
        world.anotherProcess(
            (after, limit) -> {
              behind.add(looked[0].behind());
              return world.after(after, limit);
            });
    for (int i = 0; i <= Resolver.ROUND_PATIENTS; i++) {
      world.arrive("p" + i, People.at("a", "Given" + i, "Family" + i, BORN));
    }
    looked[0].drain();
    assertThat(behind).hasSize(3);
    assertThat(behind.get(0)).isZero();
    assertThat(behind.get(1)).isPositive();
    assertThat(behind.get(2)).isZero();
    assertThat(looked[0].behind()).isZero();
  }

  @Test
  void nothingReadableIsAtRest() throws SQLException {
    world.arrive("a1", People.withNumber(anna("a"), "219-09-1234"));
    world.arrive("b1", anna("b"));
    world.resolver.drain();
    world.decisions.decide(
        world.review("a1", "b1").id(),
        dev.trestle.identity.review.Answer.SAME,
        "stella",
        "Annabel said so");
    List<String> rows = new ArrayList<>();
    for (String table :
        List.of(
            "source_record", "identity_block", "identity_pair", "link_decision", "match_review")) {
      rows.addAll(texts("select r::text from " + table + " r"));
    }
    assertThat(rows).isNotEmpty();
    for (String term :
        List.of(
            "Annabel",
            "ANNABEL",
            "QUISTGAARD",
            "Quistgaard",
            "219091234",
            BORN,
            hex("QUISTGAARD"))) {
      assertThat(rows).noneMatch(row -> row.contains(term));
    }
  }

  private static String hex(String text) {
    return java.util.HexFormat.of()
        .formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static ObjectNode anna(String healthSystem) {
    return People.at(healthSystem, "Annabel", "Quistgaard", BORN);
  }

  private void failOn(String table) throws SQLException {
    run(
        """
        create function fail_%1$s() returns trigger language plpgsql as
          $$ begin raise exception 'broken on purpose'; end $$;
        create trigger fail before insert or update on %1$s
          for each statement execute function fail_%1$s();
        """
            .formatted(table));
  }

  private void heal(String table) throws SQLException {
    run("drop trigger fail on %1$s; drop function fail_%1$s()".formatted(table));
  }

  private void run(String sql) throws SQLException {
    try (Connection db = world.database().dataSource().getConnection();
        Statement statement = db.createStatement()) {
      statement.execute(sql);
    }
  }

  private long count(String table) throws SQLException {
    return Long.parseLong(texts("select count(*)::text from " + table).get(0));
  }

  /** Rows that were ever written to the tables of comparing: versions of rows count. */
  private long writes() throws SQLException {
    return Long.parseLong(texts("select max(xmin::text::bigint)::text from source_record").get(0));
  }

  private List<String> texts(String sql) throws SQLException {
    try (Connection db = world.database().dataSource().getConnection();
        Statement statement = db.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
