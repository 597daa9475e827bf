package dev.trestle.records;

import static dev.trestle.records.Say.adt;
import static dev.trestle.records.Say.ofPatient;
import static dev.trestle.records.Say.oru;
import static dev.trestle.records.Say.patient;
import static dev.trestle.records.Say.slot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.kernel.record.RecordApplier.Verdict;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.records.read.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A visit that moves from one patient to another (A45, DESIGN §4 "Merges and moves"). */
class MovesTest {
  private static final int ORDERS = 60;
  private static final int HISTORIES = Integer.getInteger("trestle.histories", 40);
  private Records records = Records.empty();
  private final ResourceKey anna = patient("MR:1");
  private final ResourceKey berta = patient("MR:2");
  private final ResourceKey clara = patient("MR:3");

  @Test
  void theVisitAndWhatHangsOnItBecomeTheOtherPatients() {
    records.apply(result(10, berta, "V7", "O1", "12").entry(1));
    records.apply(result(10, berta, "V8", "O2", "99").entry(2));
    Say known = adt(11);
    String of = "{'reference':'key:" + known.key(berta) + "'}";
    records.apply(known.about(allergy(berta), slot("patient", of), mark("nuts")).entry(3));
    Applied moved = records.apply(move(20, berta, anna).entry(4)).get(0);
    assertThat(moved.verdict()).isEqualTo(Verdict.APPLIED);
    assertThat(moved.updated()).as("visit, result and specimen").isEqualTo(3);
    assertThat(moved.changes())
        .filteredOn(change -> !change.type().equals("Patient"))
        .allMatch(change -> change.patientRid() == rid(anna));
    assertThat(owner("V7")).isEqualTo("1");
    assertThat(owner("12")).isEqualTo("1");
    assertThat(owner("specimen O1")).isEqualTo("1");
    assertThat(owner("V8")).isEqualTo("2");
    assertThat(owner("99")).isEqualTo("2");
    assertThat(owner("specimen O2")).isEqualTo("2");
    assertThat(owner("nuts")).as("what names no visit stays").isEqualTo("2");
    assertThat(records.find("Encounter", "patient=Patient/" + id(anna))).hasSize(1);
    assertThat(records.find("Observation", "patient=Patient/" + id(berta))).hasSize(1);
    assertThat(records.longs("select moved from move_decision")).containsExactly(3L);
  }

  @Test
  void whatComesLaterUnderTheOldNumberDoesNotBringItBack() {
    records.apply(result(10, berta, "V7", "O1", "12").entry(1));
    records.apply(move(20, berta, anna).entry(2));
    Applied late = records.apply(result(30, berta, "V7", "O1", "13").entry(3)).get(0);
    assertThat(late.findings())
        .extracting(Finding::code)
        .containsExactly(ProblemCode.RETIRED_IDENTIFIER);
    assertThat(owner("13")).isEqualTo("1");
    records.apply(result(31, berta, "V7", "O3", "14").entry(4));
    assertThat(owner("14")).as("new, under the old number").isEqualTo("1");
    records.apply(result(40, anna, "V7", "O1", "15").entry(5));
    records.apply(result(41, anna, "V7", "O3", "16").entry(6));
    assertThat(ofType("Encounter")).hasSize(1);
    assertThat(ofType("Observation")).as("each found under both numbers").hasSize(2);
    assertThat(ofType("Specimen")).hasSize(2);
    assertThat(owner("15")).isEqualTo("1");
    assertThat(owner("16")).isEqualTo("1");
  }

  @Test
  void aLateResultThatNamesNoVisitFollowsItsOrder() {
    records.apply(result(10, berta, "V7", "O1", "12").entry(1));
    records.apply(move(20, berta, anna).entry(2));
    Say late = oru(30);
    ResourceKey known = ofPatient(berta, "Observation", "O1");
    ResourceKey more = ofPatient(berta, "Observation", "O1 more");
    String of = "{'reference':'key:" + late.key(berta) + "'}";
    String member = "{'reference':'key:" + late.key(more) + "'}";
    late.about(more, slot("subject", of), mark("more"))
        .about(known, slot("subject", of), slot("hasMember[m]", "[" + member + "]"));
    Applied applied = records.apply(late.entry(3)).get(0);
    assertThat(applied.findings())
        .extracting(Finding::code)
        .contains(ProblemCode.RETIRED_IDENTIFIER);
    assertThat(owner("O1")).isEqualTo("1");
    assertThat(owner("more")).as("new, and told with what was moved").isEqualTo("1");
  }

  @Test
  void whatWasMovedAndComesWithAnotherVisitIsNotFiledByGuess() {
    records.apply(result(10, berta, "V7", "O1", "12").entry(1));
    records.apply(move(20, berta, anna).entry(2));
    SortedMap<String, String> before = records.everything();
    Applied refused = records.apply(result(30, berta, "V8", "O1", "13").entry(3)).get(0);
    assertThat(refused.refusal())
        .extracting(Finding::code)
        .isEqualTo(ProblemCode.ORDER_OTHER_PATIENT);
    assertThat(records.everything()).isEqualTo(before);
    records.apply(result(31, berta, "V8", "O9", "14").entry(4));
    assertThat(owner("14")).as("another order of hers").isEqualTo("2");
  }

  @Test
  void aMoveIsAnEffectOnceAndCanBeTakenBack() {
    records.apply(result(10, berta, "V7", "O1", "12").entry(1));
    SortedMap<String, String> before = owners();
    records.apply(move(20, berta, anna).entry(2));
    assertThat(records.apply(move(20, berta, anna).entry(3)).get(0).verdict())
        .isEqualTo(Verdict.UNCHANGED);
    records.apply(move(30, anna, berta).entry(4));
    assertThat(owners()).isEqualTo(before);
    records.apply(result(40, anna, "V7", "O1", "13").entry(5));
    assertThat(owner("13")).as("anna's number for it is known too").isEqualTo("2");
    assertThat(ofType("Observation")).hasSize(1);
    assertThat(records.apply(move(25, berta, clara).entry(6)).get(0).verdict())
        .as("older than what stands")
        .isNotEqualTo(Verdict.REFUSED);
    assertThat(owner("V7")).isEqualTo("2");
  }

  @Test
  void whatAMoveBackSaysOfTheVisitIsOfThePatientItComesBackTo() {
    records.apply(result(10, berta, "V7", "O1", "12").entry(1));
    records.apply(move(20, berta, anna).entry(2));
    Say back = move(30, anna, berta);
    ResourceKey known = ofPatient(berta, "Observation", "O1");
    String of = "{'reference':'key:" + back.key(berta) + "'}";
    String at = "{'reference':'key:" + back.key(ofPatient(berta, "Encounter", "V7")) + "'}";
    back.about(known, slot("subject", of), slot("encounter", at), mark("O1"));
    assertThat(records.apply(back.entry(3)).get(0).findings()).isEmpty();
    assertThat(owner("12")).isEqualTo("2");
  }

  @Test
  void aVisitThatBothPatientsHaveIsNotFoldedIntoOne() {
    records.apply(result(10, berta, "V7", "O1", "12").entry(1));
    records.apply(result(11, anna, "V7", "O2", "13").entry(2));
    SortedMap<String, String> before = records.everything();
    Applied refused = records.apply(move(20, berta, anna).entry(3)).get(0);
    assertThat(refused.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(refused.refusal())
        .extracting(Finding::code)
        .isEqualTo(ProblemCode.IDENTIFIERS_DISAGREE);
    assertThat(records.everything()).isEqualTo(before);
    assertThat(records.count("move_decision")).isZero();
  }

  @Test
  void theOrderOfArrivalAndTheBatchesChangeNothing() {
    List<Entry> entries =
        List.of(
            result(10, berta, "V7", "O1", "12").entry(1),
            result(12, berta, "V8", "O2", "99").entry(2),
            move(20, berta, anna).entry(3),
            result(25, berta, "V7", "O1", "13").entry(4),
            result(27, berta, "V7", "O4", "44").entry(5),
            move(30, anna, berta).entry(6),
            move(50, berta, anna).entry(7),
            move(50, berta, anna).entry(8));
    SortedMap<String, String> expected = null;
    for (int order = 0; order < ORDERS; order++) {
      Random random = new Random(order);
      List<Entry> shuffled = new ArrayList<>(entries);
      if (order > 0) {
        Collections.shuffle(shuffled, random);
      }
      records = Records.empty();
      while (!shuffled.isEmpty()) {
        List<Entry> batch = shuffled.subList(0, 1 + random.nextInt(shuffled.size()));
        records
            .apply(List.copyOf(batch))
            .forEach(one -> assertThat(one.verdict()).isNotEqualTo(Verdict.REFUSED));
        batch.clear();
      }
      SortedMap<String, String> found = owners();
      expected = expected == null ? found : expected;
      assertThat(found).as("order %d", order).isEqualTo(expected);
    }
    assertThat(expected).containsEntry("V7", "1").containsEntry("V8", "2").hasSize(11);
  }

  @Test
  void aChainOfMovesIsFollowedToItsEndByWhatComesLate() {
    List<Entry> late =
        List.of(
            result(10, berta, "V7", "O1", "12").entry(11),
            result(27, anna, "V7", "O4", "44").entry(12),
            result(35, clara, "V7", "O5", "55").entry(13),
            result(37, clara, "V7", "O1", "13").entry(14));
    List<Entry> moves = List.of(move(20, berta, anna).entry(1), move(30, anna, clara).entry(2));
    SortedMap<String, String> expected = null;
    for (int order = 0; order < ORDERS; order++) {
      List<Entry> shuffled = new ArrayList<>(late);
      Collections.shuffle(shuffled, new Random(order));
      // The first message about the visit says whose it was; then everything may be late.
      shuffled.addAll(order % 2, moves);
      records = Records.empty();
      boolean refused =
          records.apply(shuffled).stream().anyMatch(one -> one.verdict() == Verdict.REFUSED);
      if (refused) {
        assertThat(order % 2).as("two visits of one number").isEqualTo(1);
        continue;
      }
      SortedMap<String, String> found = owners();
      expected = expected == null ? found : expected;
      assertThat(found).as("order %d", order).isEqualTo(expected);
    }
    assertThat(expected).containsEntry("V7", "3").containsEntry("13", "3").hasSize(10);
  }

  @Test
  void aChainInTheWrongOrderIsOneVisit() {
    records.apply(result(10, berta, "V7", "O1", "12").entry(1));
    records.apply(move(30, anna, clara).entry(2));
    Applied earlier = records.apply(move(20, berta, anna).entry(3)).get(0);
    assertThat(earlier.verdict()).isEqualTo(Verdict.APPLIED);
    assertThat(owners())
        .containsEntry("V7", "3")
        .containsEntry("12", "3")
        .containsEntry("specimen O1", "3")
        .hasSize(4);
    SortedMap<String, String> before = records.everything();
    for (Resource one : records.all()) {
      records.refold(one.rid(), Set.of());
    }
    assertThat(records.everything()).isEqualTo(before);
    records.apply(result(40, anna, "V7", "O1", "13").entry(4));
    records.apply(result(41, berta, "V7", "O2", "14").entry(5));
    records.apply(result(42, clara, "V7", "O2", "15").entry(6));
    assertThat(owners()).containsEntry("13", "3").containsEntry("15", "3").hasSize(7);
    records.apply(move(50, clara, berta).entry(7));
    assertThat(owners()).containsEntry("V7", "2").containsEntry("15", "2").hasSize(7);
  }

  @Test
  void whatSomethingWasSaidOfIsNotTakenForTheMoveThatMadeIt() {
    records.apply(result(10, berta, "V7", "O1", "12").entry(1));
    records.apply(move(30, anna, clara).entry(2));
    records.apply(result(31, clara, "V7", "O2", "13").entry(3));
    SortedMap<String, String> before = records.everything();
    Applied refused = records.apply(move(20, berta, anna).entry(4)).get(0);
    assertThat(refused.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(records.everything()).isEqualTo(before);
  }

  /** Random chains, back and in circles, in every order of arrival and cut into batches. */
  @Test
  void chainsOfMovesInAnyOrderEndTheSame() {
    for (int history = 0; history < HISTORIES; history++) {
      Random random = new Random(history);
      List<Say> said = chain(random);
      List<Entry> later = new ArrayList<>();
      int seq = said.size();
      for (ResourceKey patient : patients(said)) {
        seq++;
        later.add(result(90 + seq, patient, "V7", "O" + random.nextInt(4), "z" + seq).entry(seq));
      }
      SortedMap<String, String> expected = null;
      for (int order = 0; order < 6; order++) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
          entries.add(said.get(i).entry(i + 1));
        }
        if (order > 0) {
          Collections.shuffle(entries, random);
        }
        entries.addAll(later);
        records = Records.empty();
        while (!entries.isEmpty()) {
          List<Entry> batch = entries.subList(0, 1 + random.nextInt(entries.size()));
          for (Applied one : records.apply(List.copyOf(batch))) {
            assertThat(one.verdict())
                .as("history %d, order %d", history, order)
                .isNotEqualTo(Verdict.REFUSED);
          }
          batch.clear();
        }
        SortedMap<String, String> found = owners();
        expected = expected == null ? found : expected;
        assertThat(found).as("history %d, order %d", history, order).isEqualTo(expected);
      }
    }
  }

  private static Set<ResourceKey> patients(List<Say> said) {
    Set<ResourceKey> patients = new LinkedHashSet<>();
    for (Say one : said) {
      one.translation().keys().stream()
          .filter(key -> key.type().equals("Patient"))
          .forEach(patients::add);
    }
    return patients;
  }

  /** Moves of one visit, each from where it is; what is said under the number it had at first. */
  private List<Say> chain(Random random) {
    List<ResourceKey> all = List.of(anna, berta, clara);
    List<Say> said = new ArrayList<>();
    ResourceKey owner = berta;
    for (long time = 10; time < 40 + 10 * random.nextInt(4); time += 10) {
      ResourceKey next = all.get(random.nextInt(all.size()));
      if (!next.equals(owner)) {
        said.add(move(time, owner, next));
        if (random.nextInt(4) == 0) {
          said.add(move(time, owner, next)); // again
        }
        owner = next;
      }
      if (random.nextInt(2) == 0) {
        said.add(result(time + 5, berta, "V7", "O" + random.nextInt(3), "t" + time));
      }
      if (random.nextInt(4) == 0) {
        Say cancelled = adt(time + 6);
        ResourceKey visit = ofPatient(berta, "Encounter", "V7");
        String of = "{'reference':'key:" + cancelled.key(berta) + "'}";
        said.add(
            cancelled.about(visit, slot("subject", of), slot("status", "'cancelled'"), mark("V7")));
      }
    }
    return said;
  }

  /** An Encounter, an Observation of it with a specimen that names no visit. */
  private static Say result(
      long time, ResourceKey patient, String visit, String order, String value) {
    Say say = oru(time);
    ResourceKey encounter = ofPatient(patient, "Encounter", visit);
    ResourceKey observation = ofPatient(patient, "Observation", order);
    ResourceKey specimen = ofPatient(patient, "Specimen", order);
    String of = "{'reference':'key:" + say.key(patient) + "'}";
    String at = "{'reference':'key:" + say.key(encounter) + "'}";
    String from = "{'reference':'key:" + say.key(specimen) + "'}";
    return say.about(encounter, slot("subject", of), mark(visit))
        .about(specimen, slot("subject", of), mark("specimen " + order))
        .about(
            observation,
            slot("subject", of),
            slot("encounter", at),
            slot("specimen", from),
            mark(order),
            slot("value[x]", "{'valueString':'" + value + "'}"));
  }

  private static Say move(long time, ResourceKey from, ResourceKey to) {
    ResourceKey visit = ofPatient(to, "Encounter", "V7");
    Say say = adt(time);
    String of = "{'reference':'key:" + say.key(to) + "'}";
    return say.about(visit, slot("subject", of), mark("V7"))
        .moved(visit, ofPatient(from, "Encounter", "V7"), slot("subject", of));
  }

  private static ResourceKey allergy(ResourceKey patient) {
    return ofPatient(patient, "AllergyIntolerance", "nuts");
  }

  private static Slot mark(String text) {
    return slot("identifier[n]", "[{'value':'" + text + "'}]");
  }

  private List<Resource> ofType(String type) {
    return records.all().stream().filter(one -> one.type().equals(type)).toList();
  }

  private long rid(ResourceKey patient) {
    return records.all().stream()
        .filter(one -> one.id().equals(id(patient)))
        .findFirst()
        .orElseThrow()
        .rid();
  }

  private String id(ResourceKey patient) {
    return dev.trestle.kernel.statement.NameHash.of(
            records.keyring.naming(), "Patient", "mercy", "", patient.names().get(0))
        .toString();
  }

  private String owner(String mark) {
    return owners().getOrDefault(mark, "nobody");
  }

  /** Whose everything is, by what it is called; a result by its value too. */
  private SortedMap<String, String> owners() {
    SortedMap<String, String> owners = new TreeMap<>();
    for (Resource one : records.all()) {
      if (one.type().equals("Patient")) {
        continue;
      }
      var json = one.json();
      if (json.path("status").asString("").equals("entered-in-error")) {
        assertThat(json.has("identifier")).as("nothing leads to it").isFalse();
        continue;
      }
      String said =
          json.path("subject")
              .path("reference")
              .asString(json.path("patient").path("reference").asString(""));
      String number = "";
      for (ResourceKey patient : List.of(anna, berta, clara)) {
        if (said.equals("Patient/" + id(patient))) {
          number = patient.names().get(0).value();
          assertThat(one.patientRid()).isEqualTo(rid(patient));
        }
      }
      String name = json.path("identifier").path(0).path("value").asString("");
      assertThat(owners.put(name, number)).as("once: " + name).isNull();
      if (json.has("status")) {
        owners.put(name + " " + json.path("status").asString(), number);
      }
      if (json.has("valueString")) {
        owners.put(json.path("valueString").asString(), number);
      }
    }
    return owners;
  }
}
