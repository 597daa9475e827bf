package dev.trestle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trestle mapping}: what a site's rules do can be seen before they are used. */
class MappingCommandTest {
  private static final String MESSAGE =
      """
      MSH|^~\\&|ADT|MERCY|T|T|20260101120000+0000||ADT^A08|1|P|2.5.1
      EVN||20260101
      PID|1||77^^^MERCY^MR||KUNIGUNDE^ADELHEID||19610203|W
      """;

  @TempDir private Path folder = Path.of("");
  private Path site = Path.of("");
  private Path message = Path.of("");

  @BeforeEach
  void aSiteWithAnOverlay() throws IOException {
    site = site("site", "female");
    message = Files.writeString(folder.resolve("adt.hl7"), MESSAGE.replace('\n', '\r'));
  }

  private Path site(String name, String sex) throws IOException {
    Path made = Files.createDirectories(folder.resolve(name));
    write(
        made,
        "site.yaml",
        """
        listeners:
          - name: feeds
            port: 2575
            sources: [mercy/adt]
            catch-all: mercy/other
        """);
    write(
        made,
        "health-systems/mercy.yaml",
        """
        id: mercy
        zone: UTC
        sources:
          - name: adt
            layers: [acme]
            senders: [{application: ADT}]
          - name: other
        """);
    write(
        made,
        "mappings/acme.yaml",
        "overlay: acme\nrules:\n  patient.gender: { table: mercy-sex }\n");
    write(made, "tables/mercy-sex.csv", "from,code,system,display\nW," + sex + "\n");
    return made;
  }

  private static void write(Path site, String file, String text) throws IOException {
    Path target = site.resolve(file);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
  }

  @Test
  void checkShowsWhatEachLayerOfEachSourceChanges() {
    Cli.Result result = Cli.run("mapping", "check", "--site", site.toString());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("mercy/adt: ").contains("  acme: changes 1 entries");
    assertThat(result.out()).contains("mercy/other: ");
  }

  @Test
  void checkTellsEveryMistakeWithFileLineAndASuggestion() throws IOException {
    write(site, "mappings/acme.yaml", "overlay: acme\nrules:\n  patient.gendre: { as: code }\n");
    Cli.Result result = Cli.run("mapping", "check", "--site", site.toString());
    assertThat(result.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(result.out())
        .contains("mappings/acme.yaml:3: unknown rule \"patient.gendre\"; did you mean")
        .contains("patient.gender");
  }

  @Test
  void checkTellsWhatAMappingCannotMeanBeforeAMessageComes() throws IOException {
    write(site, "tables/mercy-sex.csv", "from,code,system,display\nW,femal\n");
    assertThat(checked())
        .contains("tables/mercy-sex.csv:2: row \"W\" of table mercy-sex says \"femal\"")
        .contains("allowed: female, male, other, unknown");
    write(site, "tables/mercy-sex.csv", "from,code,system,display\nW,female\n");
    write(
        site,
        "mappings/acme.yaml",
        """
        overlay: acme
        rules:
          patient.gender: { table: mercy-sex, when: PID-8 = W }
          patient.sex: { add: yes, own: x, take: PID-9, to: gender, as: code, table: mercy-sex, when: PID-9 = W }
        """);
    assertThat(checked())
        .contains("mappings/acme.yaml:4: \"patient.sex\" and \"patient.gender\"")
        .contains("can both fire for one message and write gender");
    write(
        site,
        "mappings/acme.yaml",
        """
        overlay: acme
        rules:
          patient.gender: { table: mercy-sex, when: PID-8 = W and PID-8 = X }
        """);
    assertThat(checked()).contains("mappings/acme.yaml:3: the rule \"patient.gender\" never fires");
  }

  @Test
  void checkNotesACodeOfAConditionThatNoTableOfItsFieldHas() throws IOException {
    write(
        site,
        "mappings/acme.yaml",
        """
        overlay: acme
        rules:
          patient.gender: { table: mercy-sex }
          encounter.admit-source: { when: PV1-2 = INN }
        """);
    Cli.Result result = Cli.run("mapping", "check", "--site", site.toString());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains(
            "  note mappings/acme.yaml:4: \"INN\" is no code of 0004-encounter-class, by which"
                + " PV1-2 is looked up; did you mean `");
    write(
        site,
        "mappings/acme.yaml",
        """
        overlay: acme
        rules:
          patient.gender: { table: mercy-sex }
          encounter.admit-source: { when: PV1-2 = I }
        """);
    assertThat(Cli.run("mapping", "check", "--site", site.toString()).out())
        .contains("acme: changes 2 entries")
        .doesNotContain("note ");
  }

  private String checked() {
    Cli.Result result = Cli.run("mapping", "check", "--site", site.toString());
    assertThat(result.code()).isEqualTo(ExitCode.NEGATIVE);
    return result.out();
  }

  @Test
  void explainShowsWhichRuleFiresAndWhyAnotherDoesNot() {
    Cli.Result sex = explain("--field", "PID-8");
    assertThat(sex.code()).as(sex.err()).isZero();
    assertThat(sex.out())
        .contains("ADT^A08 of mercy/adt: translated")
        .contains("patient.gender → Patient.gender: said   # base maps/patient.yaml:");
    Cli.Result religion = explain("--rule", "patient.religion");
    assertThat(religion.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(religion.out()).contains("patient.religion").contains("its field says nothing");
    assertThat(explain("--rule", "patient.birth-time").out())
        .contains("its condition does not hold (length(PID-7.1) > 11)");
    assertThat(explain("--rule", "patient.gendre").err()).contains("patient.gender");
  }

  @Test
  void explainPrintsNoValueOfTheMessage() {
    assertThat(explain().out()).doesNotContain("KUNIGUNDE").doesNotContain("ADELHEID");
  }

  private Cli.Result explain(String... more) {
    String[] all = new String[7 + more.length];
    String[] first = {
      "mapping", "explain", message.toString(), "--site", site.toString(), "--source", "mercy/adt"
    };
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return Cli.run(all);
  }

  @Test
  void diffTellsTheDifferenceOfTwoSitesWithItsPlaces() throws IOException {
    Path other = site("other", "unknown");
    Cli.Result different = Cli.run("mapping", "diff", site.toString(), other.toString());
    assertThat(different.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(different.out())
        .contains("mercy/adt: 1 differences\n  table mercy-sex: W\n    - female")
        .contains("    + unknown")
        .contains("# site tables/mercy-sex.csv:2")
        .contains("mercy/other: the same");
    Cli.Result same = Cli.run("mapping", "diff", site.toString(), site.toString());
    assertThat(same.code()).as(same.err()).isZero();
  }

  @Test
  void theCasesOfASiteAreRunAndADifferenceIsShownWithItsPlace() throws IOException {
    assertThat(tested().err()).contains("--bless");
    write(site, "tests/mercy/adt/woman/in.hl7", MESSAGE);
    assertThat(tested().out()).contains("wrong mercy/adt/woman").contains("there is no out.json");
    Cli.run("mapping", "test", "--site", site.toString(), "--bless");
    Cli.Result good = tested();
    assertThat(good.code()).as(good.out()).isZero();
    assertThat(good.out()).contains("ok    mercy/adt/woman").contains("1 cases, 0 not as expected");
    write(site, "tables/mercy-sex.csv", "from,code,system,display\nW,other\n");
    Cli.Result changed = tested();
    assertThat(changed.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(changed.out()).contains("/resource/gender: expected \"female\", is \"other\"");
  }

  @Test
  void whatAProfileAsksForAndWhatCannotBeTrueIsToldBesideACase() throws IOException {
    write(
        site,
        "profiles/mercy.json",
        """
        {"resourceType": "StructureDefinition", "url": "http://mercy.example/Mercy", "name": "Mercy",
         "type": "Patient", "derivation": "constraint",
         "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Patient",
         "differential": {"element": [{"path": "Patient.maritalStatus", "min": 1}]}}
        """);
    write(
        site,
        "health-systems/mercy.yaml",
        """
        id: mercy
        zone: UTC
        sources:
          - name: adt
            validation: off
            plausibility: off
            profiles: [http://mercy.example/Mercy]
            layers: [acme]
            senders: [{application: ADT}]
          - name: other
        """);
    write(site, "tests/mercy/adt/woman/in.hl7", MESSAGE.replace("19610203", "18610203"));
    Cli.run("mapping", "test", "--site", site.toString(), "--bless");
    Cli.Result told = tested();
    assertThat(told.code()).as(told.out()).isZero();
    assertThat(told.out())
        .contains("not as a profile: Patient.maritalStatus")
        .contains("implausible: PID-7")
        .doesNotContain("KUNIGUNDE")
        .doesNotContain("18610203");
  }

  private Cli.Result tested() {
    return Cli.run("mapping", "test", "--site", site.toString());
  }
}
