package dev.trestle.identity.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.Arrivals;
import dev.trestle.identity.CensusPeople;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.offline.Linked;
import dev.trestle.identity.offline.Linking;
import dev.trestle.identity.offline.Progress;
import dev.trestle.identity.offline.TrainedModel;
import dev.trestle.sandbox.census.Census;
import dev.trestle.sandbox.census.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * The running index on a hard population: twins, fathers and sons of one name, newborns, homes for
 * the old, moves, marriages, placeholders. {@code -Dtrestle.census.people=10000} and {@code
 * -Dtrestle.census.seed=2} measure larger ones; docs/identity.md has what came out.
 */
class HardIndexTest {
  private static final LinkModel STANDARD = LinkModelResource.standard();
  private static final int PEOPLE = Integer.getInteger("trestle.census.people", 600);
  private static final long SEED = Long.getLong("trestle.census.seed", 1);
  private static final Census CENSUS = Census.of(SEED, PEOPLE, CensusPeople.AS_OF);
  private static final Map<String, Integer> TRUTH =
      CENSUS.rows().stream().collect(Collectors.toMap(Row::id, Row::resident));

  /** What became of the pairs of one person, and of two. */
  private record Counted(long known, long linked, long falselyLinked, long toPeople, long ofTwo) {
    double recall() {
      return (double) linked / known;
    }
  }

  @Test
  void nobodyIsLinkedFalselyByAnyModelAndNoOrderOfArrivalChangesIt(TestReporter reporter)
      throws Exception {
    try (Arrivals index = new Arrivals()) {
      arriveOneAfterTheOther(index, new Random(SEED));
      Counted shipped = count(index);
      reporter.publishEntry("shipped", shipped.toString());
      assertThat(shipped.falselyLinked()).isZero();
      assertThat(shipped.recall()).isGreaterThan(0.5);

      Linked linked =
          Linking.link(
              index.resolver.workbench().sample(STANDARD, 200_000, () -> false).table(),
              STANDARD,
              Progress.NONE);
      LinkModel trained =
          TrainedModel.of(STANDARD, linked, STANDARD.reviewFrom(), STANDARD.automaticFrom());
      index.use(trained);
      index.resolver.drain();
      Counted learned = count(index);
      reporter.publishEntry("trained", learned.toString());
      assertThat(learned.falselyLinked()).isZero();
      assertThat(learned.recall()).isGreaterThan(0.5);

      Set<Set<String>> people = index.people();
      List<String> reviews = index.reviews();
      long apart = apart(people, entities(index, trained));
      reporter.publishEntry("pairs that a file keeps apart", Long.toString(apart));
      assertThat(apart).isLessThanOrEqualTo(learned.linked() / 1_000);
      arriveWhileTheyAreResolved(index, new Random(SEED + 1));
      assertThat(index.people()).isEqualTo(people);
      assertThat(index.reviews()).isEqualTo(reviews);
      ModelEffect whole = index.resolver.workbench().effect(trained, Progress.NONE, () -> false);
      assertThat(whole.mergeCount() + whole.splitCount()).as("worked out as a whole").isZero();
    }
  }

  /** Pairs of one person here that linking a file by the same model keeps apart. */
  private static long apart(Set<Set<String>> people, Map<String, String> entities) {
    long apart = 0;
    for (Set<String> person : people) {
      Map<String, Integer> of = new HashMap<>();
      person.forEach(name -> of.merge(entities.getOrDefault(name, name), 1, Integer::sum));
      apart += pairs(person.size()) - of.values().stream().mapToLong(HardIndexTest::pairs).sum();
    }
    return apart;
  }

  private static List<Row> shuffled(Random random) {
    List<Row> rows = new ArrayList<>(CENSUS.rows());
    Collections.shuffle(rows, random);
    return rows;
  }

  private static void arriveOneAfterTheOther(Arrivals index, Random random) throws SQLException {
    for (Row row : shuffled(random)) {
      index.arrive(row.id(), CensusPeople.patient(row));
      if (random.nextInt(50) == 0) {
        index.resolver.drain();
      }
    }
    index.resolver.drain();
  }

  /** In another order, all at once, with a resolver that never waits. */
  private static void arriveWhileTheyAreResolved(Arrivals index, Random random) throws Exception {
    index.clear();
    Resolver other = index.anotherProcess();
    AtomicBoolean all = new AtomicBoolean();
    CompletableFuture<Void> resolving =
        CompletableFuture.runAsync(
            () -> {
              while (!all.get()) {
                other.drain();
              }
            });
    for (Row row : shuffled(random)) {
      index.arrive(row.id(), CensusPeople.patient(row));
    }
    all.set(true);
    resolving.join();
    other.drain();
  }

  /** What linking all of it as a file by the same model would say. */
  private static Map<String, String> entities(Arrivals index, LinkModel model) throws SQLException {
    Linked linked =
        Linking.link(
            index.resolver.workbench().sample(model, 200_000, () -> false).table(),
            model,
            Progress.NONE);
    Map<String, String> entities = new HashMap<>();
    Map<Long, String> names = new HashMap<>();
    TRUTH.keySet().forEach(name -> names.put(index.rid(name), name));
    for (int record = 0; record < linked.table().size(); record++) {
      String name = names.get(Long.parseLong(linked.table().id(record)));
      entities.put(name, linked.entity(record));
    }
    return entities;
  }

  private static Counted count(Arrivals index) {
    Map<Integer, Integer> rows = new HashMap<>();
    TRUTH.values().forEach(resident -> rows.merge(resident, 1, Integer::sum));
    long known = rows.values().stream().mapToLong(HardIndexTest::pairs).sum();
    long linked = 0;
    long wrong = 0;
    for (Set<String> person : index.people()) {
      Map<Integer, Integer> of = new HashMap<>();
      person.forEach(name -> of.merge(TRUTH.getOrDefault(name, -1), 1, Integer::sum));
      long right = of.values().stream().mapToLong(HardIndexTest::pairs).sum();
      linked += right;
      wrong += pairs(person.size()) - right;
    }
    Set<String> seen = new HashSet<>(index.reviewedPairs());
    long two =
        seen.stream()
            .map(pair -> pair.split("\\+"))
            .filter(pair -> !Objects.equals(TRUTH.get(pair[0]), TRUTH.get(pair[1])))
            .count();
    return new Counted(known, linked, wrong, seen.size() - two, two);
  }

  private static long pairs(int of) {
    return of * (of - 1L) / 2;
  }
}
