package dev.trestle.identity.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trestle.identity.group.Edge;
import dev.trestle.identity.measure.Accuracy;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.people.Field;
import dev.trestle.identity.people.PeopleTable;
import dev.trestle.identity.people.Person;
import dev.trestle.identity.score.Pairing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What holds for every linking, on a made-up town. */
class LinkingTest {
  private static final LinkModel MODEL = LinkModelResource.standard();
  private static final List<Person> PEOPLE = MadeUpPeople.people(600, 5);
  private static final PeopleTable TABLE = MadeUpPeople.table(PEOPLE);
  private static final Linked LINKED = Linking.link(TABLE, MODEL, Progress.NONE);

  @Test
  void mostAreFoundAndFewAreMixed() {
    Accuracy accuracy = accuracy(LINKED);
    assertThat(accuracy.precision()).isGreaterThan(0.97);
    assertThat(accuracy.recall()).isGreaterThan(0.93);
  }

  /** Among many, most pairs that meet under a key are strangers who were born on one day. */
  @Test
  void inALargeTownStrangersOfOneBirthDateAreNoClassOfTheirOwn() {
    PeopleTable town = MadeUpPeople.table(MadeUpPeople.people(12_000, 6));
    Accuracy accuracy = accuracy(Linking.link(town, MODEL, Progress.NONE));
    assertThat(accuracy.precision()).isGreaterThan(0.97);
    assertThat(accuracy.recall()).isGreaterThan(0.85);
  }

  /** Where there are thirty names, namesakes are many. */
  @Test
  void inAVillageOfFewNamesNamesakesAreNotOnePerson() {
    for (int seed = 1; seed <= 12; seed++) {
      PeopleTable village = MadeUpPeople.table(MadeUpPeople.village(20 * seed, seed));
      Accuracy accuracy = accuracy(Linking.link(village, MODEL, Progress.NONE));
      assertThat(accuracy.precision()).as("seed %d", seed).isEqualTo(1);
      assertThat(accuracy.recall()).as("seed %d", seed).isEqualTo(1);
    }
  }

  /** Later rounds look only at what the first found to be near. */
  @Test
  void scoringNearPairsAgainFindsWhatScoringAllFinds() {
    Scan.Scored all = LINKED.scan().score(LINKED.scorer(), MODEL.linkFrom(), MODEL.reviewFrom());
    Scan.Scored again = LINKED.scored();
    assertThat(edges(again)).isNotEmpty().containsExactlyElementsOf(edges(all));
    assertThat(again.pairs()).isEqualTo(all.pairs());
    assertThat(again.far()).isBetween(1L, again.pairs() - 1);
    assertThat(again.automatic()).isEqualTo(all.automatic());
    assertThat(again.review()).isEqualTo(all.review());
    assertThat(again.household()).isEqualTo(all.household());
    assertThat(again.same()).isCloseTo(all.same(), within(all.same() * 1e-3));
  }

  private static List<Edge> edges(Scan.Scored scored) {
    List<Edge> edges = new ArrayList<>();
    scored.edges().strongestFirst(edges::add);
    return edges;
  }

  private static Accuracy accuracy(Linked linked) {
    int[] truth = new int[linked.table().size()];
    for (int record = 0; record < truth.length; record++) {
      truth[record] = Integer.parseInt(linked.table().id(record).split("-")[0]);
    }
    return Accuracy.of(linked.entities(), truth);
  }

  @Test
  void theOrderOfTheInputChangesNothing() {
    List<Person> shuffled = new ArrayList<>(PEOPLE);
    Collections.shuffle(shuffled, new Random(9));
    Linked other = Linking.link(MadeUpPeople.table(shuffled), MODEL, Progress.NONE);
    assertThat(entities(other)).isEqualTo(entities(LINKED));
    assertThat(other.scorer().shares().same()).isDeepEqualTo(LINKED.scorer().shares().same());
  }

  @Test
  void comparingIsSymmetric() {
    Random random = new Random(1);
    Pairing there = LINKED.scorer().pairing();
    Pairing back = LINKED.scorer().pairing();
    for (int i = 0; i < 20_000; i++) {
      int a = random.nextInt(TABLE.size());
      int b = random.nextInt(TABLE.size());
      assertThat(LINKED.scorer().score(a, b, there)).isEqualTo(LINKED.scorer().score(b, a, back));
    }
  }

  @Test
  void whatIsBlankSaysNothing() {
    Pairing pairing = LINKED.scorer().pairing();
    int blanks = 0;
    for (int record = 1; record < TABLE.size(); record++) {
      LINKED.scorer().score(0, record, pairing);
      for (int field = 0; field < TABLE.fieldCount(); field++) {
        if (TABLE.count(field, 0) == 0 || TABLE.count(field, record) == 0) {
          blanks++;
          assertThat(pairing.level(field)).isEqualTo(Pairing.NOTHING);
          assertThat(LINKED.scorer().bits(field, pairing)).isZero();
        }
      }
    }
    assertThat(blanks).isGreaterThan(TABLE.size());
  }

  @Test
  void noLevelSaysMoreThanTheBestAndNoneLessThanTheLast() {
    double[][] same = LINKED.scorer().shares().same();
    double[][] other = LINKED.scorer().shares().other();
    for (Field field : Field.values()) {
      if (field != Field.OTHER && field != Field.NAME) {
        int last = field.levels().size() - 1;
        double best = same[field.index()][0] / other[field.index()][0];
        double least = same[field.index()][last] / other[field.index()][last];
        for (int level = 0; level <= last; level++) {
          assertThat(same[field.index()][level] / other[field.index()][level])
              .as(field + " " + field.levels().get(level))
              .isBetween(least * 0.999, best * 1.001);
        }
      }
    }
  }

  private static Map<String, String> entities(Linked linked) {
    Map<String, String> entities = new TreeMap<>();
    for (int record = 0; record < linked.table().size(); record++) {
      entities.put(linked.table().id(record), linked.entity(record));
    }
    return entities;
  }
}
