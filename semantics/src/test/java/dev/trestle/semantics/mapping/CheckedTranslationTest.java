package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.Severity;
import dev.trestle.kernel.site.Validation;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.checked.CheckingTranslator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a message makes that is not FHIR R4 is told as its source asks for. */
class CheckedTranslationTest {
  /** A visit that ends before it begins (per-1). */
  private static final byte[] BACKWARDS =
      Feeds.message(
          "MSH|^~\\&|REG|MERCY|TRESTLE|X|20240105120000||ADT^A03^ADT_A03|7|P|2.5.1",
          "EVN|A03|20240105120000",
          "PID|1||4711^^^MRN^MR||ROE^ANN||19800230|F",
          "PV1|1|I|W^1^2||||||||||||||||V1^^^MRN|||||||||||||||||||||||||20240105|20240101");

  private static final byte[] FORWARDS =
      Feeds.message(
          "MSH|^~\\&|REG|MERCY|TRESTLE|X|20240105120000||ADT^A03^ADT_A03|7|P|2.5.1",
          "EVN|A03|20240105120000",
          "PID|1||4711^^^MRN^MR||ROE^ANN||19800220|F",
          "PV1|1|I|W^1^2||||||||||||||||V1^^^MRN|||||||||||||||||||||||||20240101|20240105");

  /** Cancels an appointment and says nothing else of it: app-3 and what R4 requires are open. */
  private static final byte[] PART =
      Feeds.message(
          "MSH|^~\\&|SCH|MERCY|TRESTLE|X|20240105120000||SIU^S14^SIU_S12|8|P|2.5.1",
          "SCH|1234^SCH|5678^SCH|||||||||||||||||||||||Booked",
          "PID|1||4711^^^MRN^MR||ROE^ANN||19800220|F");

  @Test
  void itIsInformationUnlessTheSourceSaysMore() {
    assertThat(Feeds.ADT.validation()).isEqualTo(Validation.INFORM);
    assertThat(found(BACKWARDS, Validation.INFORM))
        .containsExactly("information fhir-invariant Encounter.period");
    assertThat(found(BACKWARDS, Validation.FLAG))
        .containsExactly("warning fhir-invariant Encounter.period");
    assertThat(found(BACKWARDS, Validation.OFF)).isEmpty();
    assertThat(found(FORWARDS, Validation.HOLD)).isEmpty();
  }

  @Test
  void whatIsHeldBecomesAnExceptionOfThatProblem() {
    Translation held = translate(BACKWARDS, Validation.HOLD);
    assertThat(held.result()).isEqualTo(Translation.Result.UNTRANSLATABLE);
    assertThat(held.findings().stream().filter(each -> each.severity() == Severity.ERROR))
        .first()
        .extracting(Finding::code)
        .isEqualTo(ProblemCode.FHIR_INVARIANT);
    assertThat(translate(FORWARDS, Validation.HOLD).result())
        .isEqualTo(Translation.Result.TRANSLATED);
  }

  @Test
  void theWayOfAMessageChecksOnlyWhereTheSourceAsksForMore() {
    for (Validation validation : Validation.values()) {
      Translation translation =
          CheckingTranslator.onTheWay(MappingTranslator.ofBase())
              .translate(
                  BACKWARDS, Feeds.ADT.toBuilder().validation(validation).build(), Feeds.SITE);
      assertThat(translation.findings().stream().map(Finding::code))
          .as(validation.toString())
          .filteredOn(ProblemCode.FHIR_INVARIANT::equals)
          .hasSize(validation.compareTo(Validation.FLAG) < 0 ? 0 : 1);
    }
  }

  @Test
  void whatAnotherMessageMayAddIsToldAndHoldsNothing() {
    Translation part = translate(PART, Validation.HOLD);
    assertThat(part.result()).isEqualTo(Translation.Result.TRANSLATED);
    assertThat(found(PART, Validation.HOLD)).isNotEmpty().allMatch(each -> each.startsWith("warn"));
  }

  private static List<String> found(byte[] raw, Validation validation) {
    return translate(raw, validation).findings().stream()
        .filter(finding -> finding.code().id().startsWith("fhir-"))
        .map(each -> each.severity().code() + " " + each.code().id() + " " + each.location())
        .toList();
  }

  private static Translation translate(byte[] raw, Validation validation) {
    return CheckingTranslator.telling(MappingTranslator.ofBase())
        .translate(raw, Feeds.ADT.toBuilder().validation(validation).build(), Feeds.SITE);
  }
}
