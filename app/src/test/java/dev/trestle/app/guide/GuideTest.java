package dev.trestle.app.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of a guide, good and hostile. */
class GuideTest {
  private static final String NAME = "Made up PID[Patient] - Sheet.csv";

  @TempDir private Path folder = Path.of("");

  @Test
  void factsAreReadByTheNamesOfTheirColumnsAndSentencesAreNot() throws IOException {
    MadeUpGuide.table(
        folder,
        "PID[Patient]",
        MadeUpGuide.row("PID", "active", "value=\"true\""),
        MadeUpGuide.row("PID-3", "identifier[1]", "v2=CX", "fhir=Identifier", "max=-1"),
        MadeUpGuide.row("PID-4", ""),
        MadeUpGuide.row(
            "PID-8", "gender", "condition=IF PID-8 VALUED", "table=Sex", "narrative=A sentence."),
        MadeUpGuide.row("PID-9", "name", "value=/what somebody thinks/"));
    Guide guide = Guide.read(folder);
    assertThat(guide.rows("PID[Patient]"))
        .extracting(GuideRow::citation)
        .containsExactly(
            "PID[Patient] 0 active",
            "PID[Patient] 3 identifier[1]",
            "PID[Patient] 8 gender",
            "PID[Patient] 9 name");
    assertThat(guide.rows("PID[Patient]").get(1).facts())
        .isEqualTo(new GuideRow.Facts("", "", "", "", "CX", "Identifier", true));
    assertThat(guide.rows("PID[Patient]").get(2).facts())
        .isEqualTo(new GuideRow.Facts("IF PID-8 VALUED", "Sex", "", "", "", "", false));
    assertThat(guide.toString()).doesNotContain("sentence").doesNotContain("thinks");
  }

  @Test
  void columnsMayStandInAnotherOrderAfterAByteOrderMark() throws IOException {
    write(
        NAME,
        "\uFEFFFHIR Attribute,,Assignment,Data Type Mapping,Vocabulary Mapping,Computable ANTLR,"
            + "Order,Identifier\ngender,,,,Sex,,8,PID-8\n");
    assertThat(Guide.read(folder).rows("PID[Patient]"))
        .extracting(GuideRow::citation)
        .containsExactly("PID[Patient] 8 gender");
  }

  @Test
  void columnsOfTheFieldWithoutNamesAreWhereTheyAreElsewhere() throws IOException {
    String names = "Sort Order,Identifier,Name,Data Type,Cardinality - Min,Cardinality - Max,";
    write(
        NAME,
        MadeUpGuide.HEAD.replace(names, ",,,,,,")
            + MadeUpGuide.row("PID-3", "identifier", "v2=CX", "fhir=Identifier", "max=-1"));
    assertThat(Guide.read(folder).rows("PID[Patient]"))
        .extracting(GuideRow::citation, GuideRow::facts)
        .containsExactly(
            tuple(
                "PID[Patient] 3 identifier",
                new GuideRow.Facts("", "", "", "", "CX", "Identifier", true)));
  }

  @Test
  void quotesLinesAndCarriageReturnsAreRead() throws IOException {
    String table =
        MadeUpGuide.HEAD
            + "5,PID-5,\"Name, of \"\"it\"\"\nin two lines\",XPN,0,1,,,,name,,,,,,,,,\n"
            + "6,PID-6,5\" long,XPN,0,1,,,,contact,,,,,,,,,";
    write(NAME, table.replace("\n", "\r\n"));
    List<GuideRow> rows = Guide.read(folder).rows("PID[Patient]");
    assertThat(rows).extracting(GuideRow::target).containsExactly("name", "contact");
    assertThat(rows).extracting(GuideRow::line).containsExactly(4, 6);
  }

  @Test
  void whatWouldSteerATerminalIsLeftOut() throws IOException {
    MadeUpGuide.table(
        folder, "PID[Patient]", MadeUpGuide.row("PID-8", "gen\u001b[2Jder\nrules: {}"));
    assertThat(Guide.read(folder).rows("PID[Patient]").get(0).target())
        .isEqualTo("gen [2Jder rules: {}");
  }

  @Test
  void theFolderOfTheGuideItselfIsFound() throws IOException {
    MadeUpGuide.table(
        folder.resolve("mappings/segments"), "PID[Patient]", MadeUpGuide.row("PID-8", "gender"));
    assertThat(Guide.read(folder).maps()).containsOnlyKeys("PID[Patient]");
  }

  @Test
  void aTableThatIsNotReadableIsToldWithFileAndLine() throws IOException {
    write(NAME, MadeUpGuide.HEAD.replace("Computable ANTLR", "Condition") + "8,PID-8\n");
    write("PV1[Encounter].csv", "");
    write("NK1[RelatedPerson].csv", "a,b,c\n1,2,3\n");
    write("OBX[Observation].csv", MadeUpGuide.HEAD + "5,OBX-5,\"never closed\n6,OBX-6\n");
    write("ORC[ServiceRequest].csv", MadeUpGuide.HEAD + "x,else,,,,,,,,status\n");
    assertThatThrownBy(() -> Guide.read(folder))
        .hasMessageContaining(NAME + ": line 2: no column \"computable antlr\"")
        .hasMessageContaining("PV1[Encounter].csv: the file is empty")
        .hasMessageContaining("NK1[RelatedPerson].csv: line 1: no row has the names of the columns")
        .hasMessageContaining("OBX[Observation].csv: line 4: a quote is opened here")
        .hasMessageContaining("ORC[ServiceRequest].csv: line 4: neither its field nor its order");
  }

  @Test
  void twoTablesOfOneMapAreRefused() throws IOException {
    MadeUpGuide.table(folder, "PID[Patient]", MadeUpGuide.row("PID-8", "gender"));
    write("PID[Patient].csv", MadeUpGuide.HEAD);
    assertThatThrownBy(() -> Guide.read(folder)).hasMessageContaining("another file is the table");
  }

  @Test
  void aFolderThatIsNoGuideSaysWhatIsMissing() throws IOException {
    write("notes.csv", "a,b\n");
    assertThatThrownBy(() -> Guide.read(folder))
        .hasMessageContaining("is no guide: there is no table like");
    assertThatThrownBy(() -> Guide.read(folder.resolve("nowhere")))
        .hasMessageContaining("There is no folder");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
