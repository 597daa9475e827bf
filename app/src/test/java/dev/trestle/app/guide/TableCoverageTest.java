package dev.trestle.app.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.semantics.mapping.BaseMappingsResource;
import dev.trestle.semantics.mapping.MappingSource;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.MappingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of the base beside the vocabulary maps whose rows they say they have. */
class TableCoverageTest {
  private static final String TABLE =
      """
      # HL7 table 9999. Rows of the official guide (CC0): Made/Up[Use.of-it]; own: O.
      from,code,system,display
      A,a
      B,b,urn:b
      C
      D,d
      <,low
      O,own
      """;

  @TempDir private Path folder = Path.of("");

  private List<TableCoverage> coverage(String table) throws IOException {
    List<MappingSource.Text> base =
        List.of(
            new MappingSource.Text("tables/9999-made-up.csv", table),
            new MappingSource.Text(
                "tables/8888-own.csv", "# Own.\nfrom,code,system,display\nA,z\n"));
    EffectiveMapping mapping = MappingReader.read(MappingSource.of(base), List.of());
    MadeUpGuide.write(
        folder, GuideKind.SEGMENTS, "PID[Patient]", MadeUpGuide.row("PID-8", "gender"));
    return TableCoverage.of(Guide.read(folder), base, mapping);
  }

  @Test
  void codesThatTheTableDoesNotHaveOrHasOtherwiseAreTold() throws IOException {
    MadeUpGuide.vocabulary(
        folder,
        "MadeUp[use.of-it]",
        MadeUpGuide.code("A", "a", "system=urn:of-the-element"),
        MadeUpGuide.code("B", "b", "system=urn:other"),
        MadeUpGuide.code("C", "c", "system=urn:c"),
        MadeUpGuide.code("D", "d"),
        MadeUpGuide.code("<\u00a0", "low"),
        MadeUpGuide.code("E", "e", "system=urn:e"),
        MadeUpGuide.code("F", ""),
        MadeUpGuide.code("", "z"));
    assertThat(coverage(TABLE))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.table()).isEqualTo("9999-made-up");
              assertThat(found.codes()).isEqualTo(7);
              assertThat(found.differences())
                  .extracting(
                      TableCoverage.Difference::code,
                      TableCoverage.Difference::guide,
                      TableCoverage.Difference::known,
                      TableCoverage.Difference::here)
                  .containsExactly(
                      tuple("B", "b urn:other", true, "b urn:b"),
                      tuple("C", "c urn:c", true, ""),
                      tuple("E", "e urn:e", false, ""),
                      tuple("F", "", false, ""));
            });
  }

  @Test
  void aTableThatNamesNoMapOfTheGuideStandsBesideNone() throws IOException {
    MadeUpGuide.vocabulary(folder, "Other", MadeUpGuide.code("A", "a"));
    assertThat(coverage(TABLE)).isEmpty();
    assertThat(coverage(TABLE.replace("Rows of the official guide (CC0)", "Own"))).isEmpty();
  }

  @Test
  void everyTableThatSaysItHasRowsOfTheGuideNamesTheMap() {
    for (MappingSource.Text text : BaseMappingsResource.base().base()) {
      String first = text.text().lines().findFirst().orElse("");
      if (first.toLowerCase(Locale.ROOT).contains("rows of the official guide")) {
        assertThat(first).as(text.name()).containsPattern("official guide \\(CC0\\): [A-Z]");
      }
    }
  }

  @Test
  void everyMapThatATableNamesIsInTheOfficialGuide() {
    Path official = Path.of(System.getProperty("trestle.corpus", "none")).resolve("v2-to-fhir-ig");
    assumeTrue(Files.isDirectory(official), "skipped: no corpus (trestle.corpus)");
    List<MappingSource.Text> base = BaseMappingsResource.base().base();
    long named =
        base.stream()
            .filter(text -> text.name().startsWith("tables/"))
            .filter(text -> text.text().startsWith("#") && text.text().contains("(CC0): "))
            .count();
    assertThat(
            TableCoverage.of(
                Guide.read(official), base, MappingTranslator.ofBase().effective(List.of())))
        .hasSize((int) named)
        .allMatch(table -> table.codes() > table.differences().size());
  }
}
