package dev.trestle.identity.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.Arrivals;
import dev.trestle.identity.CensusPeople;
import dev.trestle.identity.People;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.offline.Linked;
import dev.trestle.identity.offline.Linking;
import dev.trestle.identity.offline.Progress;
import dev.trestle.identity.read.PeopleLoader;
import dev.trestle.sandbox.census.Census;
import dev.trestle.sandbox.census.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The same people, one by one and as a file. Seeds are printed with a failure. */
class SameAsFileTest {
  private static final int WORLDS = 3;
  private static final int PEOPLE = 60;
  private static final int HARD_PEOPLE = 150;
  private static final String[] GIVEN = {"Anna", "Otto", "Mathilda", "Robert", "Ida", "Viktor"};
  private static final String[] FAMILY = {"Ekberg", "Lindquist", "Sandholm", "Nordahl", "Alfors"};
  private static final String[] HEALTH_SYSTEMS = {"a", "b", "c"};

  @TempDir private Path folder = Path.of("");

  /**
   * With typos and gaps: what is linked by itself is right, and a part of what a file would say.
   */
  @Test
  void whoIsLinkedByThemselvesIsOnePersonForAFileToo() throws Exception {
    try (Arrivals world = new Arrivals()) {
      int linked = 0;
      for (long seed = 1; seed <= WORLDS; seed++) {
        Map<String, ObjectNode> people = people(new Random(seed));
        Set<Set<String>> file = file(people);
        for (Set<String> person : arrive(world, people, new Random(seed))) {
          linked += person.size() > 1 ? 1 : 0;
          assertThat(file).as("seed %d: %s", seed, person).anyMatch(one -> one.containsAll(person));
          assertThat(person).as("seed %d", seed).allMatch(one -> who(one).equals(who(any(person))));
        }
      }
      assertThat(linked).isGreaterThan(WORLDS * PEOPLE / 5);
    }
  }

  /**
   * Twins, fathers and sons of one name, newborns, moves, marriages and placeholders among them.
   */
  @Test
  void ofAHardPopulationNobodyIsLinkedFalselyEither() throws Exception {
    Census census = Census.of(5, HARD_PEOPLE, CensusPeople.AS_OF);
    Map<String, ObjectNode> people = new TreeMap<>();
    for (Row row : census.rows()) {
      people.put(row.resident() + "-" + row.healthSystem(), CensusPeople.patient(row));
    }
    try (Arrivals world = new Arrivals()) {
      Set<Set<String>> file = file(people);
      Set<Set<String>> once = arrive(world, people, new Random(1));
      for (Set<String> person : once) {
        assertThat(file).as("%s", person).anyMatch(one -> one.containsAll(person));
        assertThat(person).allMatch(one -> who(one).equals(who(any(person))));
      }
      assertThat(once).filteredOn(person -> person.size() > 1).hasSizeGreaterThan(HARD_PEOPLE / 5);
      assertThat(arrive(world, people, new Random(2))).as("another order").isEqualTo(once);
    }
  }

  private static String any(Set<String> person) {
    return person.iterator().next();
  }

  private static String who(String record) {
    return record.substring(0, record.indexOf('-'));
  }

  private static Set<Set<String>> arrive(
      Arrivals world, Map<String, ObjectNode> people, Random random) throws SQLException {
    world.clear();
    List<String> order = new ArrayList<>(people.keySet());
    Collections.shuffle(order, random);
    for (String name : order) {
      world.arrive(name, java.util.Objects.requireNonNull(people.get(name)));
      if (random.nextInt(20) == 0) {
        world.resolver.drain();
      }
    }
    world.resolver.drain();
    return world.people();
  }

  private Set<Set<String>> file(Map<String, ObjectNode> people) throws IOException {
    LinkModel model = LinkModelResource.standard();
    Path file = folder.resolve("people.ndjson");
    List<String> lines = new ArrayList<>();
    people.forEach((name, patient) -> lines.add(patient.deepCopy().put("id", name).toString()));
    Files.write(file, lines);
    dev.trestle.identity.people.People table =
        PeopleLoader.patients(file).load(LocalDate.of(2026, 11, 27), model.placeholders()).table();
    Linked linked = Linking.link(table, model, Progress.NONE);
    Map<String, Set<String>> entities = new TreeMap<>();
    for (int record = 0; record < table.size(); record++) {
      entities
          .computeIfAbsent(linked.entity(record), none -> new TreeSet<>())
          .add(table.id(record));
    }
    return new HashSet<>(entities.values());
  }

  /** Everybody at one to three health systems; who begins alike is one. */
  private static Map<String, ObjectNode> people(Random random) {
    Map<String, ObjectNode> people = new TreeMap<>();
    for (int i = 0; i < PEOPLE; i++) {
      String family = one(FAMILY, random) + one(new String[] {"", "er", "sen", "by"}, random);
      String given = one(GIVEN, random);
      String born =
          "%d-%02d-%02d"
              .formatted(1930 + random.nextInt(80), 1 + random.nextInt(12), 1 + random.nextInt(28));
      String street = (1 + random.nextInt(300)) + " Elm Street";
      String phone = "21756" + (10_000 + random.nextInt(80_000));
      for (int copy = 0; copy <= random.nextInt(3); copy++) {
        ObjectNode patient =
            People.at(
                HEALTH_SYSTEMS[copy],
                typo(given, random),
                typo(family, random),
                random.nextInt(12) == 0 ? "unknown" : born);
        // Identifiers of health systems say nothing across them.
        people.put(i + "-" + copy, People.withHome(patient, street, "60601", phone));
      }
    }
    return people;
  }

  private static String one(String[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  private static String typo(String text, Random random) {
    if (random.nextInt(6) > 0) {
      return text;
    }
    int at = 1 + random.nextInt(text.length() - 1);
    return text.substring(0, at) + (char) ('a' + random.nextInt(26)) + text.substring(at + 1);
  }
}
