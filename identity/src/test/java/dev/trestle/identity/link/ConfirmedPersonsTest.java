package dev.trestle.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.Arrivals;
import dev.trestle.identity.People;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.statement.Merge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who is one person without what nothing but probability linked: its own persons, its own changes,
 * and neither follows from those of all links.
 */
class ConfirmedPersonsTest {
  private static final String STEWARD = "stella";
  private static final String PHONE = "2175611234";
  private static final int HISTORIES = 10;
  private static final int STEPS = 90;
  private static final String[] GIVEN = {
    "Xenia", "Balthasar", "Leonore", "Kunigunde", "Ottokar", "Friederike", "Wendelin"
  };
  private static final String[] BORN = {
    "1961-02-13", "1947-11-30", "1988-06-04", "1975-09-21", "1999-01-17", "1932-08-08", "1954-12-25"
  };
  private static final String[] PHONES = {
    "2175611234", "3128847790", "6183309255", "8475126618", "7739904471", "3096628103", "2242075539"
  };
  private static final String[] HEALTH_SYSTEMS = {"a", "b", "c"};
  private final Arrivals world = new Arrivals();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void whatProbabilityLinksIsAChangeOfTheLinkedOnly() {
    probable();
    assertThat(changes(LinkView.LINKED)).containsExactly("b1: b1 -> a1");
    assertThat(changes(LinkView.CONFIRMED)).isEmpty();
    world.arrive("b1", Xenia.at("b"));
    world.resolver.drain();
    assertThat(world.linksMade()).as("its telephone is gone").isEmpty();
    assertThat(changes(LinkView.LINKED)).containsExactly("b1: b1 -> a1", "b1: a1 -> b1 parted");
    assertThat(changes(LinkView.CONFIRMED)).isEmpty();
  }

  @Test
  void aPersonConfirmsWhatProbabilityLinked() {
    probable();
    world.decisions.link(world.rid("a1"), world.rid("b1"), STEWARD, "asked her", Optional.empty());
    assertThat(changes(LinkView.LINKED)).containsExactly("b1: b1 -> a1");
    assertThat(changes(LinkView.CONFIRMED)).containsExactly("b1: b1 -> a1");
    assertThat(confirmed("a1")).containsExactlyInAnyOrder("a1", "b1");
    world.decisions.unlink(world.link("a1", "b1").id(), STEWARD, "two people");
    assertThat(changes(LinkView.CONFIRMED)).containsExactly("b1: b1 -> a1", "b1: a1 -> b1 parted");
    assertThat(confirmed("a1")).containsExactly("a1");
  }

  @Test
  void aSourceSaysWhatProbabilityLinkedAndTakesItBack() throws SQLException {
    probable();
    world.says(Merge.Word.LINKED, "a1", "b1", 10);
    assertThat(confirmed("a1")).as("as told: when the resolver has seen it").hasSize(1);
    world.resolver.drain();
    assertThat(confirmed("a1")).hasSize(2);
    world.says(Merge.Word.UNLINKED, "a1", "b1", 20);
    world.resolver.drain();
    assertThat(changes(LinkView.CONFIRMED)).containsExactly("b1: b1 -> a1", "b1: a1 -> b1 parted");
    assertThat(changes(LinkView.LINKED))
        .as("probability links them all the while")
        .containsExactly("b1: b1 -> a1");
  }

  @Test
  void aProbableLinkThatGoesWhileAnotherStandsIsNoChange() throws SQLException {
    probable();
    world.merge("a1", "b1");
    world.resolver.drain();
    world.arrive("b1", Xenia.at("b"));
    world.resolver.drain();
    for (LinkView view : LinkView.values()) {
      assertThat(changes(view)).as("%s", view).containsExactly("b1: b1 -> a1");
    }
  }

  @Test
  void twoThatAreHeldTogetherOverAProbableLinkAreTwo() throws SQLException {
    world.arrive("z1", Xenia.at("d"));
    probable();
    world.arrive("c1", Xenia.at("c"));
    world.merge("z1", "a1");
    world.merge("b1", "c1");
    world.resolver.drain();
    assertThat(world.company("z1")).containsExactly("a1", "b1", "c1", "z1");
    assertThat(confirmed("a1")).containsExactlyInAnyOrder("a1", "z1");
    assertThat(confirmed("c1")).containsExactlyInAnyOrder("b1", "c1");
    assertThat(person(LinkView.LINKED, "c1")).isEqualTo("z1 a1 b1 c1");
    assertThat(person(LinkView.CONFIRMED, "c1")).as("by its eldest").isEqualTo("b1 c1");
    assertThat(changes(LinkView.CONFIRMED))
        .containsExactlyInAnyOrder("a1: a1 -> z1", "c1: c1 -> b1");
  }

  /** Whatever messages, comparing and people do: what is told is what is read, at every moment. */
  @Test
  void afterAnyHistoryTheChangesGiveWhoIsWho() throws SQLException {
    int alone = 0;
    for (long seed = 1; seed <= HISTORIES; seed++) {
      Random random = new Random(seed);
      world.clear();
      for (int step = 0; step < STEPS; step++) {
        int linked = changes(LinkView.LINKED).size();
        int confirmed = changes(LinkView.CONFIRMED).size();
        happen(random);
        boolean ofOne =
            linked == changes(LinkView.LINKED).size()
                && confirmed < changes(LinkView.CONFIRMED).size();
        alone += ofOne ? 1 : 0;
        for (LinkView view : LinkView.values()) {
          assertThat(world.peopleByChanges(view))
              .as("history %d, step %d, %s", seed, step, view)
              .isEqualTo(world.people(view));
        }
      }
      world.resolver.drain();
      assertThat(world.people(LinkView.CONFIRMED))
          .as("history %d, link by link", seed)
          .isEqualTo(world.peopleByConfirmedLinks());
      assertThat(world.peopleByChanges(LinkView.CONFIRMED))
          .isEqualTo(world.people(LinkView.CONFIRMED));
    }
    assertThat(alone).as("steps that changed only the confirmed").isGreaterThan(HISTORIES);
  }

  /** What stands when the release comes is worked out in the database, without rows. */
  @Test
  void theMigrationFindsWhoIsOnePersonByConfirmedLinks() throws SQLException, IOException {
    int linked = 0;
    for (long seed = 101; seed <= 100 + HISTORIES; seed++) {
      Random random = new Random(seed);
      world.clear();
      for (int step = 0; step < STEPS; step++) {
        happen(random);
      }
      world.resolver.drain();
      List<String> before = texts("select rid || ' ' || confirmed from source_record order by rid");
      linked += before.stream().filter(Objects::nonNull).toList().size();
      int known = changes(LinkView.LINKED).size();
      execute(
          """
          alter table source_record drop column confirmed;
          delete from person_change where view = 2;
          alter table person_change drop column view;
          """);
      execute(migration());
      assertThat(texts("select rid || ' ' || confirmed from source_record order by rid"))
          .as("history %d", seed)
          .isEqualTo(before);
      assertThat(changes(LinkView.LINKED)).hasSize(known);
      assertThat(changes(LinkView.CONFIRMED)).isEmpty();
      // A pair that stood already parts from the person that it was.
      List<Link> links = world.links.links(Long.MAX_VALUE);
      if (!links.isEmpty()) {
        world.decisions.unlink(links.get(0).id(), STEWARD, "two people");
        assertThat(world.people(LinkView.CONFIRMED)).isEqualTo(world.peopleByConfirmedLinks());
      }
    }
    assertThat(linked).as("records that were linked").isPositive();
  }

  private void happen(Random random) throws SQLException {
    List<String> known = known();
    switch (random.nextInt(9)) {
      case 0, 1, 2 -> {
        int who = random.nextInt(GIVEN.length);
        // A third that is as like keeps probability from linking two.
        String where = HEALTH_SYSTEMS[random.nextInt(9) == 0 ? 2 : random.nextInt(2)];
        world.arrive(GIVEN[who] + where, somebody(who, where, random));
      }
      case 3 -> {
        if (known.size() > 1) {
          Merge.Word[] words = Merge.Word.values();
          String first = any(known, random);
          // Mostly of one human being: others are seldom linked by probability.
          String second =
              random.nextInt(6) == 0
                  ? any(known, random)
                  : any(
                      known.stream().filter(n -> n.charAt(0) == first.charAt(0)).toList(), random);
          world.says(words[random.nextInt(words.length)], first, second, 1 + random.nextInt(20));
        }
      }
      case 4, 5 -> decide(known, random);
      default -> world.resolver.drain();
    }
  }

  /** A person links, confirms, keeps apart or takes apart; what is refused changes nothing. */
  private void decide(List<String> known, Random random) {
    List<Link> links = world.links.links(Long.MAX_VALUE);
    try {
      if (!links.isEmpty() && random.nextInt(6) > 0) {
        Link link = links.get(random.nextInt(links.size()));
        if (random.nextInt(4) == 0) {
          world.decisions.unlink(link.id(), STEWARD, "two people");
        } else {
          world.decisions.link(
              link.survivorRid(), link.retiredRid(), STEWARD, "one", Optional.empty());
        }
      } else if (known.size() > 1) {
        long first = world.rid(any(known, random));
        long second = world.rid(any(known, random));
        if (random.nextInt(12) == 0) {
          world.decisions.apart(first, second, STEWARD, "two");
        } else {
          world.decisions.link(first, second, STEWARD, "one", Optional.empty());
        }
      }
    } catch (TrestleException refused) {
      assertThat(refused.code()).isIn(ProblemCode.CONFLICT, ProblemCode.REQUEST_INVALID);
    }
  }

  private static String any(List<String> names, Random random) {
    return names.get(random.nextInt(names.size()));
  }

  private List<String> known() {
    List<String> known = new ArrayList<>();
    for (String given : GIVEN) {
      for (String where : HEALTH_SYSTEMS) {
        if (world.knows(given + where)) {
          known.add(given + where);
        }
      }
    }
    return known;
  }

  private static ObjectNode somebody(int who, String where, Random random) {
    ObjectNode patient = People.at(where, GIVEN[who], GIVEN[6 - who] + "berg", BORN[who]);
    if (random.nextInt(12) > 0) {
      patient = People.withHome(patient, "", "", PHONES[who]);
    }
    return random.nextInt(20) == 0 ? People.withShared(patient, "S" + random.nextInt(2)) : patient;
  }

  /** Somebody at one health system. */
  private static final class Xenia {
    static ObjectNode at(String healthSystem) {
      return People.at(healthSystem, "Xenia", "Zwill", "1961-02-13");
    }
  }

  private void probable() {
    world.arrive("a1", People.withHome(Xenia.at("a"), "", "", PHONE));
    world.arrive("b1", People.withHome(Xenia.at("b"), "", "", PHONE));
    world.resolver.drain();
    assertThat(world.linksMade()).containsExactly("PROBABLE a1+b1");
  }

  private Set<String> confirmed(String name) {
    return world.people(LinkView.CONFIRMED).stream()
        .filter(person -> person.contains(name))
        .findFirst()
        .orElseThrow();
  }

  /** The records of a person as they are asked for, the eldest first, whose id it has. */
  private String person(LinkView view, String name) {
    PersonStore.Person person = world.persons.find(view, Arrivals.id(name)).orElseThrow();
    assertThat(person.id()).isEqualTo(person.records().get(0).id());
    return String.join(" ", person.records().stream().map(one -> world.name(one.id())).toList());
  }

  private List<String> changes(LinkView view) {
    return new PersonChangeStore(world.database().dataSource())
        .after(view, 0, 10_000).stream()
            .map(
                change ->
                    world.name(change.record())
                        + ": "
                        + world.name(change.from())
                        + " -> "
                        + world.name(change.to())
                        + (change.parted() ? " parted" : ""))
            .toList();
  }

  private static String migration() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            LinkStore.class.getResourceAsStream(
                "/db/migration/V2026_11_28_2100__confirmed_persons.sql"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = world.database().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = world.database().dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
