package dev.trestle.records;

import static dev.trestle.records.Say.adt;
import static dev.trestle.records.Say.ofPatient;
import static dev.trestle.records.Say.oru;
import static dev.trestle.records.Say.patient;
import static dev.trestle.records.Say.slot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.Verdict;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.records.read.Resource;
import org.junit.jupiter.api.Test;

class ApplyTest {
  private final Records records = Records.empty();
  private final ResourceKey anna = patient("MR:1", "PI:9");

  @Test
  void aNewResourceIsReadAsItWasSaid() {
    ResourceKey visit = ofPatient(anna, "Encounter", "V1");
    Say say = adt(10);
    say.about(anna, slot("birthDate", "'1980-05-17'"), slot("name[1]", "[{'family':'Berg'}]"));
    say.about(visit, slot("subject", "{'reference':'key:0'}"), slot("status", "'in-progress'"));
    Applied applied = records.apply(say.entry(1)).get(0);

    assertThat(applied.verdict()).isEqualTo(Verdict.APPLIED);
    assertThat(applied.created()).isEqualTo(2);
    Resource patient = records.only("Patient");
    assertThat(patient.json())
        .isEqualTo(
            Say.json(
                "{'resourceType':'Patient','id':'%s','meta':{'versionId':'1','lastUpdated':'2026-11-20T12:00:00.000000Z'},'birthDate':'1980-05-17','name':[{'family':'Berg'}]}"
                    .formatted(patient.id())));
    assertThat(records.only("Encounter").json().at("/subject/reference").asString())
        .isEqualTo("Patient/" + patient.id());
    assertThat(records.only("Encounter").patientRid()).isEqualTo(patient.rid());
  }

  @Test
  void aChangeIsANewVersionAndTheOldOneStays() {
    records.apply(adt(10).about(anna, slot("gender", "'female'")).entry(1));
    Applied applied = records.apply(adt(20).about(anna, slot("gender", "'other'")).entry(2)).get(0);
    assertThat(applied.updated()).isEqualTo(1);
    Resource now = records.only("Patient");
    assertThat(now.version()).isEqualTo(2);
    assertThat(now.json().get("gender").asString()).isEqualTo("other");
    Resource before = records.reader.version("Patient", now.id(), 1).orElseThrow();
    assertThat(before.json().get("gender").asString()).isEqualTo("female");
    assertThat(before.lastUpdatedMicros()).isLessThan(now.lastUpdatedMicros());
    assertThat(records.reader.history("Patient", now.id(), Integer.MAX_VALUE, 10))
        .extracting(Resource::version)
        .containsExactly(2, 1);
    assertThat(records.reader.version("Patient", now.id(), 3)).isEmpty();
  }

  @Test
  void severalVersionsInOneBatchAreAllInTheHistory() {
    records.apply(
        adt(10).about(anna, slot("gender", "'female'")).entry(1),
        adt(20).about(anna, slot("gender", "'other'")).entry(2),
        adt(30).about(anna, slot("gender", "'unknown'")).entry(3));
    Resource now = records.only("Patient");
    assertThat(records.reader.history("Patient", now.id(), Integer.MAX_VALUE, 10))
        .extracting(version -> version.json().get("gender").asString())
        .containsExactly("unknown", "other", "female");
  }

  @Test
  void anOlderStatementNeverOverwritesANewerOne() {
    records.apply(adt(20).about(anna, slot("gender", "'other'")).entry(1));
    Applied late = records.apply(adt(10).about(anna, slot("gender", "'female'")).entry(2)).get(0);
    assertThat(late.verdict()).isEqualTo(Verdict.UNCHANGED);
    assertThat(records.only("Patient").json().get("gender").asString()).isEqualTo("other");
  }

  @Test
  void aFillOnlySourceFillsWhatIsEmptyAndNothingElse() {
    records.apply(adt(10).about(anna, slot("gender", "'female'")).entry(1));
    records.apply(
        oru(99).about(anna, slot("gender", "'male'"), slot("birthDate", "'1980'")).entry(2));
    Resource now = records.only("Patient");
    assertThat(now.json().get("gender").asString()).isEqualTo("female");
    assertThat(now.json().get("birthDate").asString()).isEqualTo("1980");
  }

  @Test
  void theSameAgainIsUnchangedAndWritesNoVersion() {
    records.apply(adt(10).about(anna, slot("gender", "'female'")).entry(1));
    Applied again = records.apply(adt(30).about(anna, slot("gender", "'female'")).entry(2)).get(0);
    assertThat(again.verdict()).isEqualTo(Verdict.UNCHANGED);
    assertThat(again.unchanged()).isEqualTo(1);
    assertThat(records.only("Patient").version()).isEqualTo(1);
    assertThat(records.count("verified")).isEqualTo(1);
    // It still advanced the time: what lies between says nothing any more.
    records.apply(adt(20).about(anna, slot("gender", "'male'")).entry(3));
    assertThat(records.only("Patient").json().get("gender").asString()).isEqualTo("female");
  }

  @Test
  void aDeletionStaysDeletedForWhatIsOlder() {
    records.apply(adt(10).about(anna, slot("gender", "'female'")).entry(1));
    records.apply(adt(30).about(anna, slot("gender", null)).entry(2));
    assertThat(records.only("Patient").json().has("gender")).isFalse();
    records.apply(adt(20).about(anna, slot("gender", "'male'")).entry(3));
    assertThat(records.only("Patient").json().has("gender")).isFalse();
    records.apply(adt(40).about(anna, slot("gender", "'male'")).entry(4));
    assertThat(records.only("Patient").json().get("gender").asString()).isEqualTo("male");
  }

  @Test
  void timesOfVersionsIncreaseStrictlyWhateverTheClockSays() {
    records.apply(
        adt(1).about(anna, slot("gender", "'female'")).entry(1),
        adt(2).about(anna, slot("gender", "'male'")).entry(2));
    records.apply(adt(3).about(anna, slot("gender", "'other'")).entry(3));
    Resource now = records.only("Patient");
    assertThat(records.reader.history("Patient", now.id(), Integer.MAX_VALUE, 10))
        .extracting(Resource::lastUpdatedMicros)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder())
        .doesNotHaveDuplicates();
  }

  @Test
  void labelsAreNeverLost() {
    records.apply(adt(10).labelled(anna, "urn:x|R").entry(1));
    records.apply(adt(20).about(anna, slot("gender", "'female'")).entry(2));
    assertThat(records.only("Patient").json().at("/meta/security/0/code").asString())
        .isEqualTo("R");
  }
}
