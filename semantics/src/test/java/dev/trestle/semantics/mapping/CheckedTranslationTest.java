package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.Severity;
import dev.trestle.kernel.site.ExceptionRules;
import dev.trestle.kernel.site.IdentityRules;
import dev.trestle.kernel.site.NamedProfile;
import dev.trestle.kernel.site.Retention;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.SiteProfiles;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.Validation;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.kernel.statement.Translator;
import dev.trestle.semantics.checked.CheckingTranslator;
import java.util.List;
import java.util.function.UnaryOperator;
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

  private static final byte[] NO_BIRTH =
      Feeds.message(
          "MSH|^~\\&|REG|MERCY|TRESTLE|X|20240105120000||ADT^A08^ADT_A01|7|P|2.5.1",
          "EVN|A08|20240105120000",
          "PID|1||4711^^^MRN^MR||ROE^ANN|||F");

  private static final String MEN =
      """
      {"resourceType": "StructureDefinition", "url": "urn:men", "name": "Men", "type": "Patient",
       "derivation": "constraint", "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Patient",
       "differential": {"element": [{"path": "Patient.gender", "fixedCode": "male"},
         {"path": "Patient.birthDate", "min": 1}]}}
      """;

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

  @Test
  void profilesOfTheSourceAreHeldAsItsValidationAsks() {
    for (Validation validation : Validation.values()) {
      Translation telling = profiled(validation, CheckingTranslator::telling);
      Translation way = profiled(validation, CheckingTranslator::onTheWay);
      assertThat(profileFindings(telling))
          .as(validation.toString())
          .isEqualTo(
              switch (validation) {
                case OFF -> List.of();
                case INFORM ->
                    List.of("information Patient.gender", "information Patient.birthDate");
                case FLAG -> List.of("warning Patient.gender", "warning Patient.birthDate");
                // That something is missing holds nothing.
                case HOLD -> List.of("error Patient.gender", "warning Patient.birthDate");
              });
      assertThat(profileFindings(way)).hasSize(validation.compareTo(Validation.FLAG) < 0 ? 0 : 2);
      assertThat(way.result())
          .isEqualTo(
              validation == Validation.HOLD
                  ? Translation.Result.UNTRANSLATABLE
                  : Translation.Result.TRANSLATED);
    }
  }

  @Test
  void aProfileIsHeldAgainstTheResourcesThatAreMeant() {
    for (String gender : List.of("male", "female")) {
      NamedProfile some =
          new NamedProfile(
              "urn:men", List.of(new NamedProfile.Condition("gender", List.of("other", gender))));
      Translation translation =
          profiled(Validation.FLAG, List.of(some), CheckingTranslator::onTheWay);
      assertThat(profileFindings(translation)).as(gender).hasSize(gender.equals("female") ? 2 : 0);
    }
  }

  private static List<String> profileFindings(Translation translation) {
    return translation.findings().stream()
        .filter(each -> each.code() == ProblemCode.FHIR_PROFILE)
        .map(each -> each.severity().code() + " " + each.location())
        .toList();
  }

  private static Translation profiled(Validation validation, UnaryOperator<Translator> checking) {
    return profiled(validation, List.of(NamedProfile.of("urn:men")), checking);
  }

  private static Translation profiled(
      Validation validation, List<NamedProfile> profiles, UnaryOperator<Translator> checking) {
    Source source = Feeds.ADT.toBuilder().validation(validation).profiles(profiles).build();
    Site site =
        new Site(
            "1".repeat(64),
            Feeds.SITE.healthSystems(),
            List.of(),
            SiteMapping.NONE,
            ExceptionRules.STANDARD,
            Retention.STANDARD,
            null,
            IdentityRules.STANDARD,
            new SiteProfiles(List.of(new SiteMapping.Text("profiles/men.json", MEN))));
    return checking.apply(MappingTranslator.ofBase()).translate(NO_BIRTH, source, site);
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
