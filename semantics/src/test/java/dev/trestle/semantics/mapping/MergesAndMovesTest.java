package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.Severity;
import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.Merge;
import dev.trestle.kernel.statement.Move;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A merge or move that no rule handles becomes an identity exception: never an update, never
 * filtered (DESIGN §4 "Merges and moves").
 */
class MergesAndMovesTest {
  private static final String ANNA = "PID|||1^^^MERCY^MR||BERG^ANNA||19800229|F";
  private static final String BERTA = "PID|||2^^^MERCY^MR||LINDT^BERTA||19810101|F";
  private static final String VISIT = "PV1|1|I|4E^1^1||||||||||||||||V7^^^MERCY";

  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A06", "A07", "A08", "A35", "A41", "A42", "A44", "A46", "A48", "A49", "A50", "A51", "Z99"
      })
  void aMessageWithMrgThatNoRuleHandlesSaysNothing(String trigger) {
    refused(trigger, "MRG", ANNA, "MRG|2^^^MERCY^MR", VISIT);
    refused(trigger, "MRG", ANNA, VISIT, "MRG|2^^^MERCY^MR", BERTA, VISIT, "MRG|3^^^MERCY^MR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A01", "A08", "A20", "A31", "A43", "A50", "Z99"})
  void aMessageWithTwoPatientsThatNoRuleHandlesSaysNothing(String trigger) {
    refused(trigger, "PID[2]", ANNA, VISIT, BERTA, VISIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A18", "A30", "A34", "A36", "A39", "A40", "A47"})
  void thePatientOfMrgIsTheOneOfPid(String trigger) {
    Translation merged = translated(trigger, ANNA, "MRG|2^^^MERCY^MR");
    assertThat(merged.merges()).hasSize(1);
    assertThat(merged.keys().get(merged.merges().get(0).survivor()).names().get(0).value())
        .isEqualTo("1");
    assertThat(merged.keys().get(merged.merges().get(0).retired()).names().get(0).value())
        .isEqualTo("2");
    assertThat(translated(trigger, ANNA, VISIT).findings())
        .as("nobody to merge")
        .anyMatch(finding -> finding.code() == ProblemCode.PATIENT_MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A24", "A37"})
  void twoPatientsAreLinkedAndThatIsTakenBack(String trigger) {
    Translation linked = translated(trigger, ANNA, "PV1||N", BERTA, "PV1||N");
    assertThat(linked.result()).isEqualTo(Translation.Result.TRANSLATED);
    assertThat(linked.merges())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.word())
                  .isEqualTo(trigger.equals("A24") ? Merge.Word.LINKED : Merge.Word.UNLINKED);
              assertThat(linked.keys().get(one.survivor()).names().get(0).value()).isEqualTo("1");
              assertThat(linked.keys().get(one.retired()).names().get(0).value()).isEqualTo("2");
            });
    assertThat(translated(trigger, ANNA).findings())
        .as("nobody to link")
        .anyMatch(finding -> finding.code() == ProblemCode.PATIENT_MISSING);
    Translation itself = translated(trigger, ANNA, ANNA);
    assertThat(itself.result()).isEqualTo(Translation.Result.UNTRANSLATABLE);
    assertThat(itself.findings()).anyMatch(one -> one.code() == ProblemCode.MERGE_SELF);
    refused(trigger, "PID[3]", ANNA, BERTA, "PID|||3^^^MERCY^MR");
    refused(trigger, "MRG", ANNA, BERTA, "MRG|3^^^MERCY^MR");
  }

  @Test
  void aListOfNumbersThatChangedInPartMergesNobodyAndAMergeWithOneselfIsRefused() {
    String both = "PID|||1^^^MERCY^MR~3^^^MERCY^MR||BERG^ANNA||19800229|F";
    Translation changed = translated("A47", both, "MRG|1^^^MERCY^MR~2^^^MERCY^MR");
    assertThat(changed.result()).isEqualTo(Translation.Result.TRANSLATED);
    assertThat(changed.merges()).isEmpty();
    assertThat(translated("A40", both, "MRG|1^^^MERCY^MR~2^^^MERCY^MR").findings())
        .anyMatch(finding -> finding.code() == ProblemCode.MERGE_SELF);
  }

  @Test
  void everyMrgOfAMessageHasToNameThePatient() {
    refused(
        "A45", "MRG", ANNA, "MRG|1^^^MERCY^MR||A1||V7", VISIT, "MRG|2^^^MERCY^MR||A1||V8", VISIT);
    assertThat(
            translated(
                    "A45",
                    ANNA,
                    "MRG|1^^^MERCY^MR||A1||V7^^^MERCY",
                    VISIT,
                    "MRG|||A1||V7^^^MERCY",
                    VISIT)
                .result())
        .isEqualTo(Translation.Result.TRANSLATED);
  }

  @Test
  void aVisitMovesToThePatientOfPid() {
    Translation moved = translated("A45", ANNA, "MRG|2^^^MERCY^MR||||V9^^^MERCY", VISIT);
    assertThat(moved.result()).isEqualTo(Translation.Result.TRANSLATED);
    assertThat(moved.merges()).isEmpty();
    assertThat(moved.moves())
        .singleElement()
        .satisfies(
            move -> {
              ResourceKey visit = moved.keys().get(move.key());
              assertThat(number(visit)).isEqualTo("V7");
              assertThat(number(visit.patient())).isEqualTo("1");
              assertThat(number(move.former())).isEqualTo("V9");
              assertThat(number(move.former().patient())).isEqualTo("2");
              assertThat(moved.statements())
                  .filteredOn(said -> said.level() == Statement.MOVED)
                  .singleElement()
                  .satisfies(
                      said -> {
                        assertThat(said.key()).isEqualTo(move.key());
                        assertThat(said.slots().get(0).path()).isEqualTo("subject");
                      });
            });
    assertThat(number(translated("A45", ANNA, "MRG|2^^^MERCY^MR", VISIT).moves().get(0).former()))
        .as("the visit keeps its number")
        .isEqualTo("V7");
  }

  @Test
  void anAccountMovesToThePatientOfPid() {
    Translation moved = translated("A44", account(ANNA), "MRG|2^^^MERCY^MR||A9^^^MERCY^AN");
    assertThat(moved.result()).isEqualTo(Translation.Result.TRANSLATED);
    assertThat(moved.merges()).isEmpty();
    Move move = moved.moves().get(0);
    assertThat(moved.moves()).hasSize(1);
    assertThat(moved.keys().get(move.key()).type()).isEqualTo("Account");
    assertThat(number(moved.keys().get(move.key()))).isEqualTo("A8");
    assertThat(number(moved.keys().get(move.key()).patient())).isEqualTo("1");
    assertThat(number(move.former())).isEqualTo("A9");
    assertThat(number(move.former().patient())).isEqualTo("2");
    assertThat(number(translated("A44", account(ANNA), "MRG|2^^^MERCY^MR").moves().get(0).former()))
        .as("the account keeps its number")
        .isEqualTo("A8");
  }

  @Test
  void anAccountThatNobodyNamesOrOfTheSamePatientMovesNothing() {
    refused("A44", "MRG", ANNA, "MRG|2^^^MERCY^MR||A9^^^MERCY");
    refused("A44", "MRG", account(ANNA), "MRG|1^^^MERCY^MR||A9^^^MERCY");
    refused("A44", "MRG", account(ANNA), "MRG|||A9^^^MERCY");
    refused(
        "A44",
        "MRG",
        account(ANNA),
        "MRG|2^^^MERCY^MR||A9^^^MERCY",
        "MRG|3^^^MERCY^MR||A9^^^MERCY");
  }

  /** PID-18 behind PID-8. */
  private static String account(String pid) {
    return pid + "||||||||||A8^^^MERCY^AN";
  }

  @Test
  void aVisitThatNobodyNamesOrSeveralMoveNothing() {
    refused("A45", "MRG", ANNA, "MRG|2^^^MERCY^MR||||V9", "PV1|1|I");
    refused("A45", "MRG", ANNA, "MRG|2^^^MERCY^MR||||V9");
    refused("A45", "MRG", ANNA, "MRG|||||V9", "MRG|2^^^MERCY^MR||||V9", VISIT);
    refused("A45", "MRG", ANNA, "MRG|2^^^MERCY^MR||||V9", VISIT, "MRG|2^^^MERCY^MR||||V8", VISIT);
    refused("A42", "MRG", ANNA, "MRG|2^^^MERCY^MR||||V9", VISIT);
  }

  /** PID-3, MRG-1 and what they mean: who it goes to, what goes, whose it was. */
  @ParameterizedTest
  @CsvSource({
    "1~2, 2, , '1', '2', ''",
    "1~2, 2~3, , '1', '2', '3'",
    "1~2~5, 5~2~3, , '1', '2,5', '3'",
    "1, 2, , '1', '2', ''",
    "1, 2~3, , '1', '2,3', ''",
    "2, 2~3, , '2', '2', '3'",
    "2, 2, 7, '7', '2', '8'",
    "1~2, 2, 7, '1', '2', '8'"
  })
  void numbersMoveToThePatientOfPid(
      String here, String prior, @Nullable String person, String to, String what, String from) {
    Translation moved =
        translated(
            "A43",
            "PID||" + (person == null ? "" : mr(person)) + "|" + mr(here) + "||BERG^ANNA",
            "MRG|" + mr(prior) + "|||" + (person == null ? "" : mr("8")));
    assertThat(moved.result()).isEqualTo(Translation.Result.TRANSLATED);
    assertThat(moved.merges()).isEmpty();
    Move move = moved.moves().get(0);
    assertThat(move.isOfNumbers()).isTrue();
    assertThat(numbers(moved.keys().get(move.key()))).isEqualTo(to);
    assertThat(numbers(move.former())).isEqualTo(what);
    assertThat(numbers(move.source())).isEqualTo(from);
    List<String> decided =
        moved.statements().stream()
            .filter(said -> said.level() == Statement.MOVED && said.key() == move.key())
            .flatMap(said -> said.slots().stream())
            .map(Slot::path)
            .toList();
    assertThat(decided)
        .as("what PID-3 lists of it is part of the decision")
        .hasSize(List.of(here.split("~")).contains("2") ? what.split(",").length : 0)
        .allMatch(path -> path.endsWith("|2]") || path.endsWith("|5]"));
  }

  @Test
  void numbersThatMoveToNobodyOrOfSeveralPatientsAreForAPerson() {
    refused("A43", "MRG", ANNA, "MRG|1^^^MERCY^MR");
    refused("A43", "MRG", ANNA, "MRG|");
    refused("A43", "MRG", ANNA, "MRG|9^^^^SS");
    refused("A43", "MRG", "PID||1^^^MERCY^MR|2^^^MERCY^MR", "MRG|2^^^MERCY^MR|||1^^^MERCY^MR");
    refused("A43", "MRG", ANNA, "MRG|2^^^MERCY^MR", "MRG|3^^^MERCY^MR");
    refused("A43", "MRG", ANNA, VISIT, "MRG|2^^^MERCY^MR", BERTA, VISIT, "MRG|3^^^MERCY^MR");
    Translation without = translated("A43", ANNA);
    assertThat(without.result()).isEqualTo(Translation.Result.UNTRANSLATABLE);
    assertThat(without.findings()).anyMatch(one -> one.code() == ProblemCode.PATIENT_MISSING);
  }

  private static String mr(String numbers) {
    return String.join("^^^MERCY^MR~", numbers.split("~")) + "^^^MERCY^MR";
  }

  private static String numbers(@Nullable ResourceKey key) {
    return key == null
        ? ""
        : String.join(",", key.names().stream().map(BusinessKey::value).sorted().toList());
  }

  private static String number(@Nullable ResourceKey key) {
    return key == null ? "" : key.names().get(0).value();
  }

  @Test
  void severalMrgUnderOnePidAreNotCarriedOutByGuess() {
    for (String trigger : List.of("A18", "A30", "A34", "A36", "A39", "A40", "A47")) {
      refused(trigger, "MRG[2]", ANNA, "MRG|2^^^MERCY^MR", "MRG|3^^^MERCY^MR");
    }
    refused(
        "A40",
        "MRG[2]",
        ANNA,
        "MRG|2^^^MERCY^MR",
        "PID|||4^^^MERCY^MR",
        "MRG|5^^^MERCY^MR",
        "PV1||I",
        "MRG|6^^^MERCY^MR");
    assertThat(
            translated("A40", ANNA, "MRG|2^^^MERCY^MR", "PID|||4^^^MERCY^MR", "MRG|5^^^MERCY^MR")
                .merges())
        .hasSize(2);
  }

  private void refused(String trigger, String location, String... segments) {
    Translation translation = translated(trigger, segments);
    assertThat(translation.result()).isEqualTo(Translation.Result.UNTRANSLATABLE);
    assertThat(translation.statements()).isEmpty();
    assertThat(translation.merges()).isEmpty();
    assertThat(translation.findings().stream().filter(f -> f.severity() == Severity.ERROR).toList())
        .singleElement()
        .satisfies(f -> assertThat(f.code()).isEqualTo(ProblemCode.MERGE_NOT_MAPPED))
        .extracting(Finding::location)
        .isEqualTo(location);
    assertThat(translation.accounting().closes()).isTrue();
  }

  private Translation translated(String trigger, String... segments) {
    List<String> all = new ArrayList<>();
    all.add("MSH|^~\\&|A|MERCY|||20260105||ADT^" + trigger + "|1|P|2.5");
    all.add("EVN|" + trigger + "|20260105");
    all.addAll(List.of(segments));
    return translator.translate(Feeds.message(all.toArray(String[]::new)), Feeds.ADT, Feeds.SITE);
  }
}
