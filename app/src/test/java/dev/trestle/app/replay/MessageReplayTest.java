package dev.trestle.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.mapping.MappingTranslator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a version of the site changes in the record shows in its replay. */
class MessageReplayTest {
  private static final String MERCY =
      """
      id: mercy
      zone: America/Chicago
      authorities:
        - {name: MRN, aliases: [HOSP], system: 'urn:oid:1.2.3'}
      sources:
        - name: adt
          senders: [{application: ADT}]
        - name: other
      """;

  private static final String ADMISSION =
      """
      MSH|^~\\&|ADT|B|T|T|20260101120000||ADT^A01|C1|P|2.5.1
      EVN|A01|20260101120000
      PID|1||77^^^HOSP^MR||KUNIGUNDE^ADELHEID||19610203|F||||||||||||||""
      PV1|1|I|||||||||||||||||V1^^^HOSP|||||||||||||||||||||||||20260101113000
      ZPI|1|blue
      """;

  private final MessageReplay replay =
      new MessageReplay(MappingTranslator.ofBase(), Keyring.fixedForOfflineUse());

  private static Site site(String mercy, SiteText... more) {
    List<SiteText> texts = new ArrayList<>(List.of(more));
    texts.add(
        new SiteText(
            "site.yaml",
            """
            listeners:
              - name: feeds
                port: 0
                tls: false
                sources: [mercy/adt]
                catch-all: mercy/other
            """));
    texts.add(new SiteText("health-systems/mercy.yaml", mercy));
    return SiteVersion.of(texts, "of a test").site();
  }

  private static String adt(String... lines) {
    return MERCY.replace(
        "- name: adt\n", "- name: adt\n    " + String.join("\n    ", lines) + "\n");
  }

  private static Site overlaid(String rules, SiteText... tables) {
    List<SiteText> all = new ArrayList<>(List.of(tables));
    all.add(new SiteText("mappings/acme.yaml", "overlay: acme\n" + rules));
    return site(adt("layers: [acme]"), all.toArray(SiteText[]::new));
  }

  private List<Change> changes(String message, Site before, Site after) {
    byte[] raw = message.replace('\n', '\r').getBytes(StandardCharsets.US_ASCII);
    return replay.compare(
        new MessageReplay.Received(SourceName.parse("mercy/adt"), "ADT^A01", raw), before, after);
  }

  private List<String> told(Site after) {
    return changes(ADMISSION, site(MERCY), after).stream()
        .map(one -> one.where() + ": " + one.before() + ">" + one.after())
        .toList();
  }

  @Test
  void theSameRulesGiveNoDifference() {
    assertThat(told(site(MERCY))).isEmpty();
    assertThat(told(site(adt("owner: somebody else", "on-failure: continue")))).isEmpty();
  }

  @Test
  void anElementIsToldBeforeAndAfterAndNothingElse() {
    Site other =
        overlaid(
            "rules:\n  patient.gender: { table: mercy-sex }\n",
            new SiteText("tables/mercy-sex.csv", "from,code,system,display\nF,other\n"));
    assertThat(told(other)).containsExactly("Patient.gender: female>other");
  }

  @Test
  void aCodeThatIsInNoTableShowsWithItsFinding() {
    Site other =
        overlaid(
            "rules:\n  patient.gender: { table: mercy-sex }\n",
            new SiteText("tables/mercy-sex.csv", "from,code,system,display\nM,male\n"));
    assertThat(told(other))
        .anyMatch(line -> line.startsWith("finding code-unmapped at PID-8.1: >"));
    assertThat(told(other)).anyMatch(line -> line.startsWith("Patient.gender"));
  }

  @Test
  void anotherZoneMovesTheTimesOfElementsAndOfStatements() {
    assertThat(told(site(adt("zone: America/New_York"))))
        .anyMatch(line -> line.startsWith("Encounter.period.start: "))
        .anyMatch(line -> line.startsWith("Patient (authority and time): level 10, 2026-01-01T18"))
        .noneMatch(line -> line.startsWith("outcome"));
  }

  @Test
  void lessAuthorityShowsAlthoughEveryElementIsTheSame() {
    assertThat(told(site(adt("demographics: fill-only"))))
        .anyMatch(line -> line.matches("Patient \\(authority and time\\): level 10.*>level 0.*"))
        .noneMatch(line -> line.startsWith("Patient."));
  }

  @Test
  void otherIdentifiersShowAsChangedIdsAndReferencesAreComparedByWhomTheyMean() {
    Site other = site(MERCY.replace("name: MRN", "name: CASE"));
    List<String> told = told(other);
    assertThat(told).anyMatch(line -> line.startsWith("Patient.id: "));
    assertThat(told).anyMatch(line -> line.startsWith("Encounter.id: "));
    assertThat(told).noneMatch(line -> line.contains(".reference") || line.contains("a resource"));
  }

  @Test
  void whatIsDeletedShowsAlthoughNoBundleShowsIt() {
    String message =
        ADMISSION.replace("KUNIGUNDE^ADELHEID||19610203|F|", "KUNIGUNDE||19610203|F|\"\"");
    List<Change> changes = changes(message, site(MERCY), site(adt("null: ignore")));
    assertThat(changes).extracting(Change::where).contains("Patient (deletes)");
  }

  @Test
  void aFeedThatWouldNotTakeTheMessageIsTold() {
    assertThat(told(site(adt("state: shadow"))))
        .containsExactly("treated as: applied>filtered: the feed is in shadow");
    assertThat(told(site(adt("state: draft"))))
        .containsExactly("treated as: applied>rejected: the feed is a draft");
    assertThat(told(site(adt("accepts: [ORU]"))))
        .containsExactly("treated as: applied>rejected: its type is not accepted");
  }

  @Test
  void aResourceThatIsGoneIsOneDifferenceAndTheAccountingSaysWhereItsLeavesWent() {
    Translation whole = translation(ADMISSION);
    Translation partial = translation(ADMISSION.replace("ADT^A01", "ZZZ^Z01"));
    List<Change> changes =
        TranslationDifference.of(whole, partial, key -> key.names().get(0).value());
    assertThat(changes.get(0)).isEqualTo(new Change("outcome", "translated", "partial"));
    assertThat(changes).extracting(Change::where).contains("accounting");
  }

  private static Translation translation(String message) {
    Site site = site(MERCY);
    return MappingTranslator.ofBase()
        .translate(
            message.replace('\n', '\r').getBytes(StandardCharsets.US_ASCII),
            site.source(SourceName.parse("mercy/adt")).orElseThrow(),
            site);
  }

  @Test
  void placesAreCountedWithoutTheirNumbers() {
    assertThat(new Change("Observation#12.code.coding[3].code", "", "").place())
        .isEqualTo("Observation.code.coding.code");
    assertThat(new Change("finding code-unmapped at OBX[3]-5", "", "").place())
        .isEqualTo("finding code-unmapped at OBX-5");
    assertThat(new Change("Patient.gender", "KUNIGUNDE", "").toString())
        .doesNotContain("KUNIGUNDE");
  }
}
