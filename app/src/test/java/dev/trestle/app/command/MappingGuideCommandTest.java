package dev.trestle.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.app.guide.Citation;
import dev.trestle.app.guide.Guide;
import dev.trestle.app.guide.MadeUpGuide;
import dev.trestle.app.guide.ReviewedRows;
import dev.trestle.semantics.mapping.MappingTranslator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code trestle mapping guide}: the rules of the base beside a guide. */
class MappingGuideCommandTest {
  @TempDir private Path folder = Path.of("");

  /** A guide that has a row for whatever the base cites. */
  private Path whole(String name, String... more) throws IOException {
    TreeMap<String, TreeSet<String>> tables = new TreeMap<>();
    for (Citation citation : Citation.of(MappingTranslator.ofBase().effective(List.of()))) {
      String segment = citation.map().substring(0, citation.map().indexOf('['));
      String field = citation.field() == 0 ? segment : segment + "-" + citation.field();
      String target = citation.target().isEmpty() ? "$this" : citation.target();
      tables
          .computeIfAbsent(citation.map(), missing -> new TreeSet<>())
          .add(MadeUpGuide.row(field, target.replace("[x]", "Made")));
    }
    tables.computeIfAbsent("ZZZ[Patient]", missing -> new TreeSet<>()).addAll(List.of(more));
    for (Map.Entry<String, TreeSet<String>> table : tables.entrySet()) {
      MadeUpGuide.table(
          folder.resolve(name), table.getKey(), table.getValue().toArray(String[]::new));
    }
    return folder.resolve(name);
  }

  private static Cli.Result guide(Path folder, String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "mapping";
    all[1] = "guide";
    all[2] = folder.toString();
    System.arraycopy(more, 0, all, 3, more.length);
    return Cli.run(all);
  }

  @Test
  void aGuideThatHasEveryRowThatRulesCiteIsGoodAndTheOtherRowsAreListed() throws IOException {
    Path guide = whole("one", MadeUpGuide.row("ZZZ-3", "gender", "condition=IF ZZZ-3 VALUED"));
    Cli.Result result = guide(guide);
    assertThat(result.code()).as(result.out() + result.err()).isZero();
    assertThat(result.out())
        .contains("ZZZ[Patient]: 0 of 1 rows cited, by 0 rules\n  ZZZ-3 gender | IF ZZZ-3 VALUED\n")
        .contains("none for 1\n")
        .contains("citations of rows that are not in the guide: 0\n");
  }

  @Test
  void aRowThatRulesCiteAndThatIsGoneIsToldWithTheRuleAndItsPlace() throws IOException {
    Path guide = whole("one");
    Files.delete(guide.resolve("Made up PD1[Patient] - Sheet.csv"));
    Cli.Result result = guide(guide);
    assertThat(result.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(result.out())
        .containsPattern("\\n  maps/patient-additional.yaml:\\d+ patient-additional.[a-z-]+: PD1");
  }

  @Test
  void whatChangedSinceAnOlderGuideIsToldAndIsSomethingToLookAt() throws IOException {
    Path older = whole("older", MadeUpGuide.row("ZZZ-3", "gender"));
    Path newer = whole("newer", MadeUpGuide.row("ZZZ-3", "birthDate"));
    Cli.Result result = guide(newer, "--against", older.toString());
    assertThat(result.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(result.out())
        .contains(
            """
            changed since the older guide: 1 rows
              changed ZZZ[Patient] ZZZ-3 birthDate
                element: gender → birthDate
                no rule cites it
            """);
    Cli.Result same = guide(newer, "--against", newer.toString());
    assertThat(same.code()).as(same.out()).isZero();
    assertThat(same.out()).contains("changed since the older guide: 0 rows");
  }

  @Test
  void theOtherTablesAreToldWithTheirSizeAndWithTheRulesThatTheyReach() throws IOException {
    Path older = whole("older", MadeUpGuide.row("ZZZ-3", "gender", "type=ZZ[code]"));
    Path newer = whole("newer", MadeUpGuide.row("ZZZ-3", "gender", "type=ZZ[code]"));
    Cli.Result alone = guide(newer, "--against", older.toString());
    assertThat(alone.out())
        .contains("data types: not in this folder\nmessages: not in this folder\n")
        .contains("data types: not compared, in neither folder\n");
    MadeUpGuide.dataType(older, "ZZ[code]", MadeUpGuide.row("ZZ.1", "code"));
    MadeUpGuide.dataType(newer, "ZZ[code]", MadeUpGuide.row("ZZ.1", "value", "condition=IF X"));
    MadeUpGuide.message(older, "ADT_A01", MadeUpGuide.segment("ADT_A01.PID", "Patient"));
    MadeUpGuide.message(newer, "ADT_A01", MadeUpGuide.segment("ADT_A01.PV1", "Encounter"));
    MadeUpGuide.vocabulary(newer, "Made", MadeUpGuide.code("F", "female"));
    Cli.Result result = guide(newer, "--against", older.toString());
    assertThat(result.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(result.out())
        .contains("data types: 1 maps, 1 rows\n")
        .contains(
            """
            data types changed since the older guide: 1 rows in 1 maps
              ZZ[code]
                changed ZZ.1 value | IF X
                  element: code → value
                  condition: none → IF X
                used by ZZZ[Patient] 3 gender
                no rule cites one
            messages changed since the older guide: 2 rows in 1 maps
              ADT_A01
                removed ADT_A01.PID Patient
                added ADT_A01.PV1 Encounter
                the base has ADT^A01
            vocabulary: not compared, only in the newer guide
            """);
  }

  @Test
  void aDifferenceInAnyKindOfTableIsSomethingToLookAt() throws IOException {
    Path older = whole("older");
    Path newer = whole("newer");
    MadeUpGuide.vocabulary(older, "Made", MadeUpGuide.code("F", "female"));
    MadeUpGuide.vocabulary(newer, "Made", MadeUpGuide.code("F", "woman"));
    Cli.Result result = guide(newer, "--against", older.toString());
    assertThat(result.out()).contains("    no segment map uses it\n");
    assertThat(result.code()).isEqualTo(ExitCode.NEGATIVE);
    MadeUpGuide.vocabulary(newer, "Made", MadeUpGuide.code("F", "female", "comment=Other"));
    assertThat(guide(newer, "--against", older.toString()).code()).isZero();
    MadeUpGuide.vocabulary(newer, "Made", "F,\"open");
    Cli.Result refused = guide(newer, "--against", older.toString());
    assertThat(refused.err()).contains("codesystems/Made up Made - Sheet.csv: line 3: a quote");
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void theOtherTablesAreThereAsJson() throws IOException {
    Path older = whole("older", MadeUpGuide.row("ZZZ-3", "gender", "type=ZZ[code]"));
    Path newer = whole("newer", MadeUpGuide.row("ZZZ-3", "gender", "type=ZZ[code]"));
    MadeUpGuide.dataType(older, "ZZ[code]", MadeUpGuide.row("ZZ.1", "code"));
    MadeUpGuide.dataType(newer, "ZZ[code]", MadeUpGuide.row("ZZ.1", "value"));
    MadeUpGuide.message(older, "ADT_A01", MadeUpGuide.segment("ADT_A01.PID", "Patient"));
    MadeUpGuide.message(newer, "ADT_A01", MadeUpGuide.segment("ADT_A01.PV1", "Encounter"));
    MadeUpGuide.vocabulary(older, "Made", MadeUpGuide.code("F", "female"));
    String out = guide(newer, "--against", older.toString(), "--json").out();
    JsonNode kinds = JsonMapper.builder().build().readTree(out).path("kinds");
    JsonNode types = kinds.get(0);
    assertThat(types.path("kind").asString()).isEqualTo("data types");
    assertThat(types.path("compared").asBoolean()).isTrue();
    JsonNode changed = types.path("changed").get(0);
    assertThat(changed.path("map").asString()).isEqualTo("ZZ[code]");
    assertThat(changed.path("usedBy").get(0).asString()).isEqualTo("ZZZ[Patient] 3 gender");
    JsonNode row = changed.path("changes").get(0);
    assertThat(row.path("at").asString()).isEqualTo("ZZ.1");
    assertThat(row.path("facts").path("element").asString()).isEqualTo("value");
    assertThat(row.path("differences").get(0).asString()).isEqualTo("element: code → value");
    JsonNode message = kinds.get(1).path("changed").get(0);
    assertThat(message.path("message").asString()).isEqualTo("ADT^A01");
    assertThat(message.path("inBase").asBoolean()).isTrue();
    assertThat(kinds.get(2).path("present").asBoolean()).isFalse();
    assertThat(kinds.get(2).path("compared").asBoolean()).isFalse();
    assertThat(kinds.get(2).path("why").asString()).isEqualTo("only in the older guide");
  }

  @Test
  void aVocabularyMapStandsBesideTheTableOfTheBaseThatHasItsRows() throws IOException {
    Path guide = whole("one");
    MadeUpGuide.vocabulary(
        guide,
        "AdministrativeSex",
        MadeUpGuide.code("F", "female", "system=http://hl7.org/fhir/administrative-gender"),
        MadeUpGuide.code("M", "man"),
        MadeUpGuide.code("Q", ""));
    MadeUpGuide.vocabulary(guide, "Nobodys", MadeUpGuide.code("F", "female"));
    Cli.Result result = guide(guide);
    assertThat(result.code()).as("it is listed, not a failure").isZero();
    assertThat(result.out())
        .contains(
            """
            vocabulary maps with a table of the base: 1
              AdministrativeSex: 1 of 3 codes are so in 0001-gender
                M: man, here male
                Q: nothing said, not here
            without: Nobodys
            """);
    JsonNode table =
        JsonMapper.builder()
            .build()
            .readTree(guide(guide, "--json").out())
            .path("kinds")
            .get(2)
            .path("tables")
            .get(0);
    assertThat(table.path("table").asString()).isEqualTo("0001-gender");
    assertThat(table.path("codes").asInt()).isEqualTo(3);
    assertThat(table.path("differences").get(0).path("here").asString()).isEqualTo("male");
    assertThat(table.path("differences").get(1).path("known").asBoolean()).isFalse();
  }

  @Test
  void theSameIsThereAsJson() throws IOException {
    Path older = whole("older", MadeUpGuide.row("SCH-25", "status"));
    Path newer = whole("newer", MadeUpGuide.row("ZZZ-3", "gender", "table=Sex"));
    Files.delete(newer.resolve("Made up PD1[Patient] - Sheet.csv"));
    String out = guide(newer, "--against", older.toString(), "--json").out();
    JsonNode json = JsonMapper.builder().build().readTree(out);
    JsonNode last = json.path("maps").get(json.path("maps").size() - 1);
    assertThat(last.path("map").asString()).isEqualTo("ZZZ[Patient]");
    assertThat(last.path("uncited").get(0).path("table").asString()).isEqualTo("Sex");
    assertThat(json.path("gone").get(0).path("row").asString()).startsWith("PD1[Patient] ");
    assertThat(json.path("changes").valueStream().map(one -> one.path("kind").asString()))
        .contains("removed", "added");
  }

  @Test
  void aDraftIsPrintedOfASegmentThatTheGuideHas() throws IOException {
    Path guide = whole("one", MadeUpGuide.row("ZZZ-3", "birthDate", "fhir=date"));
    Cli.Result draft = guide(guide, "--draft", "ZZZ");
    assertThat(draft.code()).as(draft.err()).isZero();
    assertThat(draft.out()).contains("map: draft-zzz-patient\n").contains("    take: ZZZ-3\n");
    assertThat(guide(guide, "--draft", "PD1").out()).contains("# Rules cite every row of PD1.");
    assertThat(guide(guide, "--draft", "ZZY").err()).contains("no table of `ZZY`").contains("ZZZ");
    assertThat(guide(guide, "--draft", "ZZZ", "--json").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aFolderThatIsNoGuideIsRefused() throws IOException {
    Cli.Result empty = guide(Files.createDirectory(folder.resolve("empty")));
    assertThat(empty.code()).isNotZero();
    assertThat(empty.err()).contains("is no guide").doesNotContain("defect");
    assertThat(guide(folder.resolve("nowhere")).err()).contains("There is no folder");
  }

  @Test
  void rulesCiteOnlyRowsThatTheOfficialGuideHasAndWhatIsReviewedIsThere() {
    Path official = Path.of(System.getProperty("trestle.corpus", "none")).resolve("v2-to-fhir-ig");
    assumeTrue(Files.isDirectory(official), "skipped: no corpus (trestle.corpus)");
    Cli.Result result = guide(official, "--against", official.toString());
    assertThat(result.code()).as(result.out() + result.err()).isZero();
    assertThat(
            result
                .out()
                .lines()
                .takeWhile(line -> !line.startsWith("all: "))
                .filter(line -> line.startsWith("  ")))
        .as("a row that no rule cites has a decision")
        .isNotEmpty()
        .allMatch(line -> line.contains("# ADR "));
    Guide guide = Guide.read(official);
    assertThat(result.out())
        .contains("  MaritalStatus: 16 of 16 codes are so in 0002-marital-status\n");
    for (ReviewedRows.Entry entry : ReviewedRows.known().entries()) {
      assertThat(guide.maps().values().stream().flatMap(List::stream).filter(entry::covers))
          .as(entry.toString())
          .isNotEmpty();
    }
  }
}
