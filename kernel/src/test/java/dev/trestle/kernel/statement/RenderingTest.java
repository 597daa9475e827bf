package dev.trestle.kernel.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RenderingTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void theSlotOfHighestRankWins() {
    assertThat(patient(slot("gender", "'unknown'"), slot("gender", "'male'")))
        .isEqualTo(expected("'gender':'male'"));
  }

  @Test
  void aDeletionTakesTheElementAwayUntilALaterValueComes() {
    assertThat(patient(slot("gender", "'male'"), slot("gender", null))).isEqualTo(expected(""));
    assertThat(patient(slot("gender", null), slot("gender", "'male'")))
        .isEqualTo(expected("'gender':'male'"));
  }

  @Test
  void contributionsStandInTheOrderOfTheirDiscriminatorsWhateverTheirRank() {
    assertThat(
            patient(
                slot("telecom[PID-14]", "[{'value':'c'}]"),
                slot("telecom[PID-13]", "[{'value':'a'},{'value':'b'}]")))
        .isEqualTo(expected("'telecom':[{'value':'a'},{'value':'b'},{'value':'c'}]"));
  }

  @Test
  void ofSeveralContributionsToASingleElementTheOneOfHighestRankIsShown() {
    assertThat(
            patient(
                slot("gender[b]", "'other'"),
                slot("gender[a]", "'male'"),
                slot("gender[a]", "'female'")))
        .isEqualTo(expected("'gender':'female'"));
    assertThat(
            patient(
                slot("gender[a]", "'male'"),
                slot("gender[b]", "'other'"),
                slot("gender[a]", "'female'")))
        .isEqualTo(expected("'gender':'female'"));
  }

  @Test
  void nestedPathsMakeOneObjectBesideAWholeOne() {
    Slot whole = slot("period", "{'start':'2026'}");
    assertThat(patient(slot("period.end", "'2027'"), whole))
        .isEqualTo(expected("'period':{'start':'2026','end':'2027'}"));
    assertThat(String.valueOf(whole.value())).isEqualTo("{\"start\":\"2026\"}");
  }

  @Test
  void ofAChoiceElementOnlyOneTypeStands() {
    assertThat(
            patient(
                slot("deceased[x]", "{'deceasedBoolean':true}"),
                slot("deceased[x]", "{'deceasedDateTime':'2026'}")))
        .isEqualTo(expected("'deceasedDateTime':'2026'"));
    assertThat(patient(slot("collection.collected[x]", "{'collectedDateTime':'2026'}")))
        .isEqualTo(expected("'collection':{'collectedDateTime':'2026'}"));
    assertThat(patient(slot("value[x]", "{'valueString':'a'}"), slot("value[x]", null)))
        .isEqualTo(expected(""));
  }

  @Test
  void whatStandsForAValueGoesWithItAndAListOfItJoinsTheOneThatIsThere() {
    Slot several = slot("value[x]", "{'component':[{'valueString':'a'}]}");
    assertThat(patient(several, slot("value[x]", "{'valueString':'b'}")))
        .isEqualTo(expected("'valueString':'b'"));
    assertThat(patient(slot("value[x]", "{'valueString':'b'}"), several))
        .isEqualTo(expected("'component':[{'valueString':'a'}]"));
    Slot own = slot("extension[OBX-4]", "[{'url':'sub'}]");
    Slot document = slot("value[x]", "{'extension':[{'url':'value'}]}");
    assertThat(patient(document, own))
        .isEqualTo(expected("'extension':[{'url':'sub'},{'url':'value'}]"));
    assertThat(patient(document, own, slot("value[x]", "{'valueString':'b'}")))
        .isEqualTo(expected("'extension':[{'url':'sub'}],'valueString':'b'"));
  }

  @Test
  void aCancelRestoresTheStateBefore() {
    assertThat(
            patient(
                slot("status", "'unknown'"),
                event("status", "'planned'", "pre-admit", false),
                event("status", "'in-progress'", "admit", false),
                event("status", "'finished'", "discharge", false),
                event("status", null, "discharge", true)))
        .isEqualTo(expected("'status':'in-progress'"));
  }

  @Test
  void aCancelTakesBackTheLatestOfItsNameOnly() {
    Slot first = event("location[PV1-3]", "['a']", "transfer", false);
    Slot second = event("location[PV1-3]", "['b']", "transfer", false);
    Slot cancel = event("location[PV1-3]", null, "transfer", true);
    assertThat(patient(first, second, cancel)).isEqualTo(expected("'location':['a']"));
    assertThat(patient(first, cancel, second)).isEqualTo(expected("'location':['b']"));
    assertThat(patient(first, cancel, cancel)).isEqualTo(expected(""));
  }

  @Test
  void aCancelOfNothingDoesNothing() {
    assertThat(patient(slot("status", "'unknown'"), event("status", null, "discharge", true)))
        .isEqualTo(expected("'status':'unknown'"));
    assertThat(patient(event("status", "'finished'", "discharge", true))).isEqualTo(expected(""));
  }

  @Test
  void anEmptyListIsNoElement() {
    assertThat(patient(slot("telecom[PID-13]", "[]"))).isEqualTo(expected(""));
    assertThat(patient(slot("telecom[PID-13]", "[]"), slot("telecom[PID-14]", "[]")))
        .isEqualTo(expected(""));
  }

  @Test
  void idAndSortedSecurityLabelsComeFirst() {
    assertThat(
            Rendering.render(
                    "Patient",
                    "7",
                    List.of("http://b|V", "http://a|R", "http://b|V"),
                    List.of(slot("active", "true")))
                .toString())
        .isEqualTo(
            ("{'resourceType':'Patient','id':'7','meta':{'security':["
                    + "{'system':'http://a','code':'R'},{'system':'http://b','code':'V'}]},"
                    + "'active':true}")
                .replace('\'', '"'));
  }

  private static final Slot D5W =
      slot("medication[x][D5W]", "{'medicationCodeableConcept':{'text':'D5W'}}");
  private static final Slot SALINE =
      slot("medication[x][NS]", "{'medicationCodeableConcept':{'text':'NS'}}");
  private static final Slot POTASSIUM =
      slot("medication[x][D5W]#ingredient", "[{'itemCodeableConcept':{'text':'KCl'}}]");

  @Test
  void aConceptOfWhichMoreIsToldIsTheCodeOfAContainedResource() {
    String compound =
        "'medicationReference':{'reference':'#medication'},'contained':[{"
            + "'resourceType':'Medication','id':'medication','code':{'text':'D5W'},"
            + "'ingredient':[{'itemCodeableConcept':{'text':'KCl'}}]}]";
    assertThat(patient(D5W, POTASSIUM)).isEqualTo(expected(compound));
    assertThat(patient(POTASSIUM, D5W)).isEqualTo(expected(compound));
    assertThat(patient(D5W, POTASSIUM, D5W)).isEqualTo(expected(compound));
    assertThat(Rendering.leaves("Patient", List.of(D5W, POTASSIUM)).stream().map(Object::toString))
        .containsExactly(
            "Leaf[path=Patient.contained[0].code.text, slot=0, ordinal=0]",
            "Leaf[path=Patient.contained[0].ingredient[0].itemCodeableConcept.text, slot=1,"
                + " ordinal=0]");
  }

  @Test
  void whatIsToldOfAnotherConceptThanTheOneThatCountsDoesNotShow() {
    String saline = "'medicationCodeableConcept':{'text':'NS'}";
    assertThat(patient(D5W, POTASSIUM, SALINE)).isEqualTo(expected(saline));
    assertThat(patient(D5W, SALINE, POTASSIUM)).isEqualTo(expected(saline));
    assertThat(patient(D5W, POTASSIUM, slot("medication[x][D5W]#ingredient", null)))
        .isEqualTo(expected("'medicationCodeableConcept':{'text':'D5W'}"));
    assertThat(patient(POTASSIUM)).isEqualTo(expected(""));
    assertThat(patient(slot("medication[x][D5W]", "{'medicationCodeableConcept':1}"), SALINE))
        .isEqualTo(expected(saline));
  }

  @Test
  void aDiscriminatorMayLookLikeADetail() {
    Slot odd = slot("medication[x][a]#b]", "{'medicationCodeableConcept':{'text':'a'}}");
    assertThat(patient(odd)).isEqualTo(expected("'medicationCodeableConcept':{'text':'a'}"));
    assertThat(patient(odd, slot("medication[x][a]#b]#form", "{'text':'bag'}")))
        .contains("\"form\":{\"text\":\"bag\"}");
    assertThat(patient(slot("telecom[a]#form]", "[{'value':'a'}]"), slot("telecom[a]#form", "[]")))
        .isEqualTo(expected("'telecom':[{'value':'a'}]"));
  }

  @Test
  void liveKeepsDeletionsForTheOriginMap() {
    assertThat(Rendering.live(List.of(slot("gender", "'male'"), slot("gender", null))))
        .singleElement()
        .satisfies(slot -> assertThat(slot.value()).isNull());
  }

  private static String patient(Slot... slots) {
    return Rendering.render("Patient", List.of(slots)).toString();
  }

  private static String expected(String elements) {
    String rest = elements.isEmpty() ? "" : "," + elements;
    return ("{'resourceType':'Patient'" + rest + "}").replace('\'', '"');
  }

  private static Slot slot(String path, @Nullable String json) {
    return new Slot(path, json == null ? null : tree(json), null, List.of());
  }

  private static Slot event(String path, @Nullable String json, String name, boolean cancels) {
    return new Slot(
        path, json == null ? null : tree(json), new Slot.Event(name, cancels), List.of());
  }

  private static tools.jackson.databind.JsonNode tree(String json) {
    return JSON.readTree(json.replace('\'', '"'));
  }
}
