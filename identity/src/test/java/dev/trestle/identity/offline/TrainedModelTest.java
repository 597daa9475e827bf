package dev.trestle.identity.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.CensusPeople;
import dev.trestle.identity.measure.Calibration;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.model.LinkModelText;
import dev.trestle.identity.model.Term;
import dev.trestle.identity.model.TermTable;
import dev.trestle.identity.people.Field;
import dev.trestle.identity.people.PeopleTable;
import dev.trestle.identity.score.Comparer;
import dev.trestle.identity.score.Frequencies;
import dev.trestle.identity.score.Pairing;
import dev.trestle.identity.score.Scorer;
import dev.trestle.identity.score.Shares;
import dev.trestle.sandbox.census.Census;
import dev.trestle.sandbox.census.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainedModelTest {
  private static final LinkModel STANDARD = LinkModelResource.standard();
  private static final List<Row> ROWS = Census.of(4, 6_000, LocalDate.of(2026, 11, 27)).rows();
  private static final PeopleTable TABLE = CensusPeople.table(ROWS);
  private static final Linked LINKED = Linking.link(TABLE, STANDARD, Progress.NONE);
  private static final LinkModel TRAINED = TrainedModel.of(STANDARD, LINKED, 0.75, 0.95);

  /** As records are compared that come one by one. */
  private static Scorer online(LinkModel model) {
    return new Scorer(
        TABLE,
        model,
        new Comparer(
            TABLE, model.nicknames(), Collections.nCopies(TABLE.fieldCount(), new BitSet())),
        Shares.published(model, TABLE),
        Frequencies.ofModel(TABLE, model));
  }

  @Test
  void onlyWhatManyHoldIsListed() {
    String text = LinkModelText.of(TRAINED);
    assertThat(TRAINED.frequencies().keySet())
        .isSubsetOf(Field.NAME, Field.MIDDLE, Field.MOTHER, Field.ADDRESS)
        .contains(Field.NAME, Field.ADDRESS);
    Map<String, Set<Integer>> holders = new HashMap<>();
    for (int record = 0; record < TABLE.size(); record++) {
      for (int value : TABLE.values(Field.NAME.index(), record)) {
        holders
            .computeIfAbsent(TABLE.name(value).family(), none -> new HashSet<>())
            .add(LINKED.entities()[record]);
      }
      for (int value : TABLE.values(Field.PHONE.index(), record)) {
        assertThat(text).doesNotContain(TABLE.text(Field.PHONE.index(), value));
      }
    }
    TermTable families = TRAINED.frequency(Field.NAME, Term.FAMILY).orElseThrow();
    assertThat(families.rates()).isNotEmpty();
    families
        .rates()
        .forEach(
            (name, rate) -> {
              assertThat(holders.getOrDefault(name, Set.of())).as(name).hasSizeGreaterThan(9);
              assertThat(rate).as(name).isGreaterThan(families.rest());
            });
  }

  /** The pairs of the file by the trained model, as if they came one by one. */
  @Test
  void probabilitiesOfATrainedModelHoldAsWell() {
    int[] truth = new int[TABLE.size()];
    for (int record = 0; record < truth.length; record++) {
      truth[record] = ROWS.get(record).resident();
      assertThat(TABLE.id(record)).isEqualTo(ROWS.get(record).id());
    }
    double before = error(online(STANDARD), truth);
    double after = error(online(TRAINED), truth);
    assertThat(after).isLessThan(before * 1.02).isLessThan(0.02);
  }

  /** How far probabilities are from what they say. */
  private static double error(Scorer scorer, int[] truth) {
    Calibration calibration = new Calibration();
    LINKED
        .scan()
        .judge(scorer, (a, b, verdict) -> calibration.add(verdict.same(), truth[a] == truth[b]));
    return calibration.error();
  }

  @Test
  void agreementOnARareNameSaysMore() {
    Scorer scorer = online(TRAINED);
    TermTable families = TRAINED.frequency(Field.NAME, Term.FAMILY).orElseThrow();
    List<Double> ofListed = new ArrayList<>();
    List<Double> ofRest = new ArrayList<>();
    Pairing pairing = scorer.pairing();
    int name = Field.NAME.index();
    LINKED
        .scan()
        .judge(
            scorer,
            (a, b, verdict) -> {
              scorer.score(a, b, pairing);
              if (pairing.level(name) == Field.NAME.level("family-only")
                  && TABLE.count(name, a) == 1) {
                String family = TABLE.name(TABLE.value(name, a, 0)).family();
                boolean isListed = families.rates().containsKey(family);
                (isListed ? ofListed : ofRest).add(scorer.bits(name, pairing));
              }
            });
    assertThat(ofListed).isNotEmpty();
    assertThat(ofRest).isNotEmpty();
    assertThat(ofRest.stream().mapToDouble(one -> one).average().orElseThrow())
        .isGreaterThan(ofListed.stream().mapToDouble(one -> one).average().orElseThrow() + 1);
    assertThat(scorer.shares().priorSame()).isEqualTo(LINKED.scorer().shares().priorSame());
  }
}
