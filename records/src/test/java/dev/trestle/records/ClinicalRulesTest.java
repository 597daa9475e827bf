package dev.trestle.records;

import static dev.trestle.records.Say.adt;
import static dev.trestle.records.Say.event;
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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** DESIGN §4 on a real database. */
class ClinicalRulesTest {
  private Records records = Records.empty();
  private final ResourceKey anna = patient("MR:1");
  private final ResourceKey visit = ofPatient(anna, "Encounter", "V1");

  @Test
  void aCancelRestoresTheStateBeforeInAnyOrder() {
    List<Entry> entries =
        List.of(
            adt(10).about(visit, event("status", "'in-progress'", "admit", false)).entry(1),
            adt(30).about(visit, event("status", "'finished'", "discharge", false)).entry(2),
            adt(40).about(visit, event("status", null, "discharge", true)).entry(3));
    inEveryOrder(
        entries,
        () ->
            assertThat(records.only("Encounter").json().get("status").asString())
                .isEqualTo("in-progress"));
  }

  @Test
  void aCancelThatComesFirstLeavesATombstone() {
    records.apply(adt(20).about(visit, event("status", null, "admit", true)).entry(1));
    records.apply(adt(10).about(visit, event("status", "'in-progress'", "admit", false)).entry(2));
    assertThat(records.only("Encounter").json().has("status")).isFalse();
    records.apply(adt(30).about(visit, event("status", "'in-progress'", "admit", false)).entry(3));
    assertThat(records.only("Encounter").json().get("status").asString()).isEqualTo("in-progress");
  }

  @Test
  void whatACompleteListLeavesOutIsInactivatedInAnyOrder() {
    ResourceKey nuts = ofPatient(anna, "AllergyIntolerance", "nuts");
    ResourceKey dust = ofPatient(anna, "AllergyIntolerance", "dust");
    List<Entry> entries =
        List.of(
            adt(10)
                .about(nuts, code("nuts"))
                .about(dust, code("dust"))
                .all(anna, "AL1", "AllergyIntolerance", nuts, dust)
                .entry(10),
            adt(20)
                .about(nuts, code("nuts"))
                .all(anna, "AL1", "AllergyIntolerance", nuts)
                .entry(20),
            adt(30)
                .about(nuts, code("nuts"))
                .all(anna, "AL1", "AllergyIntolerance", nuts)
                .entry(30));
    inEveryOrder(
        entries,
        () -> {
          assertThat(status("dust")).isEqualTo("inactive");
          assertThat(status("nuts")).isEmpty();
        });
  }

  @Test
  void whatComesBackToAListIsActiveAgainInAnyOrder() {
    ResourceKey nuts = ofPatient(anna, "AllergyIntolerance", "nuts");
    ResourceKey dust = ofPatient(anna, "AllergyIntolerance", "dust");
    List<Entry> entries =
        List.of(
            adt(10)
                .about(dust, code("dust"))
                .all(anna, "AL1", "AllergyIntolerance", dust)
                .entry(10),
            adt(20)
                .about(nuts, code("nuts"))
                .all(anna, "AL1", "AllergyIntolerance", nuts)
                .entry(20),
            adt(30)
                .about(dust, code("dust"))
                .all(anna, "AL1", "AllergyIntolerance", dust)
                .entry(30));
    inEveryOrder(
        entries,
        () -> {
          assertThat(status("dust")).isEmpty();
          assertThat(status("nuts")).isEqualTo("inactive");
        });
  }

  @Test
  void whicheverNameIsKnownLeadsToTheResource() {
    records.apply(oru(10).about(patient("PI:9"), slot("gender", "'female'")).entry(1));
    records.apply(adt(20).about(patient("MR:1", "PI:9"), slot("active", "true")).entry(2));
    records.apply(adt(30).about(patient("MR:1"), slot("birthDate", "'1980'")).entry(3));
    Resource only = records.only("Patient");
    assertThat(only.json().get("gender").asString()).isEqualTo("female");
    assertThat(only.json().get("birthDate").asString()).isEqualTo("1980");
  }

  @Test
  void resultsUnderOneNumberAndAdmissionsUnderTwoShareOneVisit() {
    ResourceKey full = patient("MR:1", "PI:9");
    ResourceKey thin = patient("PI:9");
    Entry admission =
        adt(10)
            .about(full, slot("gender", "'female'"))
            .about(ofPatient(full, "Encounter", "V1"), slot("class", "{'code':'IMP'}"))
            .entry(1);
    Entry result =
        oru(20)
            .about(thin, slot("active", "true"))
            .about(ofPatient(thin, "Encounter", "V1"), slot("priority", "{'text':'x'}"))
            .entry(2);
    inEveryOrder(
        List.of(admission, result),
        () -> {
          assertThat(records.only("Patient").json().has("gender")).isTrue();
          assertThat(records.only("Encounter").json().has("class")).isTrue();
          assertThat(records.only("Encounter").json().has("priority")).isTrue();
        });
  }

  @Test
  void twoNumbersThatLeadToTwoPatientsAreRefusedWhole() {
    records.apply(
        adt(10).about(patient("MR:1"), slot("gender", "'female'")).entry(1),
        adt(11).about(patient("PI:9"), slot("gender", "'male'")).entry(2));
    ResourceKey both = patient("MR:1", "PI:9");
    Applied applied =
        records
            .apply(
                adt(20)
                    .about(ofPatient(both, "Encounter", "V9"), slot("class", "{'code':'IMP'}"))
                    .about(both, slot("gender", "'other'"))
                    .entry(3))
            .get(0);
    assertThat(applied.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(code(applied)).isEqualTo(ProblemCode.IDENTIFIERS_DISAGREE);
    assertThat(records.count("resource")).isEqualTo(2);
    assertThat(records.count("alias")).isZero();
    assertThat(records.count("statement")).isZero();
  }

  @Test
  void aResultForSomeoneElseUnderTheNumberIsRefused() {
    records.apply(adt(10).about(anna, name("Berg"), slot("birthDate", "'1980-05-17'")).entry(1));
    Applied applied =
        records
            .apply(
                oru(20)
                    .about(anna, name("Ngata"), slot("birthDate", "'1951-02-03'"))
                    .about(ofPatient(anna, "Observation", "K"), slot("status", "'final'"))
                    .entry(2))
            .get(0);
    assertThat(applied.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(code(applied)).isEqualTo(ProblemCode.IDENTITY_MISMATCH);
    assertThat(records.count("resource")).isEqualTo(1);
  }

  @Test
  void oneOfNameAndBirthDateMayDifferAndPlaceholdersSayNothing() {
    records.apply(adt(10).about(anna, name("Berg"), slot("birthDate", "'1980-05-17'")).entry(1));
    records.apply(oru(20).about(anna, name("Bérg"), slot("birthDate", "'1951'")).entry(2));
    records.apply(oru(21).about(anna, name("Ngata"), slot("birthDate", "'1980-05'")).entry(3));
    records.apply(oru(22).about(anna, temporary("Doe"), slot("birthDate", "'1951'")).entry(4));
    assertThat(records.longs("select seq from statement order by seq")).containsExactly(2L, 3L, 4L);
  }

  @Test
  void aTemporaryNameBecomesTheRightOneWithoutAnAlarm() {
    for (Slot placeholder :
        List.of(
            temporary("Trauma"),
            slot(
                "extension[PID-31]",
                "[{'url':'urn:trestle:extension:identity-unknown','valueBoolean':true}]"),
            slot(
                "extension[PID-32]",
                "[{'url':'urn:trestle:extension:identity-reliability',"
                    + "'valueCodeableConcept':{'coding':[{'code':'AL'}]}}]"))) {
      records = Records.empty();
      Slot named = placeholder.element().equals("name") ? placeholder : name("Berg");
      records.apply(
          adt(10).about(anna, placeholder, named, slot("birthDate", "'1980-05-17'")).entry(1));
      Applied becoming =
          records
              .apply(adt(20).about(anna, name("Ngata"), slot("birthDate", "'1951-02-03'")).entry(2))
              .get(0);
      assertThat(becoming.findings()).isEmpty();
      assertThat(records.only("Patient").json().at("/birthDate").asString())
          .isEqualTo("1951-02-03");
      // From here on it is a name like any other.
      Applied again =
          records
              .apply(adt(30).about(anna, name("Lindt"), slot("birthDate", "'1999-09-09'")).entry(3))
              .get(0);
      assertThat(again.findings())
          .extracting(Finding::code)
          .containsExactly(ProblemCode.IDENTITY_MISMATCH);
    }
  }

  @Test
  void anOrderNumberOfAnotherPatientIsAFindingAndNeverAnUpdateInBothOrders() {
    ResourceKey berta = patient("MR:2");
    Entry wrong =
        oru(10)
            .about(ofPatient(anna, "ServiceRequest", "F1"), slot("status", "'active'"))
            .about(ofPatient(anna, "Observation", "F1"), slot("status", "'entered-in-error'"))
            .entry(1);
    Entry right =
        oru(20)
            .about(ofPatient(berta, "ServiceRequest", "F1"), slot("status", "'active'"))
            .about(ofPatient(berta, "Observation", "F1"), slot("status", "'final'"))
            .entry(2);
    for (List<Entry> order : List.of(List.of(wrong, right), List.of(right, wrong))) {
      for (boolean together : new boolean[] {true, false}) {
        records = Records.empty();
        List<Applied> applied = new ArrayList<>();
        if (together) {
          applied.addAll(records.apply(order));
        } else {
          order.forEach(entry -> applied.addAll(records.apply(entry)));
        }
        assertThat(applied.get(0).findings()).isEmpty();
        assertThat(applied.get(1).findings())
            .extracting(Finding::code)
            .containsExactly(ProblemCode.ORDER_OTHER_PATIENT);
        assertThat(
                records.all().stream()
                    .filter(resource -> resource.type().equals("Observation"))
                    .map(resource -> resource.json().path("status").asString()))
            .containsExactlyInAnyOrder("entered-in-error", "final");
        // Known by then: the same once more is noticed again and changes nothing.
        assertThat(records.apply(order.get(1)).get(0).findings()).hasSize(1);
        assertThat(records.apply(order.get(0)).get(0).findings()).isEmpty();
      }
    }
  }

  @Test
  void twoOrdersOfOneMessageMayShareANumber() {
    Entry both =
        oru(10)
            .about(ofPatient(anna, "ServiceRequest", "F1", "P1"), slot("status", "'active'"))
            .about(
                ofPatient(patient("MR:2"), "ServiceRequest", "F2", "P1"), slot("status", "'draft'"))
            .about(ofPatient(anna, "ServiceRequest", "F3"), slot("status", "'draft'"))
            .entry(1);
    Applied applied = records.apply(both).get(0);
    assertThat(applied.created()).isEqualTo(5);
    assertThat(applied.findings())
        .extracting(Finding::code)
        .containsExactly(ProblemCode.ORDER_OTHER_PATIENT);
  }

  @Test
  void aTestPatientIsNeverMerged() {
    records.apply(
        adt(5)
            .labelled(patient("MR:2"), "http://terminology.hl7.org/CodeSystem/v3-ActReason|HTEST")
            .entry(1));
    Applied applied =
        records.apply(adt(10).merge(patient("MR:1"), patient("MR:2")).entry(2)).get(0);
    assertThat(applied.merges()).isEmpty();
    assertThat(applied.findings())
        .extracting(Finding::code)
        .containsExactly(ProblemCode.TEST_PATIENT);
  }

  @Test
  void ofAnAdmissionForSomeoneElseWhatItSaysOfThePatientIsHeld() {
    records.apply(adt(10).about(anna, name("Berg"), slot("birthDate", "'1980-05-17'")).entry(1));
    Applied applied =
        records
            .apply(
                adt(20)
                    .about(
                        anna,
                        name("Ngata"),
                        slot("birthDate", "'1951-02-03'"),
                        slot("identifier[MR]", "[{'value':'77'}]"))
                    .about(visit, slot("class", "{'code':'IMP'}"))
                    .entry(2))
            .get(0);
    assertThat(applied.verdict()).isEqualTo(Verdict.APPLIED);
    assertThat(applied.findings())
        .extracting(Finding::code)
        .containsExactly(ProblemCode.IDENTITY_MISMATCH);
    Resource now = records.only("Patient");
    assertThat(now.json().get("birthDate").asString()).isEqualTo("1980-05-17");
    assertThat(now.json().has("identifier"))
        .as("a number of somebody else links to them")
        .isFalse();
    assertThat(records.only("Encounter").json().has("class")).isTrue();
  }

  @Test
  void aMergeNamesBothPatients() {
    Applied applied =
        records.apply(adt(10).merge(patient("MR:1"), patient("MR:2")).entry(1)).get(0);
    assertThat(applied.created()).isEqualTo(2);
    assertThat(applied.merges()).hasSize(1);
    assertThat(applied.merges().get(0).survivorRid())
        .isNotEqualTo(applied.merges().get(0).retiredRid());
  }

  @Test
  void aSharedResourceIsWrittenOnlyWhenItDiffers() {
    ResourceKey ward = Say.shared("Location", "4E");
    for (int seq = 1; seq <= 3; seq++) {
      records.apply(adt(seq).about(ward, slot("name", "'4 East'")).entry(seq));
    }
    assertThat(records.only("Location").version()).isEqualTo(1);
    assertThat(records.count("verified") + records.count("statement")).isZero();
  }

  @Test
  void aNumberAtAnotherHealthSystemIsAnotherPatient() {
    records.apply(adt(10).about(anna, slot("gender", "'female'")).entry(1));
    ResourceKey elsewhere = new ResourceKey("Patient", "general", null, anna.names());
    records.apply(adt(11).about(elsewhere, slot("gender", "'male'")).entry(2));
    assertThat(records.count("resource")).isEqualTo(2);
  }

  private static Slot temporary(String family) {
    return slot("name[1]", "[{'use':'temp','family':'" + family + "'}]");
  }

  private static Slot name(String family) {
    return slot("name[1]", "[{'family':'" + family + "'}]");
  }

  private static Slot code(String text) {
    return slot("code", "{'text':'" + text + "'}");
  }

  private static ProblemCode code(Applied applied) {
    Finding refusal = applied.refusal();
    assertThat(refusal).isNotNull();
    return refusal == null ? ProblemCode.DEFECT_INTERNAL : refusal.code();
  }

  private String status(String text) {
    return records.all().stream()
        .filter(resource -> resource.json().at("/code/text").asString().equals(text))
        .map(resource -> resource.json().at("/clinicalStatus/coding/0/code").asString())
        .findFirst()
        .orElseThrow();
  }

  /** In one batch and one by one. */
  private void inEveryOrder(List<Entry> entries, Runnable check) {
    for (int seed = 0; seed < 12; seed++) {
      List<Entry> shuffled = new ArrayList<>(entries);
      Collections.shuffle(shuffled, new Random(seed));
      records = Records.empty();
      if (seed % 2 == 0) {
        records.apply(shuffled);
      } else {
        shuffled.forEach(entry -> records.apply(entry));
      }
      check.run();
    }
  }
}
