package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.Severity;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Translation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What FHIR requires and a message does not give is assumed where a rule says so, and told. */
class AssumedValuesTest {
  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());

  private Translation translate(String type, String... segments) {
    String header = "MSH|^~\\&|A|B|T|T|20260101120000+0000||" + type + "|1|P|2.5.1";
    String patient = "PID|1||7^^^MERCY||X^Y";
    return translator.translate(
        Feeds.message(
            Stream.concat(Stream.of(header, patient), Stream.of(segments)).toArray(String[]::new)),
        Feeds.ADT,
        Feeds.SITE);
  }

  private static List<Finding> assumed(Translation translation) {
    return translation.findings().stream()
        .filter(finding -> finding.code() == ProblemCode.VALUE_ASSUMED)
        .toList();
  }

  private static String dose(String status) {
    return "RXA|0|1|20260101||08^HEPB^CVX|1||||||||||||||" + status;
  }

  @Test
  void aDoseThatNothingSaysWasGivenIsToldEachTime() {
    List<Finding> told =
        assumed(
            translate("VXU^V04", "ORC|RE||1", dose(""), "ORC|RE||2", dose("").replace("08", "94")));

    assertThat(told).extracting(Finding::location).containsExactly("RXA[1]", "RXA[2]");
    assertThat(told.get(0).severity()).isEqualTo(Severity.INFORMATION);
    assertThat(told.get(0).text())
        .isEqualTo(
            "Nothing here says Immunization.status; the rule immunization.status-given assumes"
                + " it.");
    assertThat(assumed(translate("VXU^V04", "ORC|RE||1", dose("CP")))).isEmpty();
    assertThat(assumed(translate("VXU^V04", "ORC|RE||1", dose("|D")))).isEmpty();
    assertThat(assumed(translate("VXU^V04", "ORC|RE||1", dose("RE"), dose(""))))
        .as("one dose twice, and once it says that it was not given")
        .isEmpty();
  }

  @Test
  void whatTheMessageSaysIsNotAssumed() {
    String schedule = "SCH|1|2|||||||||^^^20260301090000+0000^20260301100000+0000";

    assertThat(assumed(translate("SIU^S18", schedule)))
        .extracting(Finding::location)
        .containsExactly("SCH");
    assertThat(assumed(translate("SIU^S12", schedule))).as("the event says it").isEmpty();
    assertThat(assumed(translate("SIU^S15", schedule))).as("the event says it").isEmpty();
  }

  @Test
  void nothingIsAssumedOfAMessageThatMakesNoResource() {
    Translation none = translate("VXU^V04", "PID|2||8^^^MERCY", "MRG|9^^^MERCY", dose(""));

    assertThat(none.result()).isEqualTo(Translation.Result.UNTRANSLATABLE);
    assertThat(assumed(none)).isEmpty();
  }

  @Test
  void aSiteAssumesAndWhatAnotherRuleSaysOfTheElementIsMore() {
    String rule =
        "patient.sex: { add: yes, own: x, value: other, to: gender, level: default, assumed: yes }";

    assertThat(assumed(site(rule, "")))
        .extracting(Finding::text)
        .containsExactly("Nothing here says Patient.gender; the rule patient.sex assumes it.");
    assertThat(assumed(site(rule, "F"))).isEmpty();
    assertThat(assumed(site(rule.replace(", assumed: yes", ""), ""))).isEmpty();
  }

  @Test
  void onlyWhatARuleSaysOfItselfCanBeAssumed() {
    assertThatThrownBy(() -> site("patient.gender: { assumed: yes }", ""))
        .hasMessageContaining("mappings/local.yaml:3: only a rule with value");
    assertThatThrownBy(() -> site("immunization.status-given: { assumed: no }", ""))
        .hasMessageContaining("mappings/local.yaml:3: unknown value of assumed \"no\"");
  }

  private Translation site(String rule, String sex) {
    SiteMapping mapping =
        new SiteMapping(
            List.of(
                new SiteMapping.Text(
                    "mappings/local.yaml", "overlay: local\nrules:\n  " + rule + "\n")),
            List.of());
    Source local = Feeds.ADT.toBuilder().layers(List.of("local")).build();
    return translator.translate(
        Feeds.message(
            "MSH|^~\\&|A|B|T|T|20260101120000+0000||ADT^A08|1|P|2.5.1",
            "PID|1||7^^^MERCY||X^Y||19700101|" + sex),
        local,
        new Site("1", Feeds.SITE.healthSystems(), Feeds.SITE.listeners(), mapping));
  }
}
