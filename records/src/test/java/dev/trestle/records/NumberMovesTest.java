package dev.trestle.records;

import static dev.trestle.records.Say.adt;
import static dev.trestle.records.Say.ofPatient;
import static dev.trestle.records.Say.patient;
import static dev.trestle.records.Say.slot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.PatientMerge;
import dev.trestle.kernel.record.RecordApplier.Verdict;
import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.Merge;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.records.read.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Numbers that move from one patient to another (A43, ADR 101). */
class NumberMovesTest {
  private static final String N = "MR:9";
  private final Records records = Records.empty();
  private int seq;

  @Test
  void aRecordWithoutAnotherNumberGoesWholeByALink() {
    apply(visit(10, "V1", N), said(11, "MR:1"));
    SortedMap<String, String> before = records.everything();
    Applied moved = apply(move(20, "MR:1", N, null));
    assertThat(moved.merges())
        .containsExactly(new PatientMerge(rid("MR:1"), rid(N), 20, Merge.Word.MERGED));
    assertThat(records.everything()).as("the number stays where it is").isEqualTo(before);
    assertThat(apply(move(20, "MR:1", N, null)).verdict()).isEqualTo(Verdict.UNCHANGED);
    assertThat(records.everything()).isEqualTo(before);
    assertThat(apply(move(30, "MR:2", N, null)).merges())
        .as("the later move takes the earlier link back")
        .containsExactly(
            new PatientMerge(rid("MR:1"), rid(N), 30, Merge.Word.UNLINKED),
            new PatientMerge(rid("MR:2"), rid(N), 30, Merge.Word.MERGED));
    assertThat(apply(move(25, "MR:3", N, null)).merges()).as("comes too late").isEmpty();
    assertThat(apply(alone(40, N, "MR:2")).merges())
        .containsExactly(new PatientMerge(rid("MR:2"), rid(N), 40, Merge.Word.UNLINKED));
    assertThat(apply(move(35, "MR:3", N, null)).merges()).as("comes too late").isEmpty();
    assertThat(apply(move(50, "MR:3", N, "MR:2")).merges())
        .extracting(PatientMerge::word)
        .containsExactly(Merge.Word.UNLINKED, Merge.Word.MERGED);
  }

  @Test
  void aNumberThatNeverNamedAnybodyIsANameOfTheOtherPatient() {
    apply(said(10, "MR:1"));
    Applied moved = apply(move(20, "MR:1", N, null));
    assertThat(moved.merges()).isEmpty();
    assertThat(moved.patients()).anyMatch(one -> one.joined().size() == 1);
    apply(visit(30, "V1", N));
    apply(visit(15, "V2", N));
    assertThat(owner("V1")).isEqualTo(rid("MR:1"));
    assertThat(owner("V2")).as("said before").isEqualTo(rid("MR:1"));
    assertThat(refused(said(15, N, "MR:5")))
        .as("the other number was of whoever had this one")
        .isEqualTo(ProblemCode.IDENTIFIERS_DISAGREE);
    assertThat(refused(said(15, N, "MR:1"))).isEqualTo(ProblemCode.IDENTIFIERS_DISAGREE);
    apply(said(35, N, "MR:5"), visit(36, "V3", "MR:5"));
    assertThat(owner("V3")).isEqualTo(rid("MR:1"));
  }

  @Test
  void aNumberUnderWhichNothingWasSaidGoesAlone() {
    apply(said(10, N, "MR:8"), visit(11, "V1", "MR:8"), said(12, "MR:1"));
    long former = rid("MR:8");
    assertThat(numbers(former)).containsExactly("8", "9");
    Applied moved = apply(move(20, "MR:1", N, "MR:8"));
    assertThat(moved.verdict()).isEqualTo(Verdict.APPLIED);
    assertThat(moved.merges()).isEmpty();
    assertThat(numbers(former)).containsExactly("8");
    assertThat(numbers(rid("MR:1"))).containsExactly("1", "9");
    assertThat(rid(N)).as("although it made the id of the other").isEqualTo(rid("MR:1"));
    assertThat(records.find("Patient", "identifier=9")).hasSize(1);
    apply(visit(30, "V2", N), visit(31, "V3", "MR:8"));
    assertThat(owner("V2")).isEqualTo(rid("MR:1"));
    assertThat(owner("V3")).isEqualTo(former);
    assertThat(owner("V1")).isEqualTo(former);
    assertThat(refused(said(32, N, "MR:8"))).isEqualTo(ProblemCode.IDENTIFIERS_DISAGREE);
    assertThat(apply(move(20, "MR:1", N, "MR:8")).verdict()).isEqualTo(Verdict.UNCHANGED);
  }

  @Test
  void whatWasSaidBeforeTheMoveIsOfWhoHadTheNumberThen() {
    apply(said(10, N, "MR:8"), said(12, "MR:1"));
    long former = rid("MR:8");
    apply(move(20, "MR:1", N, "MR:8"));
    SortedMap<String, String> before = records.everything();
    apply(said(11, N, "MR:8"), said(11, N));
    assertThat(records.everything()).isEqualTo(before);
    apply(visit(13, "V1", N));
    assertThat(owner("V1")).as("what is said under it alone moves with it").isEqualTo(rid("MR:1"));
    assertThat(refused(visit(13, "V2", N, "MR:8"))).isEqualTo(ProblemCode.IDENTIFIERS_DISAGREE);
    assertThat(refused(visit(13, "V2", N, "MR:7"))).isEqualTo(ProblemCode.IDENTIFIERS_DISAGREE);
    assertThat(refused(said(13, N).all(patient(N), "AL1", "AllergyIntolerance")))
        .isEqualTo(ProblemCode.IDENTIFIERS_DISAGREE);
    apply(said(13, N, "MR:7"), visit(30, "V3", "MR:7"));
    assertThat(owner("V3")).isEqualTo(former);
  }

  @Test
  void whatWasChartedUnderTheNumberIsForAPersonWithFigures() {
    apply(said(9, N, "MR:8"), visit(10, "V1", N), visit(11, "V2", N, "MR:8"), said(12, "MR:1"));
    SortedMap<String, String> before = records.everything();
    Applied refused = apply(move(20, "MR:1", N, "MR:8"));
    assertThat(refused.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(refused.refusal())
        .satisfies(
            one -> {
              assertThat(one.code()).isEqualTo(ProblemCode.MERGE_NOT_MAPPED);
              assertThat(one.text())
                  .contains("under it alone 1 Encounter;")
                  .contains("under others of the patient too 1 Encounter;")
                  .contains("(A45, A44)");
            });
    assertThat(records.everything()).isEqualTo(before);
    assertThat(records.count("move_decision")).isZero();
    for (String visit : List.of("V1", "V2")) {
      ResourceKey thing = ofPatient(patient("MR:1"), "Encounter", visit);
      Say moved = adt(21);
      String of = "{'reference':'key:" + moved.key(patient("MR:1")) + "'}";
      apply(moved.moved(thing, ofPatient(patient(N), "Encounter", visit), slot("subject", of)));
    }
    assertThat(apply(move(20, "MR:1", N, "MR:8")).verdict())
        .as("after its visits moved")
        .isEqualTo(Verdict.APPLIED);
    assertThat(rid(N)).isEqualTo(rid("MR:1"));
  }

  @Test
  void aMoveBackGivesTheNumberBack() {
    apply(said(10, N, "MR:8"), said(12, "MR:1"));
    SortedMap<String, String> before = records.everything();
    apply(move(20, "MR:1", N, "MR:8"));
    apply(move(30, "MR:8", N, "MR:1"));
    assertThat(records.everything()).isEqualTo(before);
    assertThat(rid(N)).isEqualTo(rid("MR:8"));
    apply(said(13, "MR:2"), move(15, "MR:2", N, "MR:8"));
    assertThat(rid(N)).as("a later one stands").isEqualTo(rid("MR:8"));
    assertThat(numbers(rid("MR:2"))).containsExactly("2");
    apply(said(25, "MR:1", N), visit(31, "V1", N));
    assertThat(owner("V1")).isEqualTo(rid("MR:8"));
    assertThat(numbers(rid("MR:1"))).containsExactly("1");
  }

  @Test
  void aMoveThatCannotBeCarriedOutSafelyIsForAPerson() {
    apply(said(10, N, "MR:8"), said(11, "MR:1"), said(12, "MR:2"), said(13, "MR:6", "MR:5"));
    SortedMap<String, String> before = records.everything();
    assertThat(text(move(20, "MR:1", N, "MR:2"))).contains("not one of the patient that MRG names");
    assertThat(text(move(20, "MR:8", N, "MR:8"))).contains("one record here");
    assertThat(text(alone(20, N, "MR:8"))).contains("one record");
    assertThat(text(move(10, "MR:1", N, null))).contains("since it moved");
    Say both = adt(20).renumbered(patient("MR:1"), patient(N, "MR:5"), null);
    assertThat(text(both)).contains("not of one patient");
    assertThat(text(adt(20).renumbered(patient("MR:1"), patient(N), null)))
        .contains("does not list the one that moves");
    assertThat(records.everything()).isEqualTo(before);
    apply(move(20, "MR:1", N, null));
    assertThat(text(move(20, "MR:2", N, null))).contains("at the same time");
  }

  @Test
  void somethingOfUnknownNumbersIsForAPerson() {
    apply(said(10, N, "MR:8"), said(12, "MR:1"));
    Say without = adt(11);
    ResourceKey visit = ofPatient(patient("MR:8"), "Encounter", "V1");
    String of = "{'reference':'key:" + without.key(patient("MR:8")) + "'}";
    apply(without.about(visit, slot("subject", of)));
    assertThat(text(move(20, "MR:1", N, null))).contains("not known any more 1 Encounter");
  }

  @Test
  void entriesOfOneBatchComeOneAfterTheOther() {
    List<Say> all =
        List.of(
            said(10, N, "MR:8"),
            said(11, "MR:1"),
            move(20, "MR:1", N, "MR:8"),
            visit(21, "V1", N),
            move(30, "MR:8", N, "MR:1"),
            visit(31, "V2", N));
    List<Applied> applied = records.apply(all.stream().map(say -> say.entry(++seq)).toList());
    assertThat(applied).extracting(Applied::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(applied.get(4).refusal())
        .as("charted by then")
        .extracting(Finding::code)
        .isEqualTo(ProblemCode.MERGE_NOT_MAPPED);
    assertThat(owner("V1")).isEqualTo(rid("MR:1"));
    assertThat(owner("V2")).isEqualTo(rid("MR:1"));
  }

  /** A message that says who a patient is, by these numbers. */
  static Say said(long time, String... numbers) {
    return adt(time).about(patient(numbers), identifiers(numbers));
  }

  static Say visit(long time, String visit, String... numbers) {
    Say say = said(time, numbers);
    String of = "{'reference':'key:" + say.key(patient(numbers)) + "'}";
    return say.about(
        ofPatient(patient(numbers), "Encounter", visit),
        slot("subject", of),
        slot("identifier[V|" + visit + "]", "[{'value':'" + visit + "'}]"));
  }

  /** A43 with the number in PID-3 and in MRG-1. */
  static Say move(long time, String to, String number, @Nullable String from) {
    return adt(time)
        .about(patient(to), identifiers(to))
        .renumbered(
            patient(to), patient(number), from == null ? null : patient(from), identifiers(number));
  }

  static Say alone(long time, String number, String from) {
    return adt(time)
        .renumbered(patient(number), patient(number), patient(from), identifiers(number));
  }

  private static Slot[] identifiers(String... numbers) {
    List<Slot> slots = new ArrayList<>();
    for (String number : numbers) {
      BusinessKey name = patient(number).names().get(0);
      slots.add(
          slot(
              "identifier[" + name.authority() + "|" + name.value() + "]",
              "[{'system':'urn:mercy','value':'" + name.value() + "'}]"));
    }
    return slots.toArray(Slot[]::new);
  }

  private Applied apply(Say... all) {
    Applied last = null;
    for (Say say : all) {
      last = records.apply(say.entry(++seq)).get(0);
    }
    return Objects.requireNonNull(last);
  }

  private ProblemCode refused(Say say) {
    Finding refusal = apply(say).refusal();
    return Objects.requireNonNull(refusal).code();
  }

  private String text(Say say) {
    Finding refusal = apply(say).refusal();
    return Objects.requireNonNull(refusal).text();
  }

  /** The Patient that a number leads to, as a chart asks for it. */
  private long rid(String number) {
    return records.patient(number);
  }

  private List<String> numbers(long rid) {
    List<String> numbers = new ArrayList<>();
    resource(rid)
        .json()
        .path("identifier")
        .forEach(one -> numbers.add(one.path("value").asString()));
    numbers.sort(null);
    return numbers;
  }

  private Resource resource(long rid) {
    return records.all().stream().filter(one -> one.rid() == rid).findFirst().orElseThrow();
  }

  private long owner(String visit) {
    List<Resource> found =
        records.all().stream()
            .filter(one -> one.type().equals("Encounter"))
            .filter(one -> one.json().path("identifier").toString().contains(visit + "\""))
            .toList();
    assertThat(found).hasSize(1);
    String subject = found.get(0).json().path("subject").path("reference").asString("");
    assertThat(subject).isEqualTo("Patient/" + resource(found.get(0).patientRid()).id());
    return found.get(0).patientRid();
  }
}
