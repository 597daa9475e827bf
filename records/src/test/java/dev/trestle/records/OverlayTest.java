package dev.trestle.records;

import static dev.trestle.records.Say.adt;
import static dev.trestle.records.Say.ofPatient;
import static dev.trestle.records.Say.oru;
import static dev.trestle.records.Say.patient;
import static dev.trestle.records.Say.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.kernel.record.RecordApplier.Verdict;
import dev.trestle.kernel.record.SamePerson;
import dev.trestle.kernel.record.SamePerson.Opinion;
import dev.trestle.kernel.record.SamePerson.Word;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.records.store.OverlayStore.Alarm;
import dev.trestle.records.store.OverlayStore.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * An update that turns one person into another is held, can be let in, and is then as any other.
 */
class OverlayTest {
  private static final int ROUNDS = 12;

  /** Another birth date is another person. */
  private static final SamePerson BY_DATE =
      (stored, said) ->
          stored.has("birthDate")
                  && said.has("birthDate")
                  && !stored.get("birthDate").equals(said.get("birthDate"))
              ? new Opinion(Word.OTHER, 0.9)
              : new Opinion(Word.SAME, 0.001);

  private Records records = Records.empty();
  private final ResourceKey anna = patient("MR:1");
  private final ResourceKey visit = ofPatient(anna, "Encounter", "V1");

  @Test
  void whatIsSaidOfThePatientIsHeldAndTheRestIsFiled() {
    records.people = BY_DATE;
    records.apply(berg(10).entry(1));
    Applied applied =
        records
            .apply(
                ngata(20, patient("MR:1", "EPI:9"))
                    .about(visit, slot("class", "{'code':'IMP'}"))
                    .entry(2))
            .get(0);
    assertThat(applied.verdict()).isEqualTo(Verdict.APPLIED);
    assertThat(codes(applied)).containsExactly(ProblemCode.IDENTITY_MISMATCH);
    assertThat(applied.patients().get(0).joined()).as("no name leads there").isEmpty();
    assertThat(records.count("alias")).isZero();
    assertThat(records.only("Patient").json().toString())
        .contains("Berg")
        .doesNotContain("Ngata", "219-09-9999", "1951");
    assertThat(records.only("Encounter").json().has("class")).isTrue();
    Alarm alarm = only();
    assertThat(alarm.state()).isEqualTo(State.OPEN);
    assertThat(alarm.other()).isCloseTo(0.9, org.assertj.core.data.Offset.offset(1e-6));
    assertThat(records.alarms.claimed(alarm).orElseThrow().toString())
        .contains("Ngata", "219-09-9999");
    assertThat(records.alarms.open().count()).isEqualTo(1);
  }

  @Test
  void onePersonItTakesEffectByItsOwnTimeAndIsLetPassFromThenOn() {
    records.people = BY_DATE;
    records.apply(berg(10).entry(1));
    records.apply(ngata(20, patient("MR:1", "EPI:9")).entry(2));
    records.apply(ngata(30, anna).entry(3));
    assertThat(only().times()).isEqualTo(2);
    Alarm decided = records.alarms.decide(only().id(), true, "vera", "the clerk had mistyped");
    assertThat(decided.state()).isEqualTo(State.SAME);
    assertThat(records.alarms.reason(decided)).isEqualTo("the clerk had mistyped");
    assertThat(records.alarms.claimed(decided)).isEmpty();
    assertThat(records.only("Patient").json().at("/name/0/family").asString()).isEqualTo("Ngata");
    assertThat(records.count("alias")).as("the second number leads there").isEqualTo(1);
    assertThat(records.apply(berg(15).entry(4)).get(0).findings()).isNotEmpty();
    assertThat(records.apply(ngata(40, anna).entry(5)).get(0).findings()).isEmpty();
    assertThatThrownBy(() -> records.alarms.decide(decided.id(), false, "vera", "no"))
        .isInstanceOf(TrestleException.class)
        .hasFieldOrPropertyWithValue("code", ProblemCode.CONFLICT);
  }

  @Test
  void anotherPersonStaysHeldRaisesNoSecondAlarmAndCanStillBeLetIn() {
    records.people = BY_DATE;
    records.apply(berg(10).entry(1));
    records.apply(ngata(20, anna).entry(2));
    records.alarms.decide(only().id(), false, "vera", "the number was given twice");
    assertThat(records.alarms.open().count()).isZero();
    Applied again = records.apply(ngata(30, anna).entry(3)).get(0);
    assertThat(codes(again)).containsExactly(ProblemCode.IDENTITY_MISMATCH);
    assertThat(records.alarms.open().count()).isZero();
    Alarm alarm = records.alarms.list(0, true).get(0);
    assertThat(alarm.times()).isEqualTo(2);
    assertThat(alarm.state()).isEqualTo(State.OTHER);
    records.apply(adt(40).about(anna, name("Lindt"), born("1999-09-09")).entry(4));
    assertThat(records.alarms.list(0, true)).as("a third person is a further alarm").hasSize(2);
    records.alarms.decide(alarm.id(), true, "vera", "it was one after all");
    assertThat(records.only("Patient").json().at("/birthDate").asString()).isEqualTo("1951-02-03");
  }

  @Test
  void aResultAndAMergeAreRefusedWholeAndPassOnceItIsOnePerson() {
    records.people = BY_DATE;
    records.apply(berg(10).entry(1));
    Entry result =
        oru(20)
            .about(anna, name("Ngata"), born("1951-02-03"))
            .about(ofPatient(anna, "Observation", "K"), slot("status", "'final'"))
            .entry(2);
    Entry merge = ngata(30, anna).merge(anna, patient("MR:2")).entry(3);
    for (Entry entry : List.of(result, merge)) {
      Applied refused = records.apply(entry).get(0);
      assertThat(refused.verdict()).isEqualTo(Verdict.REFUSED);
      assertThat(refused.merges()).isEmpty();
    }
    assertThat(records.count("resource")).isEqualTo(1);
    Alarm alarm = only();
    assertThat(alarm.refused()).isEqualTo(2);
    assertThat(records.alarms.claimed(alarm)).isEmpty();
    records.alarms.decide(alarm.id(), true, "vera", "one person");
    assertThat(records.apply(result).get(0).verdict()).isEqualTo(Verdict.APPLIED);
    assertThat(records.apply(merge).get(0).merges()).hasSize(1);
  }

  @Test
  void aTraumaAliasBecomesSomebodyAndAMarriageIsNoAlarm() {
    records.people = (stored, said) -> new Opinion(Word.OTHER, 1);
    records.apply(
        adt(10)
            .about(anna, slot("name", "[{'use':'temp','family':'Trauma'}]"), born("1900-01-01"))
            .entry(1));
    assertThat(records.apply(ngata(20, anna).entry(2)).get(0).findings()).isEmpty();
    records.people = BY_DATE;
    assertThat(
            records
                .apply(adt(30).about(anna, name("Lindt"), born("1951-02-03")).entry(3))
                .get(0)
                .findings())
        .as("strict rule: both must differ")
        .isEmpty();
    assertThat(records.alarms.list(0, true)).isEmpty();
  }

  @Test
  void nobodyIsAskedWhereNothingOfItChanges() {
    records.people = BY_DATE;
    records.apply(berg(10).entry(1));
    records.people =
        (stored, said) -> {
          throw new AssertionError("asked");
        };
    records.apply(berg(20).entry(2));
    records.apply(adt(30).about(anna, slot("maritalStatus", "{'text':'M'}")).entry(3));
    assertThat(records.only("Patient").json().has("maritalStatus")).isTrue();
  }

  @Test
  void letInItIsAsIfItHadNeverBeenHeldInAnyOrderAndInAnyBatches() {
    int raised = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      List<Entry> entries = history(new Random(seed));
      records = Records.empty();
      records.people = (stored, said) -> new Opinion(Word.SAME, 0);
      entries.forEach(entry -> records.apply(entry));
      var expected = records.everything();
      records = Records.empty();
      records.people = BY_DATE;
      Random random = new Random(~seed);
      List<Entry> shuffled = new ArrayList<>(entries);
      Collections.shuffle(shuffled, random);
      for (int from = 0; from < shuffled.size(); ) {
        int to = Math.min(shuffled.size(), from + 1 + random.nextInt(3));
        records.apply(shuffled.subList(from, to));
        from = to;
      }
      List<Alarm> alarms = new ArrayList<>(records.alarms.list(0, true));
      Collections.shuffle(alarms, random);
      raised += alarms.size();
      alarms.forEach(alarm -> records.alarms.decide(alarm.id(), true, "vera", "one"));
      assertThat(records.everything()).as("seed %d", seed).isEqualTo(expected);
      assertThat(records.count("held_statement")).isZero();
      assertThat(records.refold(records.only("Patient").rid(), Set.of()))
          .as("seed %d: the statements are all there", seed)
          .isFalse();
      assertThat(records.everything()).as("seed %d, folded again", seed).isEqualTo(expected);
    }
    assertThat(raised).isGreaterThan(ROUNDS);
  }

  /** Two people under one number, messages that say only a part, and a visit. */
  private List<Entry> history(Random random) {
    List<Entry> entries = new ArrayList<>();
    for (int seq = 1; seq <= 8; seq++) {
      boolean berg = random.nextBoolean();
      List<Slot> said = new ArrayList<>();
      said.add(born(berg ? "1980-05-17" : "1951-02-03"));
      if (random.nextInt(3) > 0) {
        said.add(name(berg ? "Berg" : "Ngata"));
      }
      if (random.nextBoolean()) {
        said.add(slot("maritalStatus", "{'text':'" + seq + "'}"));
      }
      entries.add(
          adt(10L * seq)
              .about(anna, said.toArray(Slot[]::new))
              .about(visit, slot("class", "{'code':'" + seq + "'}"))
              .entry(seq));
    }
    return entries;
  }

  private Say berg(long time) {
    return adt(time).about(anna, name("Berg"), born("1980-05-17"), slot("gender", "'female'"));
  }

  private Say ngata(long time, ResourceKey key) {
    return adt(time)
        .about(
            key,
            name("Ngata"),
            born("1951-02-03"),
            slot("identifier[SS]", "[{'value':'219-09-9999'}]"));
  }

  private static Slot name(String family) {
    return slot("name", "[{'family':'" + family + "'}]");
  }

  private static Slot born(String date) {
    return slot("birthDate", "'" + date + "'");
  }

  private static List<ProblemCode> codes(Applied applied) {
    return applied.findings().stream().map(Finding::code).toList();
  }

  private Alarm only() {
    List<Alarm> alarms = records.alarms.list(0, true);
    assertThat(alarms).hasSize(1);
    return alarms.get(0);
  }
}
