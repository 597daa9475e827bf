package dev.trestle.app.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.semantics.mapping.MappingSource;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.MappingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of data types, messages and vocabulary of two guides. */
class GuideKindsTest {
  private static final String MAP =
      """
      map: made-up
      from: PID
      rules:
        number: { row: "PID[Patient] 3 identifier[1]" }
        sex: { row: "PID[Patient] 8 gender" }
      """;

  private static final String MESSAGES = "messages:\n  ADT^A01: { set: adt }\n";

  private final EffectiveMapping mapping =
      MappingReader.read(
          MappingSource.of(
              List.of(
                  new MappingSource.Text("maps/made-up.yaml", MAP),
                  new MappingSource.Text("messages.yaml", MESSAGES))),
          List.of());

  @TempDir private Path folder = Path.of("");

  private Path older() {
    return folder.resolve("older");
  }

  private Path newer() {
    return folder.resolve("newer");
  }

  /** Both guides have these segment maps. */
  private void segments(String... rows) throws IOException {
    for (Path guide : List.of(older(), newer())) {
      MadeUpGuide.write(guide, GuideKind.SEGMENTS, "PID[Patient]", rows);
    }
  }

  private KindChanges compared(GuideKind kind) {
    return KindChanges.between(Guide.read(older()), Guide.read(newer()), mapping).stream()
        .filter(one -> one.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> told(KindChanges changes) {
    return changes.maps().stream()
        .flatMap(map -> map.rows().stream())
        .map(
            change ->
                change.kind()
                    + (" " + change.row().map() + " " + change.row().at())
                    + (" " + change.row().target() + " " + change.differences()))
        .toList();
  }

  @Test
  void rowsOfADataTypeAreNewGoneOrOtherwiseAndCommentsAreNoChange() throws IOException {
    segments(MadeUpGuide.row("PID-3", "identifier[1]", "type=CX[Identifier]"));
    MadeUpGuide.dataType(
        older(),
        "CX[Identifier]",
        MadeUpGuide.row("CX.1", "value"),
        MadeUpGuide.row("CX.2", "check"),
        MadeUpGuide.row("CX.4", "assigner", "type=HD[Organization]"),
        MadeUpGuide.row("CX.4.1", "system"),
        MadeUpGuide.row("CX.5", "type", "table=IdentifierType"),
        MadeUpGuide.row("CX.10", "period", "condition=IF CX.10 VALUED"),
        MadeUpGuide.row("CX.10", "use", "value=\"old\""));
    MadeUpGuide.dataType(
        newer(),
        "CX[Identifier]",
        MadeUpGuide.row("CX.1", "value", "narrative=Said otherwise.", "max=9", "v2=ST"),
        MadeUpGuide.row("CX.3", "scheme"),
        MadeUpGuide.row("CX.4", "assigner", "type=HD[Identifier]"),
        MadeUpGuide.row("CX.4.1", "namespace"),
        MadeUpGuide.row("CX.5", "type", "table=Kind"),
        MadeUpGuide.row("CX.10", "period", "condition=IF CX.9 VALUED"),
        MadeUpGuide.row("CX.10", "use", "value=\"temp\""));
    KindChanges changes = compared(GuideKind.DATA_TYPES);
    assertThat(told(changes))
        .containsExactly(
            "REMOVED CX[Identifier] CX.2 check []",
            "ADDED CX[Identifier] CX.3 scheme []",
            "CHANGED CX[Identifier] CX.4 assigner [type: HD[Organization] → HD[Identifier]]",
            "CHANGED CX[Identifier] CX.4.1 namespace [element: system → namespace]",
            "CHANGED CX[Identifier] CX.5 type [table: IdentifierType → Kind]",
            "CHANGED CX[Identifier] CX.10 period [condition: IF CX.10 VALUED → IF CX.9 VALUED]",
            "CHANGED CX[Identifier] CX.10 use [value: \"old\" → \"temp\"]");
    assertThat(changes.count()).isEqualTo(7);
    assertThat(changes.missing()).isEmpty();
  }

  @Test
  void aTypeNamesTheRowsAndRulesThatComeToItAlsoThroughOtherTypes() throws IOException {
    segments(
        MadeUpGuide.row("PID-3", "identifier[1]", "type=CX[Identifier]"),
        MadeUpGuide.row("PID-4", "identifier[2]", "type=cx[identifier]"),
        MadeUpGuide.row("PID-8", "gender", "type=ID[code]"),
        MadeUpGuide.row("PID-5", "name", "type=XX[name]"));
    for (Path guide : List.of(older(), newer())) {
      MadeUpGuide.dataType(
          guide, "CX[Identifier]", MadeUpGuide.row("CX.4", "assigner", "type=HD[Identifier]"));
      MadeUpGuide.dataType(guide, "XX[name]", MadeUpGuide.row("XX.1", "a", "type=CX[Identifier]"));
      MadeUpGuide.dataType(guide, "ID[code]", MadeUpGuide.row("ID", "$this"));
      MadeUpGuide.dataType(
          guide, "HD[Identifier]", MadeUpGuide.row("HD.1", guide.getFileName() + "-value"));
    }
    assertThat(compared(GuideKind.DATA_TYPES).maps())
        .singleElement()
        .satisfies(
            map -> {
              assertThat(map.map()).isEqualTo("HD[Identifier]");
              assertThat(map.users())
                  .containsExactly(
                      "PID[Patient] 3 identifier[1]",
                      "PID[Patient] 4 identifier[2]",
                      "PID[Patient] 5 name");
              assertThat(map.through()).containsExactly("CX[Identifier]", "XX[name]");
              assertThat(map.rules()).containsExactly("made-up.number");
            });
  }

  @Test
  void aUseThatOnlyTheOlderGuideHasIsToldToo() throws IOException {
    MadeUpGuide.write(
        older(),
        GuideKind.SEGMENTS,
        "PID[Patient]",
        MadeUpGuide.row("PID-3", "identifier[1]", "type=CX[Identifier]"));
    MadeUpGuide.write(
        newer(), GuideKind.SEGMENTS, "PID[Patient]", MadeUpGuide.row("PID-3", "identifier[1]"));
    MadeUpGuide.dataType(older(), "CX[Identifier]", MadeUpGuide.row("CX.1", "value"));
    MadeUpGuide.dataType(newer(), "CX[Identifier]", MadeUpGuide.row("CX.1", "system"));
    assertThat(compared(GuideKind.DATA_TYPES).maps().get(0).rules())
        .containsExactly("made-up.number");
  }

  @Test
  void componentsAreKnownByTheirIdentifierOrTheirOrderInEveryFormOfTheTables() throws IOException {
    segments(MadeUpGuide.row("PID-8", "gender"));
    MadeUpGuide.dataType(
        newer(),
        "CF[CodeableConcept]",
        MadeUpGuide.row("CWE.1", "coding[1].code"),
        MadeUpGuide.row("FT-2", "text"),
        MadeUpGuide.row("CF", "coding"),
        "7,,,,,,,,,code,,,,,,,,,",
        "0,,,,,,,,,status,,,,,,,,,",
        ",,,,,,,,,use,,,,,,,,,",
        "9,CF.9,,,,,,,,,extension??-nameType,,,,,,,,",
        "10,CF.10,,,,,,,,,A sentence of it,,,,,,,,",
        "11,CF.11,,,,,,,,,,,,,,,,,");
    MadeUpGuide.dataType(newer(), "NM[Quantity]");
    Files.writeString(
        newer().resolve("datatypes/Made up NM[Quantity] - Sheet.csv"),
        MadeUpGuide.TYPE_HEAD
                .replace(",Assignment,,", ",,")
                .replace("Computable ANTLR", "Computable - ANTLR")
            + MadeUpGuide.row("NM.1", "value", "condition=IF NM.1 VALUED"));
    Guide guide = Guide.read(newer());
    assertThat(guide.others(GuideKind.DATA_TYPES).get("CF[CodeableConcept]"))
        .extracting(GuideEntry::at, GuideEntry::target)
        .containsExactly(
            tuple("CF.1", "coding[1].code"),
            tuple("CF.2", "text"),
            tuple("CF", "coding"),
            tuple("CF.7", "code"),
            tuple("CF", "status"),
            tuple("CF", "use"),
            tuple("CF.9", "extension??-nameType"));
    assertThat(guide.others(GuideKind.DATA_TYPES).get("NM[Quantity]"))
        .extracting(row -> row.said("condition"))
        .containsExactly("IF NM.1 VALUED");
  }

  @Test
  void rowsOfAMessageAreKnownByTheirPlaceTargetMapConditionAndReferences() throws IOException {
    segments(MadeUpGuide.row("PID-8", "gender"));
    MadeUpGuide.message(
        older(),
        "ADT_A01",
        MadeUpGuide.segment("ADT_A01.PID", "Patient[1]", "map=PID[Patient]"),
        MadeUpGuide.segment("ADT_A01.PD1", "Patient[1]", "map=PD1[Patient]"),
        MadeUpGuide.segment("ADT_A01.PV1", "Encounter[1]", "map=PV1[Encounter]"),
        MadeUpGuide.segment("ADT_A01.ARV", ""),
        MadeUpGuide.segment("ADT_A01.NK1", "RelatedPerson[1]", "references=a=b"));
    MadeUpGuide.message(
        newer(),
        "ADT_A01",
        MadeUpGuide.segment(
            "ADT_A01.PID", "Patient[1]", "map=PID[Patient]", "narrative=Other.", "comment=Other"),
        MadeUpGuide.segment("ADT_A01.PID", "Account[1]", "map=PID[Account]"),
        MadeUpGuide.segment("ADT_A01.PV1", "Encounter[1]", "map=PV1[Encounter]", "condition=IF X"),
        MadeUpGuide.segment(
            "ADT_A01.NK1", "RelatedPerson[1]", "references=a=c", "map=NK1[Patient]"));
    MadeUpGuide.message(
        newer(), "ZZZ_Z01", MadeUpGuide.segment("ZZZ_Z01.PID", "Patient", "map=PID[Patient]"));
    KindChanges changes = compared(GuideKind.MESSAGES);
    assertThat(told(changes))
        .containsExactly(
            "CHANGED ADT_A01 ADT_A01.NK1 RelatedPerson[1]"
                + " [segment map: none → NK1[Patient], references: a=b → a=c]",
            "REMOVED ADT_A01 ADT_A01.PD1 Patient[1] []",
            "ADDED ADT_A01 ADT_A01.PID Account[1] []",
            "CHANGED ADT_A01 ADT_A01.PV1 Encounter[1] [condition: none → IF X]",
            "ADDED ZZZ_Z01 ZZZ_Z01.PID Patient []");
    assertThat(changes.maps())
        .extracting(KindChanges.OfMap::messageType, KindChanges.OfMap::known)
        .containsExactly(tuple("ADT^A01", true), tuple("ZZZ^Z01", false));
  }

  @Test
  void codesAreKnownByTheCodeOfTheTableTheirTargetSystemAndCondition() throws IOException {
    segments(
        MadeUpGuide.row("PID-8", "gender", "table=Made/Up Sex"),
        MadeUpGuide.row("PID-3", "identifier[1]", "type=CX[Identifier]"),
        MadeUpGuide.row("PID-5", "name", "table=Other"));
    for (Path guide : List.of(older(), newer())) {
      MadeUpGuide.dataType(
          guide, "CX[Identifier]", MadeUpGuide.row("CX.5", "type", "table=MadeUpSex"));
    }
    MadeUpGuide.vocabulary(
        older(),
        "MadeUpSex",
        MadeUpGuide.code("2", "two", "system=urn:a"),
        MadeUpGuide.code("10", "ten", "system=urn:a"),
        MadeUpGuide.code("F", "female", "display=Female", "text=Female"),
        MadeUpGuide.code("M", ""),
        MadeUpGuide.code("U", "unknown"),
        MadeUpGuide.code("", "third"),
        MadeUpGuide.code("", "first"));
    MadeUpGuide.vocabulary(
        newer(),
        "MadeUpSex",
        MadeUpGuide.code("2", "two", "system=urn:b"),
        MadeUpGuide.code("10", "ten", "system=urn:a", "condition=IF X"),
        MadeUpGuide.code("F", "female", "display=A woman", "text=Fem.", "beside=x", "comment=y"),
        MadeUpGuide.code("M", "male"),
        MadeUpGuide.code("X", "other"),
        MadeUpGuide.code("", "second"),
        MadeUpGuide.code("", "first"),
        MadeUpGuide.code("", "", "beside=now"));
    KindChanges changes = compared(GuideKind.VOCABULARY);
    assertThat(told(changes))
        .containsExactlyInAnyOrder(
            "CHANGED MadeUpSex 2 two [system: urn:a → urn:b]",
            "CHANGED MadeUpSex 10 ten [condition: none → IF X]",
            "CHANGED MadeUpSex M male [code: none → male]",
            "REMOVED MadeUpSex U unknown []",
            "ADDED MadeUpSex X other []",
            "ADDED MadeUpSex → second second []",
            "REMOVED MadeUpSex → third third []");
    assertThat(changes.maps().get(0).users())
        .containsExactly("PID[Patient] 8 gender", "PID[Patient] 3 identifier[1]");
    assertThat(changes.maps().get(0).through()).containsExactly("CX[Identifier]");
    assertThat(changes.maps().get(0).rules()).containsExactly("made-up.number", "made-up.sex");
  }

  @Test
  void aSentenceIsNoSystemAndTablesMayHaveNoColumnBesideTheCode() throws IOException {
    segments(MadeUpGuide.row("PID-8", "gender"));
    MadeUpGuide.vocabulary(newer(), "Made[up.of-it]");
    Files.writeString(
        newer().resolve("codesystems/Made up Made[up.of-it] - Sheet.csv"),
        """
        v2,,,,,,,
        Code,Text,Code System,Computable,Narrative,Code,Display,Code System
        A,Text,HL79999,,,a,Display,A whole sentence.
        B,Text,HL79999,,,b,Display,urn:b
        """);
    assertThat(Guide.read(newer()).others(GuideKind.VOCABULARY).get("Made[up.of-it]"))
        .extracting(GuideEntry::at, GuideEntry::target, row -> row.said("system"))
        .containsExactly(tuple("A", "a", ""), tuple("B", "b", "urn:b"));
  }

  @Test
  void aKindThatOnlyOneGuideHasIsNotCompared() throws IOException {
    segments(MadeUpGuide.row("PID-8", "gender"));
    MadeUpGuide.dataType(older(), "CX[Identifier]", MadeUpGuide.row("CX.1", "value"));
    MadeUpGuide.vocabulary(newer(), "Sex", MadeUpGuide.code("F", "female"));
    Files.createDirectories(older().resolve("codesystems"));
    assertThat(KindChanges.between(Guide.read(older()), Guide.read(newer()), mapping))
        .extracting(KindChanges::kind, KindChanges::missing, KindChanges::count)
        .containsExactly(
            tuple(GuideKind.DATA_TYPES, "only in the older guide", 0),
            tuple(GuideKind.MESSAGES, "in neither folder", 0),
            tuple(GuideKind.VOCABULARY, "only in the newer guide", 0));
  }

  @Test
  void aMapThatIsNewOrGoneAsAWholeIsComparedWhereBothHaveTheKind() throws IOException {
    segments(MadeUpGuide.row("PID-8", "gender"));
    MadeUpGuide.dataType(older(), "CX[Identifier]", MadeUpGuide.row("CX.1", "value"));
    MadeUpGuide.dataType(newer(), "CX[string]", MadeUpGuide.row("CX.1", "$this"));
    assertThat(told(compared(GuideKind.DATA_TYPES)))
        .containsExactly("REMOVED CX[Identifier] CX.1 value []", "ADDED CX[string] CX.1 $this []");
  }

  @Test
  void theFolderMayBeTheGuideItsMappingsOrTheSegmentsAlone() throws IOException {
    Path mappings = folder.resolve("guide/mappings");
    MadeUpGuide.write(
        mappings, GuideKind.SEGMENTS, "PID[Patient]", MadeUpGuide.row("PID-8", "gender"));
    MadeUpGuide.dataType(mappings, "CX[Identifier]", MadeUpGuide.row("CX.1", "value"));
    MadeUpGuide.message(mappings, "ADT_A01", MadeUpGuide.segment("ADT_A01.PID", "Patient"));
    MadeUpGuide.vocabulary(mappings, "Sex[a]", MadeUpGuide.code("F", "female"));
    for (Path guide : List.of(folder.resolve("guide"), mappings)) {
      assertThat(Guide.read(guide).others()).containsOnlyKeys(Guide.OTHERS);
      assertThat(Guide.read(guide).others(GuideKind.VOCABULARY)).containsOnlyKeys("Sex[a]");
    }
    Guide alone = Guide.read(mappings.resolve("segments"));
    assertThat(alone.maps()).containsOnlyKeys("PID[Patient]");
    assertThat(alone.others()).isEmpty();
  }

  @Test
  void aTableOfAnyKindThatIsNotReadableIsToldWithFileAndLineAndNothingIsCompared()
      throws IOException {
    segments(MadeUpGuide.row("PID-8", "gender"));
    MadeUpGuide.dataType(older(), "CX[a]", "x,else,,,,,,,,value,,,,,,,,,");
    MadeUpGuide.dataType(older(), "HD[a]", MadeUpGuide.row("HD.1", "a"), "1,HD.1,\"open");
    write("datatypes/ED[a] - s.csv", MadeUpGuide.TYPE_HEAD.replace("Vocabulary Mapping", "Codes"));
    write("datatypes/notes.csv", "a,b\n");
    MadeUpGuide.message(older(), "ADT_A01", MadeUpGuide.segment("", "Patient"));
    write("messages/ADT_A02 - s.csv", MadeUpGuide.MESSAGE_HEAD.replace("References", "Refers"));
    write("messages/ADT_A03 - s.csv", "");
    write("messages/ADT_A04 - s.csv", MadeUpGuide.MESSAGE_HEAD);
    write("messages/x ADT_A04 - t.csv", MadeUpGuide.MESSAGE_HEAD);
    Files.createDirectories(older().resolve("codesystems"));
    write("codesystems/Sex - s.csv", "v2\nCode,Code System,Computable ANTLR,Display\nF,a,b,c\n");
    write("codesystems/Mood - s.csv", MadeUpGuide.CODE_HEAD.replace("ANTLR", "thing"));
    write("codesystems/Kind - s.csv", "a,b,c\n");
    assertThatThrownBy(() -> Guide.read(older()))
        .hasMessageContaining(
            "datatypes/Made up CX[a] - Sheet.csv: line 4: neither its component nor its order")
        .hasMessageContaining("datatypes/Made up HD[a] - Sheet.csv: line 5: a quote is opened")
        .hasMessageContaining("datatypes/ED[a] - s.csv: line 2: no column \"vocabulary mapping\"")
        .hasMessageContaining("datatypes/notes.csv: its name is not that of a table of data types")
        .hasMessageContaining("messages/Made up ADT_A01 - Sheet.csv: line 3: it has no identifier")
        .hasMessageContaining("messages/ADT_A02 - s.csv: line 2: no column \"references\"")
        .hasMessageContaining("messages/ADT_A03 - s.csv: the file is empty")
        .hasMessageContaining("messages/x ADT_A04 - t.csv: another file is the table of ADT_A04")
        .hasMessageContaining(
            "codesystems/Sex - s.csv: line 2: no column \"code of FHIR\", \"code system of FHIR\"")
        .hasMessageContaining("codesystems/Mood - s.csv: line 2: no column \"computable antlr\"")
        .hasMessageContaining("codesystems/Kind - s.csv: line 1: no row has the names");
  }

  @Test
  void everyTableOfTheOfficialGuideIsRead() throws IOException {
    Path official = Path.of(System.getProperty("trestle.corpus", "none")).resolve("v2-to-fhir-ig");
    assumeTrue(Files.isDirectory(official), "skipped: no corpus (trestle.corpus)");
    Guide guide = Guide.read(official);
    for (GuideKind kind : Guide.OTHERS) {
      try (var files = Files.list(official.resolve("mappings").resolve(kind.folder()))) {
        assertThat(guide.others(kind)).as(kind.words()).hasSize((int) files.count());
      }
    }
    assertThat(guide.others(GuideKind.DATA_TYPES).get("CX[Identifier]"))
        .extracting(GuideEntry::at)
        .contains("CX.1", "CX.8");
    assertThat(guide.others(GuideKind.MESSAGES).get("ADT_A01"))
        .anyMatch(row -> row.said("segment map").equals("PID[Patient]"));
    assertThat(guide.others(GuideKind.VOCABULARY).get("AdministrativeSex"))
        .extracting(GuideEntry::at, GuideEntry::target)
        .contains(tuple("F", "female"));
    EffectiveMapping base = MappingTranslator.ofBase().effective(List.of());
    assertThat(KindChanges.between(guide, guide, base))
        .allMatch(kind -> kind.missing().isEmpty() && kind.count() == 0);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(older().resolve(name), text);
  }
}
