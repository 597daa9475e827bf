package dev.trestle.app.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trestle.semantics.mapping.MappingSource;
import dev.trestle.semantics.mapping.rule.MappingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules beside the rows that they cite, and two versions of a guide. */
class GuideCoverageTest {
  private static final String MAP =
      """
      map: made-up
      from: PID
      rules:
        number: { row: "PID[Patient] 3 identifier[1]" }
        sex: { row: "PID[Patient] 8 gender; PID[Account] 8 type" }
        place: { row: "PID[Patient] 23 extension[1].valueAddress, 24 multipleBirth[x]" }
        gone: { row: "PID[Patient] 8 sex" }
        ours: { own: nothing of the guide }
      """;

  private static final String MESSAGES =
      """
      security:
        visit: { row: "PV2[Encounter] 22 meta.security", take: PV2-22 }
      """;

  @TempDir private Path folder = Path.of("");

  private static List<Citation> citations() {
    return Citation.of(
        MappingReader.read(
            MappingSource.of(
                List.of(
                    new MappingSource.Text("maps/made-up.yaml", MAP),
                    new MappingSource.Text("messages.yaml", MESSAGES))),
            List.of()));
  }

  private static ReviewedRows reviewed() {
    return ReviewedRows.known();
  }

  @Test
  void aRowIsCitedByItsElementAPartOfItAChoiceOrTheNameOfItsExtension() throws IOException {
    GuideCoverage coverage =
        coverage(
            MadeUpGuide.row("PID-3", "identifier[1]"),
            MadeUpGuide.row("PID-3", "identifier[1].type"),
            MadeUpGuide.row("PID-3", "identifier[10]"),
            MadeUpGuide.row("PID-4", "identifier[1]"),
            MadeUpGuide.row("PID-8", "gender"),
            MadeUpGuide.row("PID-23", "extension[1].url"),
            MadeUpGuide.row("PID-23", "extension[1].valueAddress"),
            MadeUpGuide.row("PID-24", "multipleBirthBoolean"),
            MadeUpGuide.row("PID-24", "multipleBirths"));
    GuideCoverage.OfMap map = coverage.maps().get(0);
    assertThat(map.uncited())
        .extracting(one -> one.row().citation())
        .containsExactly(
            "PID[Patient] 3 identifier[10]",
            "PID[Patient] 4 identifier[1]",
            "PID[Patient] 24 multipleBirths");
    assertThat(map.rows()).isEqualTo(9);
    assertThat(map.rules()).isEqualTo(3);
  }

  @Test
  void aCitationOfARowThatIsNotThereIsToldWithItsRuleAndPlace() throws IOException {
    GuideCoverage coverage = coverage(MadeUpGuide.row("PID-8", "gender"));
    assertThat(coverage.gone())
        .extracting(Citation::text)
        .containsExactly(
            "PID[Patient] 3 identifier[1]",
            "PID[Account] 8 type",
            "PID[Patient] 23 extension[1].valueAddress",
            "PID[Patient] 24 multipleBirth[x]",
            "PID[Patient] 8 sex",
            "PV2[Encounter] 22 meta.security");
    Citation gone = coverage.gone().get(4);
    assertThat(gone.rule()).isEqualTo("made-up.gone");
    assertThat(gone.place()).hasToString("maps/made-up.yaml:7");
    assertThat(coverage.gone().get(5).rule()).isEqualTo("security.visit");
  }

  @Test
  void aRowThatIsKnownNotToBeFollowedNamesThePageThatSaysWhy() throws IOException {
    MadeUpGuide.table(folder, "SCH[Appointment]", MadeUpGuide.row("SCH-25", "status"));
    MadeUpGuide.table(folder, "SCH[Else]", MadeUpGuide.row("SCH-25", "status"));
    GuideCoverage coverage = GuideCoverage.of(Guide.read(folder), citations(), reviewed());
    assertThat(coverage.maps())
        .flatExtracting(GuideCoverage.OfMap::uncited)
        .extracting(GuideCoverage.Uncited::reviewed)
        .containsExactly("ADR 36", "");
  }

  @Test
  void everyPageThatTheListNamesIsThere() throws IOException {
    List<String> pages;
    try (var files = Files.list(Path.of("../docs/adr"))) {
      pages = files.map(file -> String.valueOf(file.getFileName())).toList();
    }
    for (ReviewedRows.Entry entry : reviewed().entries()) {
      assertThat(pages).anyMatch(page -> page.startsWith(String.format("%04d-", entry.adr())));
    }
  }

  @Test
  void rowsThatAreNewGoneOrOtherwiseAreToldWithTheRulesThatCiteThem() throws IOException {
    Guide older =
        guide(
            "older",
            MadeUpGuide.row("PID-3", "identifier[1]"),
            MadeUpGuide.row("PID-8", "gender"),
            MadeUpGuide.row("PID-9", "name"),
            MadeUpGuide.row("PID-23", "extension[1].valueAddress"),
            MadeUpGuide.row("PID-24", "multipleBirthBoolean", "table=YesNo"));
    Guide newer =
        guide(
            "newer",
            MadeUpGuide.row("PID-3", "identifier[1]", "narrative=Told otherwise."),
            MadeUpGuide.row("PID-7", "birthDate"),
            MadeUpGuide.row("PID-8", "gender", "condition=IF PID-8 VALUED"),
            MadeUpGuide.row("PID-23", "birthPlace"),
            MadeUpGuide.row("PID-24", "multipleBirthBoolean", "table=Indicator"));
    assertThat(GuideChange.between(older, newer, citations()))
        .extracting(
            change -> change.kind() + " " + change.row().citation(),
            GuideChange::differences,
            GuideChange::rules)
        .containsExactly(
            tuple("ADDED PID[Patient] 7 birthDate", List.of(), List.of()),
            tuple(
                "CHANGED PID[Patient] 8 gender",
                List.of("condition: none → IF PID-8 VALUED"),
                List.of("made-up.sex")),
            tuple("REMOVED PID[Patient] 9 name", List.of(), List.of()),
            tuple(
                "CHANGED PID[Patient] 23 birthPlace",
                List.of("element: extension[1].valueAddress → birthPlace"),
                List.of("made-up.place")),
            tuple(
                "CHANGED PID[Patient] 24 multipleBirthBoolean",
                List.of("table: YesNo → Indicator"),
                List.of("made-up.place")));
    assertThat(GuideChange.between(newer, newer, citations())).isEmpty();
  }

  @Test
  void rowsOfOneElementAreToldApartByTheirConditions() throws IOException {
    Guide older =
        guide(
            "older",
            MadeUpGuide.row("PID-8", "gender", "condition=IF PID-8 EQUALS \"A\""),
            MadeUpGuide.row("PID-8", "gender", "condition=IF PID-8 EQUALS \"B\""));
    Guide newer =
        guide(
            "newer",
            MadeUpGuide.row("PID-8", "gender", "condition=IF PID-8 EQUALS \"B\""),
            MadeUpGuide.row("PID-8", "gender", "condition=IF PID-8 EQUALS \"C\""));
    assertThat(GuideChange.between(older, newer, List.of()))
        .singleElement()
        .extracting(GuideChange::differences)
        .isEqualTo(List.of("condition: IF PID-8 EQUALS \"A\" → IF PID-8 EQUALS \"C\""));
  }

  @Test
  void rowsOfOtherElementsArePairedByTheirConditionsAndThenInTheirOrder() throws IOException {
    Guide older =
        guide(
            "older",
            MadeUpGuide.row("PID-8", "zero"),
            MadeUpGuide.row("PID-8", "one", "condition=IF PID-8 EQUALS \"A\""),
            MadeUpGuide.row("PID-8", "two", "condition=IF PID-8 EQUALS \"B\""));
    Guide newer =
        guide(
            "newer",
            MadeUpGuide.row("PID-8", "three", "condition=IF PID-8 EQUALS \"B\""),
            MadeUpGuide.row("PID-8", "five", "condition=IF PID-8 EQUALS \"C\""),
            MadeUpGuide.row("PID-8", "four", "condition=IF PID-8 EQUALS \"A\""));
    assertThat(GuideChange.between(older, newer, List.of()))
        .extracting(GuideChange::differences)
        .containsExactly(
            List.of("element: one → four"),
            List.of("element: two → three"),
            List.of("element: zero → five", "condition: none → IF PID-8 EQUALS \"C\""));
  }

  private GuideCoverage coverage(String... rows) throws IOException {
    return GuideCoverage.of(guide("one", rows), citations(), reviewed());
  }

  private Guide guide(String name, String... rows) throws IOException {
    MadeUpGuide.table(folder.resolve(name), "PID[Patient]", rows);
    return Guide.read(folder.resolve(name));
  }
}
