package dev.trestle.identity.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.Arrivals;
import dev.trestle.identity.People;
import dev.trestle.identity.link.LinkView;
import dev.trestle.kernel.statement.Merge;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever the order in which Patients, merges and decisions come, and however they fall into
 * rounds, the same links, persons and reviews come out. Seeds are printed with a failure.
 */
class OrderTest {
  private static final int WORLDS = 8;
  private static final int ORDERS = 6;
  private static final int PATIENTS = 12;
  private static final String[] GIVEN = {"Anna", "Ann", "Otto", "Mia"};
  private static final String[] FAMILY = {"Quistgaard", "Quistgard", "Maurer"};
  private static final String[] BORN = {"1961-02-13", "1961-02-14", "1988-12-01"};
  private static final String[] HEALTH_SYSTEMS = {"a", "b", "c"};
  private static final String[] PHONES = {"2175611234", "2175619999", "2175615678"};

  /** What happens, with what must have happened before. */
  private sealed interface Event {
    /** A Patient's version; versions of one Patient keep their order. */
    record Arrives(String name, int version, ObjectNode patient) implements Event {
      @Override
      public String toString() {
        return "Arrives[" + name + "]";
      }
    }

    /** What a source says of two, at a time of its own. */
    record Says(Merge.Word word, String survivor, String retired, long time) implements Event {}

    record Apart(String first, String second) implements Event {}
  }

  private record Outcome(
      Set<Set<String>> people,
      Set<Set<String>> confirmed,
      List<String> links,
      List<String> reviews) {}

  @Test
  void theOrderOfArrivalDoesNotMatter() throws SQLException {
    int probable = 0;
    int doubted = 0;
    try (Arrivals world = new Arrivals()) {
      for (long seed = 1; seed <= WORLDS; seed++) {
        List<Event> events = events(new Random(seed));
        Outcome first = play(world, events, new Random(seed));
        assertThat(first.people().size()).as("world %d links somebody", seed).isPositive();
        for (int order = 1; order < ORDERS; order++) {
          Random random = new Random(seed * 1_000 + order);
          Outcome other = play(world, shuffled(events, random), random);
          assertThat(other).as("world %d, order %d", seed, order).isEqualTo(first);
        }
        doubted += first.people().equals(first.confirmed()) ? 0 : 1;
        probable += first.links().stream().anyMatch(link -> link.startsWith("PROBABLE")) ? 1 : 0;
      }
    }
    assertThat(probable).as("worlds in which somebody is linked by probability").isPositive();
    assertThat(doubted).as("worlds whose confirmed persons are others").isPositive();
  }

  private static List<Event> events(Random random) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < PATIENTS; i++) {
      for (int version = 0; version <= random.nextInt(2); version++) {
        events.add(new Event.Arrives("p" + i, version, patient(random)));
      }
    }
    for (int i = 0; i < 6; i++) {
      stranger("s" + i % 3, i, random, events);
    }
    for (int i = 0; i < 4; i++) {
      events.add(says(random, anybody(random), anybody(random)));
    }
    // The same two are linked, merged and taken back again and again.
    for (int i = 0; i < 8; i++) {
      events.add(says(random, "p" + random.nextInt(2), "p" + (2 + random.nextInt(2))));
    }
    for (int i = 0; i < 3; i++) {
      events.add(new Event.Apart(anybody(random), anybody(random)));
    }
    return events;
  }

  /**
   * Somebody whom few others resemble, at two health systems; sometimes one of them has a double.
   */
  private static void stranger(String who, int number, Random random, List<Event> events) {
    String given = who.equals("s0") ? "Xenia" : who.equals("s1") ? "Balthasar" : "Leonore";
    ObjectNode patient =
        People.at(
            HEALTH_SYSTEMS[number / 3], given, "Zwill" + who, BORN[random.nextInt(4) == 0 ? 1 : 0]);
    String phone = any(PHONES, random);
    for (int version = 0; version <= random.nextInt(2); version++) {
      patient = random.nextBoolean() ? patient : People.withHome(patient, "", "", phone);
      events.add(new Event.Arrives(who + number, version, patient));
    }
    if (random.nextInt(4) == 0) {
      events.add(
          new Event.Arrives(
              who + number + "double", 0, People.withHome(patient, "", "", PHONES[0])));
    }
    if (random.nextInt(4) == 0) {
      events.add(says(random, who + number, anybody(random)));
    }
  }

  private static Event says(Random random, String survivor, String retired) {
    Merge.Word[] words = Merge.Word.values();
    return new Event.Says(
        words[random.nextInt(words.length)], survivor, retired, 1 + random.nextInt(6));
  }

  private static String anybody(Random random) {
    return "p" + random.nextInt(PATIENTS);
  }

  private static ObjectNode patient(Random random) {
    ObjectNode patient =
        People.at(
            any(HEALTH_SYSTEMS, random),
            any(GIVEN, random),
            any(FAMILY, random),
            any(BORN, random));
    if (random.nextInt(3) == 0) {
      patient = People.withShared(patient, "S" + random.nextInt(3));
    }
    if (random.nextInt(3) > 0) {
      patient = People.withHome(patient, "", "", any(PHONES, random));
    }
    if (random.nextInt(4) == 0) {
      patient = People.withNumber(patient, random.nextBoolean() ? "219-09-1234" : "317-22-9876");
    }
    return random.nextInt(12) == 0 ? People.testPatient(patient) : patient;
  }

  private static String any(String[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  /** Any order in which a Patient's versions keep theirs. */
  private static List<Event> shuffled(List<Event> events, Random random) {
    List<Event> order = new ArrayList<>(events);
    Collections.shuffle(order, random);
    List<Event> result = new ArrayList<>();
    for (Event event : order) {
      if (event instanceof Event.Arrives arrives) {
        long before =
            result.stream()
                .filter(e -> e instanceof Event.Arrives a && a.name().equals(arrives.name()))
                .count();
        events.stream()
            .filter(
                e ->
                    e instanceof Event.Arrives a
                        && a.name().equals(arrives.name())
                        && a.version() == before)
            .forEach(result::add);
      } else {
        result.add(event);
      }
    }
    return result;
  }

  /** A merge or decision comes as soon as both are there, or later; rounds run at any time. */
  private static Outcome play(Arrivals world, List<Event> events, Random random)
      throws SQLException {
    world.clear();
    List<Event> waiting = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Event.Arrives arrives) {
        world.arrive(arrives.name(), arrives.patient());
      } else {
        waiting.add(event);
      }
      if (random.nextInt(3) == 0) {
        world.resolver.drain();
      }
      happen(world, waiting);
    }
    world.resolver.drain();
    happen(world, waiting);
    assertThat(waiting).isEmpty();
    world.resolver.drain();
    for (LinkView view : LinkView.values()) {
      assertThat(world.peopleByChanges(view))
          .as("%s played from the beginning", view)
          .isEqualTo(world.people(view));
    }
    Set<Set<String>> confirmed = world.people(LinkView.CONFIRMED);
    assertThat(confirmed).isEqualTo(world.peopleByConfirmedLinks());
    return new Outcome(world.people(), confirmed, world.linksMade(), world.reviews());
  }

  private static void happen(Arrivals world, List<Event> waiting) throws SQLException {
    for (Event event : List.copyOf(waiting)) {
      if (event instanceof Event.Says said
          && world.knows(said.survivor())
          && world.knows(said.retired())) {
        world.says(said.word(), said.survivor(), said.retired(), said.time());
        waiting.remove(event);
      } else if (event instanceof Event.Apart apart
          && world.knows(apart.first())
          && world.knows(apart.second())) {
        world.apart(apart.first(), apart.second());
        waiting.remove(event);
      }
    }
  }
}
