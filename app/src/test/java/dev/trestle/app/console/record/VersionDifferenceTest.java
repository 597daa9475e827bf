package dev.trestle.app.console.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.records.fold.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class VersionDifferenceTest {
  private static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> told(String before, String after) {
    return VersionDifference.of("Patient", json(before), json(after)).stream()
        .map(one -> one.word() + " " + one.path() + " " + one.before() + ">" + one.after())
        .toList();
  }

  @Test
  void whatWasAddedRemovedAndChangedIsToldWithBeforeAndAfter() {
    assertThat(
            told(
                "{'birthDate': '1961-02-03', 'gender': 'female', 'active': true}",
                "{'birthDate': '1961-02-04', 'gender': 'female', 'deceasedBoolean': false}"))
        .containsExactly(
            "changed Patient.birthDate 1961-02-03>1961-02-04",
            "added Patient.deceasedBoolean >false",
            "removed Patient.active true>");
  }

  @Test
  void anItemThatWasPutInIsOneChangeAndTheOthersAreNone() {
    assertThat(
            told(
                "{'identifier': [{'value': '1'}, {'value': '2'}]}",
                "{'identifier': [{'value': '0', 'use': 'old'}, {'value': '1'}, {'value': '2'}]}"))
        .containsExactly(
            "added Patient.identifier[0].value >0", "added Patient.identifier[0].use >old");
    assertThat(told("{'name': [{'given': ['A', 'B']}]}", "{'name': [{'given': ['A', 'C']}]}"))
        .containsExactly("changed Patient.name[0].given[1] B>C");
  }

  @Test
  void numberAndTimeOfTheVersionAreNoChangeAndDigitsAre() {
    assertThat(
            told(
                "{'meta': {'versionId': '1', 'lastUpdated': 'x'}, 'id': 'a'}",
                "{'meta': {'versionId': '2', 'lastUpdated': 'y'}, 'id': 'a'}"))
        .isEmpty();
    assertThat(told("{'v': 1.0}", "{'v': 1.00}")).containsExactly("changed Patient.v 1.0>1.00");
    assertThat(told("{'v': {'a': 1}}", "{'v': 'a'}"))
        .containsExactly("removed Patient.v.a 1>", "added Patient.v >a");
  }

  @Test
  void longListsAreComparedByTheirPlaces() {
    StringBuilder items = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      items.append(i == 0 ? "" : ",").append(i);
    }
    assertThat(told("{'v': [" + items + "]}", "{'v': [" + items + ",7]}"))
        .containsExactly("added Patient.v[600] >7");
  }
}
