package dev.trestle.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.site.NamedProfile;
import dev.trestle.kernel.site.NamedProfile.Condition;
import dev.trestle.kernel.site.Validation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a site must not say about certificates, secrets and mappings. */
class SiteMistakesTest {
  private static final String LISTENER =
      """
      listeners:
        - name: feeds
          port: 2575
          sources: [mercy/adt]
          catch-all: mercy/other
      """;
  private static final String MERCY =
      """
      id: mercy
      zone: UTC
      sources:
        - name: adt
          senders: [{application: ADT}]
        - name: other
      """;
  private static final SiteText OVERLAY =
      new SiteText(
          "mappings/acme.yaml", "overlay: acme\nrules:\n  patient.gender: { table: mercy-sex }\n");
  private static final SiteText TABLE =
      new SiteText("tables/mercy-sex.csv", "from,code,system,display\nM,male\n");

  private static final String PROFILE =
      """
      {"resourceType": "StructureDefinition", "url": "urn:mercy:patient", "name": "Mercy",
       "type": "Patient", "derivation": "constraint",
       "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Patient",
       "differential": {"element": [
         {"path": "Patient.gender", "min": 1, "constraint": [{"key": "m-1"}]},
         {"path": "Patient.hoof"}]}}
      """;

  @Test
  void profilesAreCheckedWithTheirFiles() {
    String named = MERCY.replace("zone: UTC", "zone: UTC\nprofiles: [urn:mercy:patent]");
    assertThat(profiles(named, PROFILE).mistakes())
        .extracting(SiteMistake::toString)
        .containsExactly(
            "health-systems/mercy.yaml:3: there is no profile of a resource `urn:mercy:patent` in"
                + " profiles/; did you mean `urn:mercy:patient`?",
            "profiles/fhir/mercy.json:6: FHIR R4 has no element `hoof` in `Patient`");
  }

  @Test
  void profilesOfAHealthSystemAreThoseOfSourcesThatSayNothingElse() {
    String named =
        MERCY
            .replace("zone: UTC", "zone: UTC\nprofiles: [urn:mercy:patient]")
            .replace("- name: other", "- name: other\n    profiles: []");
    SiteReader.Result read =
        profiles(named, PROFILE.replace(",\n   {\"path\": \"Patient.hoof\"}", ""));
    assertThat(read.mistakes()).isEmpty();
    assertThat(read.site().orElseThrow().healthSystems().get(0).sources())
        .extracting(source -> source.profiles())
        .containsExactly(List.of(NamedProfile.of("urn:mercy:patient")), List.of());
    assertThat(read.unchecked())
        .extracting(SiteMistake::toString)
        .containsExactly(
            "profiles/fhir/mercy.json: not checked of Mercy: invariant m-1 (Patient.gender)");
  }

  @Test
  void whichResourcesAProfileMeansIsChecked() {
    String sound = PROFILE.replace(",\n   {\"path\": \"Patient.hoof\"}", "");
    SiteReader.Result read =
        profiles(meaning("{gender: [male], maritalStatus: ['urn:m|M', S]}"), sound);
    assertThat(read.mistakes()).isEmpty();
    assertThat(read.site().orElseThrow().healthSystems().get(0).sources().get(0).profiles())
        .containsExactly(
            new NamedProfile(
                "urn:mercy:patient",
                List.of(
                    new Condition("gender", List.of("male")),
                    new Condition("maritalStatus", List.of("urn:m|M", "S")))));
    assertThat(read.unchecked()).hasSize(1);
    assertThat(told(meaning("{gendre: [male]}"), sound))
        .containsExactly(
            "health-systems/mercy.yaml:5: FHIR R4 has no element `gendre` in `Patient`; did you"
                + " mean `gender`?");
    assertThat(told(meaning("{contact.nam: [x]}"), sound).get(0))
        .contains("no element `nam` in `Patient.contact`; did you mean `name`?");
    assertThat(told(meaning("{name: [ROE]}"), sound).get(0))
        .contains("`Patient.name` holds no code, identifier or text");
    assertThat(told(meaning("{gender: []}"), sound).get(0)).contains("is a list of codes");
    assertThat(told(meaning("male"), sound))
        .containsExactly("health-systems/mercy.yaml:5: expected keys with values");
    assertThat(told(meaning("{gender: [male]}\n    wen: {}"), sound).get(0))
        .contains("`wen` is not known here; did you mean `when`?");
  }

  private static String meaning(String when) {
    return MERCY.replace(
        "zone: UTC", "zone: UTC\nprofiles:\n  - profile: urn:mercy:patient\n    when: " + when);
  }

  private static List<String> told(String mercy, String profile) {
    return profiles(mercy, profile).mistakes().stream().map(SiteMistake::toString).toList();
  }

  private static SiteReader.Result profiles(String mercy, String profile) {
    return SiteReader.read(
        List.of(
            new SiteText("site.yaml", LISTENER),
            new SiteText("health-systems/mercy.yaml", mercy),
            new SiteText("profiles/fhir/mercy.json", profile)));
  }

  @Test
  void rulesOfPlausibilityAreCheckedForEachSource() {
    String file =
        """
        values:
          hart-rate: { high: 300 }
        sources:
          mercy/adt:
            values:
              heart-rate: { high: much }
          mercy/lab: {}
        """;
    List<String> mistakes =
        SiteReader.read(
                List.of(
                    new SiteText("site.yaml", LISTENER),
                    new SiteText("health-systems/mercy.yaml", MERCY),
                    new SiteText("rules/plausibility.yaml", file)))
            .mistakes()
            .stream()
            .map(SiteMistake::toString)
            .toList();
    assertThat(mistakes).hasSize(3);
    assertThat(mistakes.get(0)).startsWith("rules/plausibility.yaml:2: ").contains("heart-rate");
    assertThat(mistakes.get(1)).isEqualTo("rules/plausibility.yaml:6: `high` is a number");
    assertThat(mistakes.get(2)).startsWith("rules/plausibility.yaml:7: unknown source");
  }

  @Test
  void rulesForShowingAPersonAreChecked() {
    String right = "elements: {birthDate: {by: [verified, recency]}}";
    SiteReader.Result read = withGolden(right);
    assertThat(read.mistakes()).isEmpty();
    assertThat(read.site().orElseThrow().identity().golden()).isEqualTo(right);
    assertThat(withGolden("elements: {birthDate: {by: [lately]}}").mistakes())
        .extracting(SiteMistake::toString)
        .singleElement()
        .asString()
        .startsWith("rules/golden.yaml")
        .contains("there is no criterion lately");
    assertThat(withGolden("by: [recency]").mistakes()).hasSize(1);
    assertThat(withGolden("elements: [").mistakes()).hasSize(1);
  }

  private static SiteReader.Result withGolden(String rules) {
    return SiteReader.read(
        List.of(
            new SiteText("site.yaml", LISTENER),
            new SiteText("health-systems/mercy.yaml", MERCY),
            new SiteText("rules/golden.yaml", rules)));
  }

  @Test
  void aSiteWithRulesOfPlausibilityHasThem() {
    SiteReader.Result read =
        SiteReader.read(
            List.of(
                new SiteText("site.yaml", LISTENER),
                new SiteText(
                    "health-systems/mercy.yaml",
                    MERCY.replace("- name: adt", "- name: adt\n    plausibility: hold")),
                new SiteText(
                    "rules/plausibility.yaml", "values:\n  heart-rate: { disable: yes }\n")));
    assertThat(read.mistakes()).isEmpty();
    assertThat(read.site().orElseThrow().plausibility()).isPresent();
    assertThat(read.site().orElseThrow().healthSystems().get(0).sources().get(0).plausibility())
        .isEqualTo(Validation.HOLD);
  }

  @Test
  void certificatesStandWhereTheyCanHaveAnEffect() {
    assertThat(mistakes(LISTENER + "    trust: tls/no.pem\n", MERCY))
        .containsExactly(
            "site.yaml:2: `client-certificates: required | optional` and `trust` (whose"
                + " certificates) stand together",
            "site.yaml:6: the site has no file `tls/no.pem` in tls/; write `secret:file:/path/of/file`"
                + " or `secret:env:NAME`");
    assertThat(mistakes(LISTENER + "    key: secret:env:KEY\n", MERCY))
        .containsExactly("site.yaml:2: `certificate` and `key` stand together");
    assertThat(mistakes(LISTENER + "    client-certificates: require\n", MERCY))
        .contains("site.yaml:6: `require` is not known here; did you mean `required`?");
    assertThat(
            mistakes(
                LISTENER, MERCY.replace("- name: adt", "- name: adt\n    certificates: ['CN=a']")))
        .singleElement()
        .asString()
        .contains("site.yaml:2: `mercy/adt` is bound to certificates, and this listener asks");
    assertThat(
            mistakes(
                LISTENER, MERCY.replace("- name: adt", "- name: adt\n    certificates: [abc]")))
        .singleElement()
        .asString()
        .contains("health-systems/mercy.yaml:5: \"abc\" is neither");
  }

  @Test
  void aSecretInTheClearIsRefusedAndNotRepeated() {
    List<String> password =
        mistakes(
            LISTENER
                + "    certificate: secret:file:/a.pem\n    key: hunter2\n"
                + "    key-password: swordfish\n",
            MERCY);
    assertThat(password).hasSize(3).noneMatch(line -> line.contains("hunter2"));
    assertThat(password).noneMatch(line -> line.contains("swordfish"));
    SiteText key = new SiteText("tls/server.pem", "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n");
    assertThat(mistakes(LISTENER, MERCY, key))
        .singleElement()
        .asString()
        .startsWith("tls/server.pem:1: a secret stands here in the clear");
  }

  @Test
  void plainTextBeyondLoopbackIsAllowedOnlyInAsManyWords() {
    String plain = LISTENER + "    host: 10.0.0.1\n    tls: false\n";
    assertThat(mistakes(plain, MERCY))
        .singleElement()
        .asString()
        .startsWith("site.yaml:7: patient data would cross the network in plain text");
    assertThat(mistakes(plain + "    plain-text: yes\n", MERCY)).isNotEmpty();
    assertThat(mistakes(plain + "    plain-text: allowed beyond loopback\n", MERCY)).isEmpty();
  }

  @Test
  void overlaysAndTablesAreCheckedWithFileAndLine() {
    String uses = MERCY.replace("- name: adt", "- name: adt\n    layers: [acme]");
    assertThat(mistakes(LISTENER, uses, OVERLAY, TABLE)).isEmpty();
    assertThat(mistakes(LISTENER, uses.replace("acme", "acne"), OVERLAY, TABLE))
        .containsExactly(
            "health-systems/mercy.yaml:5: there is no overlay `acne` in mappings/; did you mean"
                + " `acme`?");
    assertThat(mistakes(LISTENER, uses, OVERLAY))
        .singleElement()
        .asString()
        .startsWith("mappings/acme.yaml:3: unknown table \"mercy-sex\"");
    assertThat(mistakes(LISTENER, MERCY, OVERLAY))
        .as("an overlay that nobody takes is checked too")
        .hasSize(1);
    assertThat(
            mistakes(
                LISTENER,
                uses,
                new SiteText(OVERLAY.path(), OVERLAY.text().replace("gender", "gendre")),
                TABLE))
        .singleElement()
        .asString()
        .contains("mappings/acme.yaml:3: unknown rule \"patient.gendre\"; did you mean");
    assertThat(mistakes(LISTENER, uses, OVERLAY, new SiteText(TABLE.path(), "a,b\n")))
        .containsExactly(
            "tables/mercy-sex.csv:1: the first line of a table is from,code,system,display");
    assertThat(
            mistakes(
                LISTENER,
                uses,
                OVERLAY,
                TABLE,
                new SiteText("tables/0001-gender.csv", TABLE.text())))
        .singleElement()
        .asString()
        .startsWith("tables/0001-gender.csv:1: there is a table \"0001-gender\" in the base");
    assertThat(
            mistakes(
                LISTENER, uses, OVERLAY, TABLE, new SiteText("mappings/b.yaml", OVERLAY.text())))
        .contains("mappings/b.yaml:1: the overlay `acme` is also in mappings/acme.yaml");
  }

  @Test
  void aTableIsHeldAgainstTheCodesThatFhirAllows() {
    String uses = MERCY.replace("- name: adt", "- name: adt\n    layers: [acme]");
    assertThat(
            mistakes(
                LISTENER, uses, OVERLAY, new SiteText(TABLE.path(), TABLE.text() + "W,femal\n")))
        .containsExactly(
            "tables/mercy-sex.csv:3: row \"W\" of table mercy-sex says \"femal\", which is not in"
                + " administrative-gender, the codes that FHIR requires in Patient.gender; allowed:"
                + " female, male, other, unknown");
    assertThat(mistakes(LISTENER, uses, OVERLAY, new SiteText(TABLE.path(), TABLE.text() + "W,\n")))
        .as("known, and nothing is said in FHIR")
        .isEmpty();
  }

  @Test
  void aConceptMapIsCheckedAndComparedLikeATable() {
    String uses = MERCY.replace("- name: adt", "- name: adt\n    layers: [acme]");
    SiteText map =
        new SiteText(
            "tables/mercy-sex.json",
            """
            {"resourceType": "ConceptMap", "group": [{"element": [
              {"code": "M", "target": [{"code": "male", "display": "Man", "equivalence": "equal"}]}]}]}
            """);
    assertThat(mistakes(LISTENER, uses, OVERLAY, map)).isEmpty();
    assertThat(mistakes(LISTENER, uses, OVERLAY, TABLE, map))
        .containsExactly(
            "tables/mercy-sex.json:1: the table \"mercy-sex\" is also in tables/mercy-sex.csv; keep"
                + " one");
    SiteText wrong = new SiteText(map.path(), map.text().replace("\"equal", "\"equl"));
    assertThat(mistakes(LISTENER, uses, OVERLAY, wrong))
        .singleElement()
        .asString()
        .contains("tables/mercy-sex.json:2: unknown equivalence \"equl\"; did you mean \"equal\"?");
    SiteText other = new SiteText(map.path(), map.text().replace("Man", "Men"));
    assertThat(SiteDifference.between(List.of(map), List.of(other)))
        .as("a change of the same length")
        .extracting(SiteDifference.Change::toString)
        .containsExactly(
            "~ tables/mercy-sex.json group[1].element[M].target[male].display: Man -> Men");
  }

  @Test
  void twoOfOneNameAreRefused() {
    assertThat(mistakes(LISTENER, MERCY + "  - name: adt\n"))
        .containsExactly("health-systems/mercy.yaml:7: there are two sources `adt`");
    assertThat(mistakes(LISTENER, MERCY, new SiteText("health-systems/second.yaml", MERCY)))
        .contains("health-systems/second.yaml: there are two health systems `mercy`");
    assertThat(
            mistakes(
                LISTENER + "  - name: second\n    port: 2575\n    catch-all: mercy/other\n", MERCY))
        .containsExactly("site.yaml:7: another listener has the port 2575 already");
  }

  private static List<String> mistakes(String site, String mercy, SiteText... more) {
    List<SiteText> texts = new ArrayList<>(Arrays.asList(more));
    texts.add(new SiteText("site.yaml", site));
    texts.add(new SiteText("health-systems/mercy.yaml", mercy));
    return SiteReader.read(texts).mistakes().stream().map(SiteMistake::toString).toList();
  }
}
