package dev.trestle.app.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.semantics.mapping.BaseMappingsResource;
import dev.trestle.semantics.mapping.MappingSource;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drafts of rules: what is not a comment compiles, and says what the row says. */
class GuideDraftTest {
  @TempDir private Path folder = Path.of("");

  private final EffectiveMapping base = MappingTranslator.ofBase().effective(List.of());

  @Test
  void aRowBecomesARuleOfItsFactsThatCompiles() throws IOException {
    String draft =
        draft(
            MadeUpGuide.row("PID", "active", "value=\"true\""),
            MadeUpGuide.row("PID-3", "identifier[2]", "v2=EI", "fhir=Identifier", "max=-1"),
            MadeUpGuide.row(
                "PID-8", "gender", "fhir=code", "condition=IF PID-8 IS VALUED", "table=Sex"),
            MadeUpGuide.row("PID-23", "extension[1].url", "value=\"urn:made-up\""),
            MadeUpGuide.row("PID-23", "extension[1].valueString", "fhir=string"),
            MadeUpGuide.row("PID-29", "deceasedDateTime", "fhir=dateTime"));
    assertThat(draft)
        .contains("map: draft-pid-patient\nfrom: PID\nto: Patient\n")
        .contains(
            """
              pid-active:
                row: "PID[Patient] 0 active"
                value: "true"
                to: "active"
            """)
        .contains(
            """
              pid-3-identifier-2:
                row: "PID[Patient] 3 identifier[2]"
                each: PID-3
                to: "identifier"
                as: identifier
                with: { shape: "ei" }
            """)
        .contains(
            """
                take: PID-8
                to: "gender"
                as: code
                when: "valued(PID-8)"
                # table of the guide: Sex
            """)
        .contains(
            """
                take: PID-23
                to: "extension"
                as: text
                with: { choice: "valueString", extension: "urn:made-up" }
            """)
        .contains("    to: \"deceased[x]\"\n")
        .contains("with: { choice: \"deceasedDateTime\" }");
    assertThat(draft).doesNotContain("\n  #").doesNotContain("Its name");
    compiles(draft);
  }

  @Test
  void whatCanNotBeSaidIsACommentWithTheReason() throws IOException {
    String draft =
        draft(
            MadeUpGuide.row("PID-8", "gender", "fhir=code", "condition=IF PID-8 COUNT > 1"),
            MadeUpGuide.row("PID-9", "link(Person.name)", "fhir=string"),
            MadeUpGuide.row("PID-10", "breed", "fhir=code"),
            MadeUpGuide.row("PID-11", "address", "fhir=Reference"),
            MadeUpGuide.row("PID-12", "name", "fhir=HumanName", "value=PID-12.1+PID-12.2"));
    assertThat(draft)
        .contains("# condition outside the grammar: IF PID-8 COUNT > 1\n  # pid-8-gender:\n")
        .contains("# a part of another resource\n")
        .contains("# no element of Patient that rules write\n")
        .contains("# no converter is known for to Reference\n")
        .contains("# its value is a formula: PID-12.1+PID-12.2\n")
        .contains("rules: {}\n");
    compiles(draft);
  }

  @Test
  void twoRulesOfOneElementAreLeftToSomebodyToChoose() throws IOException {
    String draft =
        draft(
            MadeUpGuide.row("PID-8", "gender", "fhir=code"),
            MadeUpGuide.row("PID-9", "gender", "fhir=code"));
    assertThat(draft).contains("  pid-8-gender:").contains("  # pid-9-gender:");
    compiles(draft);
  }

  @Test
  void textsOfAGuideCanNotLeaveTheirPlace() throws IOException {
    String draft =
        draft(
            MadeUpGuide.row("PID-8", "gender\nrules: {}", "fhir=code"),
            MadeUpGuide.row("PID", "active", "value=\"a\\\" }\nmap: other\""),
            MadeUpGuide.row("PID-10", "gender", "fhir=code", "table=x\ny: z"));
    assertThat(draft.lines().filter(line -> line.startsWith("map:"))).hasSize(1);
    compiles(draft);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "IF AIG-8 NOT VALUED | not valued(AIG-8)",
        "IF SPM-17.2 VALUED | valued(SPM-17.2)",
        "IF PRT-6 IS NOT VALUED | not valued(PRT-6)",
        "IF TQ1-3.9 IS EMPTY | not valued(TQ1-3.9)",
        "IF OBR-11 EQUALS \"A\" | OBR-11 = A",
        "IF RXA-21 NOT EQUALS \"D\" | not RXA-21 = D",
        "IF IN1-17 IS NOT 'patient' | not IN1-17 = patient",
        "IF EVN-4 NOT \"U\" | not EVN-4 = U",
        "IF OBX-2=\"ED\" | OBX-2 = ED",
        "IF OBX-5.3 NOT IN (\":\", \"/\") | not OBX-5.3 in ('/', ':')",
        "IF A01-2 VALUED AND (IF A01-4.1 IS VALUED OR A01-4.3 IS VALUED)"
            + " | valued(A01-2) and (valued(A01-4.1) or valued(A01-4.3))",
        "IF PID-7 LENGTH GREATER THAN 8 | length(PID-7) > 8"
      })
  void conditionsAreSaidInOurGrammar(String condition, String ours) {
    assertThat(GuideCondition.translate(condition)).contains(ours);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c",
        "IF",
        "IF CX.5 IS \"SN\"",
        "IF ORC.1 IS \"NW\"",
        "IF MSH-3 AND MSH-24 VALUED",
        "IF PV1-3.2 OR PV1-3.3 VALUED",
        "IF OBX-33 COUNT>1",
        "IF OBR-25 NOT VALUED ERROR",
        "IF NOT VALUED AND RXA-21 NOT EQUALS \"D\"",
        "IF PID-11.9 IS VALUED NOT EQUAL PID-12",
        "IF IAM-15 VALUED AND NOT \"SEL\"",
        "IF (OBX-2 EQUALS \"SN\"  AND OBX-5.1  EQUALS \"<>\"",
        "IF PRT-2 IS IN (\"A\", X\")",
        "IF PID-8 \"M\"",
        "IF PID-8 IS \"it's\"",
        "IF PID-0 VALUED"
      })
  void aConditionThatIsNotWhollyUnderstoodIsOutside(String condition) {
    assertThat(GuideCondition.translate(condition)).isEmpty();
  }

  @Test
  void theDraftsOfEverySegmentOfTheOfficialGuideCompile() {
    Path official = Path.of(System.getProperty("trestle.corpus", "none")).resolve("v2-to-fhir-ig");
    assumeTrue(Files.isDirectory(official), "skipped: no corpus (trestle.corpus)");
    Guide guide = Guide.read(official);
    GuideCoverage coverage = GuideCoverage.of(guide, Citation.of(base), ReviewedRows.known());
    guide.maps().keySet().stream()
        .map(map -> GuideDraft.of(base, guide, coverage, map))
        .filter(draft -> !draft.isEmpty())
        .forEach(GuideDraftTest::compiles);
  }

  private String draft(String... rows) throws IOException {
    MadeUpGuide.table(folder, "PID[Patient]", rows);
    Guide guide = Guide.read(folder);
    GuideCoverage coverage = GuideCoverage.of(guide, List.of(), ReviewedRows.known());
    return GuideDraft.of(base, guide, coverage, "PID");
  }

  /** As a map of the base beside the others. */
  private static void compiles(String draft) {
    List<MappingSource.Text> texts = new ArrayList<>(BaseMappingsResource.base().base());
    texts.add(new MappingSource.Text("maps/draft.yaml", draft));
    assertThat(new MappingTranslator(MappingSource.of(texts)).plan(List.of()).ruleIds())
        .as(draft)
        .isNotEmpty();
  }
}
