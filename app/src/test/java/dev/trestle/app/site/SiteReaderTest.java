package dev.trestle.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.site.Demographics;
import dev.trestle.kernel.site.OnFailure;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SnapshotPolicy;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.kernel.site.UnrealPatients;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteReaderTest {
  private static final SiteText SITE =
      new SiteText(
          "site.yaml",
          """
          listeners:
            - name: feeds
              port: 2575
              sources: [mercy/adt, mercy/lab]
              catch-all: mercy/adt
          """);
  private static final SiteText MERCY =
      new SiteText(
          "health-systems/mercy.yaml",
          """
          id: mercy
          zone: America/Chicago
          authorities:
            - name: MRN
              aliases: [MERCY, "2.16.840.1.1"]
              system: urn:oid:2.16.840.1.1
              strip-leading-zeros: true
          temporary-names: [XXUNBEKANNT*]
          test-patients:
            - names: [MOUSE]
            - authority: MRN
              numbers: [900000-999999, TST*]
          sources:
            - name: adt
              senders: [{application: ADT1, facility: MERCY}]
              patient-authorities: [MRN]
              snapshots: {AL1: add-only}
              on-failure: hold-patient
              null: ignore
            - name: lab
              senders: [{facility: LAB}]
              charset: windows-1252
              demographics: ignore
              zone: Etc/GMT+5
              answer: outcome
              answer-within: 5s
              message-limit-mb: 64
          """);

  @Test
  void aGoodSiteIsReadAsItIsWritten() {
    Site site = read(SITE, MERCY).site().orElseThrow();
    Source adt = site.source(SourceName.parse("mercy/adt")).orElseThrow();
    Source lab = site.source(SourceName.parse("mercy/lab")).orElseThrow();
    UnrealPatients unreal = site.healthSystem("mercy").orElseThrow().unreal();
    assertThat(unreal.isTemporary("xx-unbekannt 7")).isTrue();
    assertThat(unreal.isTemporary("Trauma, Alpha")).isTrue();
    assertThat(unreal.isTemporary("Doering")).isFalse();
    assertThat(unreal.isTestName("Mouse")).isTrue();
    assertThat(unreal.isTestNumber("MRN", "912345")).isTrue();
    assertThat(unreal.isTestNumber("MRN", "9123456")).isFalse();
    assertThat(unreal.isTestNumber("OTHER", "912345")).isFalse();
    assertThat(unreal.isTestNumber("MRN", "TST1")).isTrue();
    assertThat(adt.zone().getId()).isEqualTo("America/Chicago");
    assertThat(adt.snapshotOf("AL1")).isEqualTo(SnapshotPolicy.ADD_ONLY);
    assertThat(adt.onFailure()).isEqualTo(OnFailure.HOLD_PATIENT);
    assertThat(adt.nullDeletes()).isFalse();
    assertThat(adt.demographicsOf("ADT")).isEqualTo(Demographics.AUTHORITATIVE);
    assertThat(lab.demographicsOf("ADT")).isEqualTo(Demographics.IGNORE);
    assertThat(lab.charset()).isEqualTo("windows-1252");
    assertThat(lab.answerWithin()).isEqualTo(Duration.ofSeconds(5));
    assertThat(lab.messageLimitBytes()).isEqualTo(64L << 20);
    assertThat(site.listeners().get(0).tls()).isTrue();
    assertThat(site.sourceOn(site.listeners().get(0), "X", "LAB")).isEqualTo(lab);
    assertThat(site.sourceOn(site.listeners().get(0), "X", "Y")).isEqualTo(adt);
    assertThat(site.healthSystem("mercy").orElseThrow().authority("MERCY")).isPresent();
  }

  @Test
  void theVersionIsTheHashOfTheFilesWhateverTheirOrder() {
    String version = read(SITE, MERCY).site().orElseThrow().version();
    assertThat(read(MERCY, SITE).site().orElseThrow().version()).isEqualTo(version).hasSize(64);
    SiteText changed = new SiteText(MERCY.path(), MERCY.text() + "# a comment\n");
    assertThat(read(SITE, changed).site().orElseThrow().version()).isNotEqualTo(version);
  }

  @Test
  void eachMistakeHasItsFileItsLineAndWhatWouldBeRight() {
    SiteText wrong =
        new SiteText(
            MERCY.path(),
            MERCY
                .text()
                .replace("America/Chicago", "America/Chikago")
                .replace("snapshots: {AL1: add-only}", "snapshots: {AL1: addonly}")
                .replace("patient-authorities: [MRN]", "patient-authorities: [MRM]")
                .replace("charset: windows-1252", "charsett: windows-1252")
                .replace("message-limit-mb: 64", "message-limit-mb: lots"));
    assertThat(read(SITE, wrong).mistakes().stream().map(SiteMistake::toString))
        .containsExactly(
            "health-systems/mercy.yaml:2: `America/Chikago` is no time zone; write for example America/Chicago",
            "health-systems/mercy.yaml:16: there is no authority `MRM`; did you mean `MRN`?",
            "health-systems/mercy.yaml:17: `addonly` is not known here; did you mean `add-only`?",
            "health-systems/mercy.yaml:22: `charsett` is not known here; did you mean `charset`?",
            "health-systems/mercy.yaml:27: a limit is a number of megabytes from 1 to 1024");
  }

  @Test
  void codesThatLookLikeOtherTypesStayText() {
    SiteText norway =
        new SiteText(
            MERCY.path(), MERCY.text().replace("aliases: [MERCY,", "aliases: [NO, 0123, MERCY,"));
    Site site = read(SITE, norway).site().orElseThrow();
    assertThat(site.healthSystem("mercy").orElseThrow().authorities().get(0).aliases())
        .contains("NO", "0123");
  }

  @Test
  void twoHealthSystemsClaimOneSpaceOfNumbersOnlyWhenBothSaySo() {
    SiteText other =
        new SiteText(
            "health-systems/other.yaml",
            """
            id: other
            zone: UTC
            authorities:
              - {name: MPI, system: "urn:oid:2.16.840.1.1"}
            sources:
              - {name: adt}
            """);
    assertThat(read(SITE, MERCY, other).mistakes())
        .singleElement()
        .satisfies(m -> assertThat(m.text()).contains("mercy/MRN and other/MPI", "shared: true"));
    SiteText sharedHere =
        new SiteText(
            MERCY.path(), MERCY.text().replace("strip-leading-zeros: true", "shared: true"));
    SiteText sharedThere =
        new SiteText(other.path(), other.text().replace("MPI,", "MPI, shared: true,"));
    assertThat(read(SITE, sharedHere, sharedThere).mistakes()).isEmpty();
  }

  @Test
  void whatIsNotYamlOrNotASiteIsSaid() {
    assertThat(read(SITE, new SiteText("health-systems/x.yaml", "id: [\n")).mistakes())
        .anySatisfy(m -> assertThat(m.text()).startsWith("this is not YAML"));
    assertThat(read(MERCY).mistakes())
        .anySatisfy(m -> assertThat(m.toString()).startsWith("site.yaml: the file is missing"));
    assertThat(read(SITE, MERCY, new SiteText("sites.yml", "")).mistakes())
        .anySatisfy(m -> assertThat(m.text()).startsWith("no such file belongs to a site"));
    assertThat(read(SITE, new SiteText("health-systems/x.yaml", "- a\n- b\n")).mistakes())
        .anySatisfy(m -> assertThat(m.text()).isEqualTo("expected keys with values"));
    assertThat(read().mistakes()).isNotEmpty();
  }

  private static SiteReader.Result read(SiteText... texts) {
    return SiteReader.read(List.of(texts));
  }
}
