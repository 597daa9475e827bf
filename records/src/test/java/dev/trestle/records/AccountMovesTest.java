package dev.trestle.records;

import static dev.trestle.records.Say.adt;
import static dev.trestle.records.Say.ofPatient;
import static dev.trestle.records.Say.patient;
import static dev.trestle.records.Say.slot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.kernel.record.RecordApplier.Verdict;
import dev.trestle.kernel.statement.NameHash;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.records.read.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An account that moves from one patient to another with its visits (A44, ADR 97). */
class AccountMovesTest {
  private static final int HISTORIES = Integer.getInteger("trestle.histories", 120);
  private static final int ORDERS = 6;

  private Records records = Records.empty();
  private final ResourceKey anna = patient("MR:1");
  private final ResourceKey berta = patient("MR:2");
  private final ResourceKey clara = patient("MR:3");
  private final List<ResourceKey> all = List.of(anna, berta, clara);

  @Test
  void theVisitsOfTheAccountGoWithItAndNoOthers() {
    records.apply(visit(10, berta, "V7", "A1").entry(1), visit(11, berta, "V8", "A1").entry(2));
    records.apply(visit(12, berta, "V9", "A2").entry(3));
    Applied moved = records.apply(move(20, berta, anna).entry(4)).get(0);
    assertThat(moved.verdict()).isEqualTo(Verdict.APPLIED);
    assertThat(owners())
        .containsEntry("Encounter V7", "1")
        .containsEntry("Encounter V8", "1")
        .containsEntry("Condition V7", "1")
        .containsEntry("Condition V8", "1")
        .containsEntry("Account A1", "1")
        .containsEntry("Encounter V9", "2")
        .containsEntry("Condition V9", "2")
        .hasSize(7);
    assertThat(moved.changes())
        .filteredOn(change -> !change.type().equals("Patient"))
        .as("who gets it is told")
        .hasSize(5)
        .allMatch(change -> change.patientRid() == rid(anna));
    assertThat(records.find("Encounter", "patient=Patient/" + id(berta))).hasSize(1);
  }

  @Test
  void whatComesLaterUnderTheOldNumberGoesToTheNewPatient() {
    records.apply(move(20, berta, anna).entry(1));
    Applied late = records.apply(visit(10, berta, "V7", "A1").entry(2)).get(0);
    assertThat(late.findings())
        .extracting(Finding::code)
        .containsExactly(ProblemCode.RETIRED_IDENTIFIER);
    assertThat(owners()).containsEntry("Encounter V7", "1").containsEntry("Condition V7", "1");
    records.apply(visit(30, anna, "V7", "A1").entry(3));
    records.apply(visit(31, berta, "V7", "A1").entry(4));
    assertThat(owners()).as("one visit under both numbers").hasSize(3);
    records.apply(visit(32, berta, "V9", "A2").entry(5));
    assertThat(owners()).as("of another account").containsEntry("Encounter V9", "2");
  }

  @Test
  void aVisitThatNamesItsAccountOnlyLaterFollows() {
    records.apply(visit(10, berta, "V7", "").entry(1));
    records.apply(move(20, berta, anna).entry(2));
    assertThat(owners()).containsEntry("Encounter V7", "2");
    records.apply(visit(11, berta, "V7", "A1").entry(3));
    assertThat(owners()).containsEntry("Encounter V7", "1").containsEntry("Condition V7", "1");
  }

  @Test
  void theMoveIsTakenBackByTheInverseMessageAndLeavesNothing() {
    records.apply(visit(10, berta, "V7", "A1").entry(1), visit(12, berta, "V9", "A2").entry(2));
    SortedMap<String, String> before = owners();
    records.apply(move(20, berta, anna).entry(3));
    assertThat(records.apply(move(20, berta, anna).entry(4)).get(0).verdict())
        .isEqualTo(Verdict.UNCHANGED);
    records.apply(move(30, anna, berta).entry(5));
    before.put("Account A1", "2");
    assertThat(owners()).isEqualTo(before);
    records.apply(visit(40, berta, "V8", "A1").entry(6), visit(41, anna, "V5", "A9").entry(7));
    assertThat(owners()).containsEntry("Encounter V8", "2").containsEntry("Encounter V5", "1");
  }

  @Test
  void aVisitOfTwoAccountsIsForAPerson() {
    records.apply(visit(10, berta, "V7", "A1").entry(1), visit(12, berta, "V7", "A2").entry(2));
    SortedMap<String, String> before = records.everything();
    Applied refused = records.apply(move(20, berta, anna).entry(3)).get(0);
    assertThat(refused.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(refused.refusal()).extracting(Finding::code).isEqualTo(ProblemCode.MERGE_NOT_MAPPED);
    assertThat(records.everything()).isEqualTo(before);
    assertThat(records.count("move_decision")).isZero();
  }

  @Test
  void insuranceThatTheAccountNamesStaysAndIsTold() {
    Say opened = visit(10, berta, "V7", "A1");
    ResourceKey account = ofPatient(berta, "Account", "A1");
    ResourceKey coverage = ofPatient(berta, "Coverage", "C1");
    String of = "{'reference':'key:" + opened.key(berta) + "'}";
    opened
        .about(coverage, slot("beneficiary", of), mark("C1"))
        .about(
            account,
            slot("subject[PID]", "[" + of + "]"),
            mark("A1"),
            slot(
                "coverage[C1]", "[{'coverage':{'reference':'key:" + opened.key(coverage) + "'}}]"));
    records.apply(opened.entry(1));
    assertThat(records.apply(move(20, berta, anna).entry(2)).get(0).findings())
        .extracting(Finding::code)
        .containsExactly(ProblemCode.STATE_CHANGE_KEPT);
    assertThat(owners()).containsEntry("Account A1", "1");
  }

  @Test
  void aChargeGoesWithItsVisitOrElseWithItsAccount() {
    Say bill = bill(10, berta);
    Say visit = visit(11, berta, "V7", "A1");
    Say other = visit(12, berta, "V8", "A2");
    charge(bill, "T1", "");
    charge(visit, "T2", "V7");
    charge(other, "T3", "V8");
    records.apply(bill.entry(1), visit.entry(2), other.entry(3));
    records.apply(move(20, berta, anna).entry(4));
    assertThat(owners())
        .containsEntry("ChargeItem T1", "1")
        .containsEntry("ChargeItem T2", "1")
        .containsEntry("ChargeItem T3", "2");
    Say late = bill(30, berta);
    charge(late, "T4", "");
    records.apply(late.entry(5));
    assertThat(owners()).containsEntry("ChargeItem T4", "1");
  }

  /** A charge of the account A1, of a visit or of none. */
  private void charge(Say say, String number, String visit) {
    ResourceKey account = ofPatient(berta, "Account", "A1");
    List<Slot> slots = new ArrayList<>();
    slots.add(slot("subject", "{'reference':'key:" + say.key(berta) + "'}"));
    slots.add(slot("account", "[{'reference':'key:" + say.key(account) + "'}]"));
    if (!visit.isEmpty()) {
      ResourceKey encounter = ofPatient(berta, "Encounter", visit);
      slots.add(slot("context", "{'reference':'key:" + say.key(encounter) + "'}"));
    }
    slots.add(mark(number));
    say.about(ofPatient(berta, "ChargeItem", number), slots.toArray(Slot[]::new));
  }

  @Test
  void aBillUnderTheOldNumberDoesNotBringTheAccountBack() {
    records.apply(bill(10, berta).entry(1));
    records.apply(move(20, berta, anna).entry(2));
    records.apply(bill(30, berta).entry(3));
    assertThat(owners()).containsEntry("Account A1", "1").hasSize(1);
    records.apply(move(40, anna, clara).entry(4), bill(35, anna).entry(5));
    assertThat(owners()).containsEntry("Account A1", "3").hasSize(1);
  }

  @Test
  void aVisitThatBothPatientsHaveIsForAPerson() {
    records.apply(visit(10, berta, "V7", "A1").entry(1), visit(25, anna, "V7", "A1").entry(2));
    SortedMap<String, String> before = records.everything();
    Applied refused = records.apply(move(20, berta, anna).entry(3)).get(0);
    assertThat(refused.refusal())
        .extracting(Finding::code)
        .isEqualTo(ProblemCode.IDENTIFIERS_DISAGREE);
    assertThat(records.everything()).isEqualTo(before);
  }

  @Test
  void aVisitThatALaterMovePlacedStaysWhereThatOneSays() {
    records.apply(visit(10, anna, "V7", "A1").entry(1));
    Say placed = adt(30);
    ResourceKey encounter = ofPatient(berta, "Encounter", "V7");
    String of = "{'reference':'key:" + placed.key(berta) + "'}";
    placed.moved(encounter, ofPatient(anna, "Encounter", "V7"), slot("subject", of));
    records.apply(placed.entry(2), visit(11, berta, "V8", "A1").entry(3));
    records.apply(move(20, berta, clara).entry(4));
    assertThat(owners()).containsEntry("Encounter V7", "2").containsEntry("Encounter V8", "3");
  }

  @Test
  void aVisitThatOnlyItsAccountNamesGoesAlongAndIsNotDoubled() {
    Say known = adt(10);
    ResourceKey encounter = ofPatient(berta, "Encounter", "A1");
    String of = "{'reference':'key:" + known.key(berta) + "'}";
    records.apply(known.about(encounter, slot("subject", of), number("A1")).entry(1));
    records.apply(move(20, berta, anna).entry(2));
    assertThat(owners()).containsEntry("Encounter A1", "1").containsEntry("Account A1", "1");
    Say late = adt(30);
    late.about(
        encounter, slot("subject", "{'reference':'key:" + late.key(berta) + "'}"), number("A1"));
    records.apply(late.entry(3));
    assertThat(owners()).containsEntry("Encounter A1", "1").hasSize(2);
  }

  /** What its first version holds comes of two messages: folded again it has to be the same. */
  @Test
  void aVisitThatFollowedIsFoldedAgainAsItIs() {
    records.apply(move(20, berta, anna).entry(1), visit(10, berta, "V7", "A1").entry(2));
    SortedMap<String, String> before = records.everything();
    for (Resource one : records.all()) {
      records.refold(one.rid(), Set.of());
    }
    assertThat(records.everything()).isEqualTo(before);
    records.apply(visit(15, berta, "V7", "A1").entry(3));
    for (Resource one : records.all()) {
      records.refold(one.rid(), Set.of());
    }
    assertThat(records.everything()).isEqualTo(before);
  }

  /** Random histories of one account: in every order of arrival and cut into batches the same. */
  @Test
  void theOrderOfArrivalAndTheBatchesChangeNothing() {
    for (int history = 0; history < HISTORIES; history++) {
      Random random = new Random(history);
      List<Say> said = history(random);
      SortedMap<String, String> expected = null;
      for (int order = 0; order < ORDERS; order++) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
          entries.add(said.get(i).entry(i + 1));
        }
        if (order > 0) {
          Collections.shuffle(entries, random);
        }
        records = Records.empty();
        while (!entries.isEmpty()) {
          List<Entry> batch = entries.subList(0, 1 + random.nextInt(entries.size()));
          records
              .apply(List.copyOf(batch))
              .forEach(one -> assertThat(one.verdict()).isNotEqualTo(Verdict.REFUSED));
          batch.clear();
        }
        SortedMap<String, String> found = owners();
        expected = expected == null ? found : expected;
        assertThat(found).as("history %d, order %d", history, order).isEqualTo(expected);
      }
    }
  }

  @Test
  void anOlderMoveOfAVisitCountsAlsoWhereItsAccountMovedFirst() {
    records.apply(visit(10, berta, "V7", "A1").entry(1), visit(10, berta, "V8", "A1").entry(2));
    records.apply(move(30, berta, anna).entry(3));
    records.apply(moveVisit(20, berta, clara, "V7").entry(4));
    assertThat(owners())
        .as("it was not the account's patient's any more")
        .containsEntry("Encounter V7", "3")
        .containsEntry("Condition V7", "3")
        .containsEntry("Encounter V8", "1");
    records.apply(moveVisit(25, clara, berta, "V7").entry(5));
    assertThat(owners())
        .as("it was again")
        .containsEntry("Encounter V7", "1")
        .containsEntry("Condition V7", "1");
    records.apply(moveVisit(26, berta, clara, "V7").entry(6));
    records.apply(moveVisit(40, clara, anna, "V7").entry(8), visit(50, berta, "V7", "").entry(9));
    records.apply(moveVisit(35, clara, berta, "V7").entry(7));
    assertThat(owners()).containsEntry("Encounter V7", "1").containsEntry("Condition V7", "1");
    SortedMap<String, String> before = records.everything();
    for (Resource one : records.all()) {
      records.refold(one.rid(), Set.of());
    }
    assertThat(records.everything()).isEqualTo(before);
  }

  @Test
  void aVisitThatComesToAPatientWhoseAccountWentFollows() {
    records.apply(visit(10, clara, "V7", "A1").entry(1));
    records.apply(move(30, berta, anna).entry(2), moveVisit(20, clara, berta, "V7").entry(3));
    assertThat(owners()).containsEntry("Encounter V7", "1").containsEntry("Condition V7", "1");
  }

  @Test
  void aVisitThatMovedOnFromWhereItsAccountBringsItIsOneVisit() {
    records.apply(visit(10, berta, "V7", "A1").entry(1));
    records.apply(moveVisit(30, anna, clara, "V7").entry(2), move(20, berta, anna).entry(3));
    assertThat(owners()).containsEntry("Encounter V7", "3").containsEntry("Condition V7", "3");
  }

  /** Random histories of an account and one of its visits that moves on its own too. */
  @Test
  void movesOfVisitsAndAccountsInAnyOrderEndTheSame() {
    int refused = 0;
    for (int history = 0; history < HISTORIES; history++) {
      Random random = new Random(history);
      List<Say> said = both(random);
      SortedMap<String, String> expected = null;
      for (int order = 0; order < ORDERS; order++) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
          entries.add(said.get(i).entry(i + 1));
        }
        if (order > 0) {
          Collections.shuffle(entries, random);
        }
        records = Records.empty();
        boolean told = false;
        while (!entries.isEmpty()) {
          List<Entry> batch = entries.subList(0, 1 + random.nextInt(entries.size()));
          for (Applied one : records.apply(List.copyOf(batch))) {
            told |= one.verdict() == Verdict.REFUSED;
          }
          batch.clear();
        }
        if (told) {
          assertThat(order).as("history %d in its order", history).isPositive();
          refused++;
          continue;
        }
        SortedMap<String, String> found = owners();
        expected = expected == null ? found : expected;
        assertThat(found).as("history %d, order %d", history, order).isEqualTo(expected);
      }
    }
    System.out.println(
        "Moves of visits and accounts: " + HISTORIES * ORDERS + " orders, told " + refused);
    assertThat(refused).isLessThan(HISTORIES * ORDERS / 10);
  }

  private List<Say> both(Random random) {
    List<Say> said = new ArrayList<>();
    ResourceKey account = berta;
    ResourceKey place = berta;
    said.add(visit(5, berta, "V7", "A1"));
    for (long time = 10; time < 40 + 10 * random.nextInt(3); time += 10) {
      ResourceKey next = all.get(random.nextInt(all.size()));
      if (random.nextBoolean() && !next.equals(account)) {
        said.add(move(time, account, next));
        place = place.equals(account) ? next : place;
        account = next;
      } else if (!next.equals(place)) {
        said.add(moveVisit(time, place, next, "V7"));
        place = next;
      }
      if (random.nextInt(3) == 0) {
        said.add(visit(time + 5, berta, random.nextBoolean() ? "V7" : "V8", "A1"));
      }
    }
    return said;
  }

  private static Say moveVisit(long time, ResourceKey from, ResourceKey to, String number) {
    ResourceKey visit = ofPatient(to, "Encounter", number);
    Say say = adt(time);
    String of = "{'reference':'key:" + say.key(to) + "'}";
    return say.about(visit, slot("subject", of), mark(number))
        .moved(visit, ofPatient(from, "Encounter", number), slot("subject", of));
  }

  /** The account goes from one to the next; visits of it come under the number of before. */
  private List<Say> history(Random random) {
    List<Say> said = new ArrayList<>();
    ResourceKey owner = berta;
    int visits = 0;
    for (int time = 10; time < 10 + 4 + random.nextInt(5); time++) {
      if (random.nextInt(3) == 0) {
        ResourceKey next = all.get(random.nextInt(all.size()));
        if (!next.equals(owner)) {
          said.add(move(time, owner, next));
          owner = next;
        }
      } else if (random.nextInt(4) == 0) {
        said.add(visit(time, owner, "X" + owner.names().get(0).value(), "A2"));
      } else {
        said.add(visit(time, owner, "V" + visits++, "A1"));
      }
    }
    return said;
  }

  /** An Encounter of an account with a Condition that hangs on it. */
  private static Say visit(long time, ResourceKey patient, String number, String account) {
    Say say = adt(time);
    ResourceKey encounter = ofPatient(patient, "Encounter", number);
    ResourceKey condition = ofPatient(patient, "Condition", number);
    String of = "{'reference':'key:" + say.key(patient) + "'}";
    String at = "{'reference':'key:" + say.key(encounter) + "'}";
    List<Slot> slots = new ArrayList<>(List.of(slot("subject", of), mark(number)));
    if (!account.isEmpty()) {
      slots.add(number(account));
    }
    return say.about(encounter, slots.toArray(Slot[]::new))
        .about(condition, slot("subject", of), slot("encounter", at), mark(number));
  }

  private static Say move(long time, ResourceKey from, ResourceKey to) {
    ResourceKey account = ofPatient(to, "Account", "A1");
    Say say = adt(time);
    String of = "{'reference':'key:" + say.key(to) + "'}";
    return say.about(account, slot("subject[PID]", "[" + of + "]"), number("A1"))
        .moved(account, ofPatient(from, "Account", "A1"), slot("subject[PID]", "[" + of + "]"));
  }

  /** A message of the account itself, as billing sends it. */
  private static Say bill(long time, ResourceKey patient) {
    Say say = adt(time);
    String of = "[{'reference':'key:" + say.key(patient) + "'}]";
    return say.about(ofPatient(patient, "Account", "A1"), slot("subject[PID]", of), number("A1"));
  }

  private static Slot number(String account) {
    return slot(
        "identifier[MERCY|" + account + "]",
        "[{'type':{'coding':[{'code':'AN'}]},'value':'" + account + "'}]");
  }

  private static Slot mark(String text) {
    return slot("identifier[MERCY|" + text + "]", "[{'value':'" + text + "'}]");
  }

  private long rid(ResourceKey patient) {
    return records.all().stream()
        .filter(one -> one.id().equals(id(patient)))
        .findFirst()
        .orElseThrow()
        .rid();
  }

  private String id(ResourceKey patient) {
    return NameHash.of(records.keyring.naming(), "Patient", "mercy", "", patient.names().get(0))
        .toString();
  }

  /** Whose everything is, by what it is called. */
  private SortedMap<String, String> owners() {
    SortedMap<String, String> owners = new TreeMap<>();
    for (Resource one : records.all()) {
      var subject = one.json().path("subject");
      assertThat(subject.size()).as("of one patient").isLessThan(2);
      String said = (subject.isArray() ? subject.path(0) : subject).path("reference").asString("");
      if (one.json().path("status").asString("").equals("entered-in-error")) {
        continue;
      }
      for (ResourceKey patient : all) {
        if (said.equals("Patient/" + id(patient))) {
          assertThat(one.patientRid()).isEqualTo(rid(patient));
          var numbers = one.json().path("identifier");
          String name = numbers.path(numbers.size() - 1).path("value").asString("");
          String number = patient.names().get(0).value();
          assertThat(owners.put(one.type() + " " + name, number)).as("once: " + name).isNull();
        }
      }
    }
    return owners;
  }
}
