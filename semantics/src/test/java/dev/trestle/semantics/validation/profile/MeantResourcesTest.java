package dev.trestle.semantics.validation.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.site.NamedProfile;
import dev.trestle.kernel.site.NamedProfile.Condition;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which resources a source means by a profile. */
class MeantResourcesTest {
  private static final JsonNode OBSERVATION =
      JsonMapper.shared()
          .readTree(
              """
              {"resourceType": "Observation", "status": "final",
               "category": [{"coding": [{"system": "urn:c", "code": "lab"}]},
                            {"coding": [{"system": "urn:c", "code": "vital"}, {"code": "own"}]}],
               "valueCodeableConcept": {"coding": [{"system": "urn:v", "code": "yes"}]},
               "identifier": [{"system": "urn:i", "value": "4711"}],
               "component": [{"code": {"coding": [{"code": "systolic"}]}},
                             {"code": {"coding": [{"code": "diastolic"}]}}]}
              """);

  @Test
  void oneOfTheValuesOfEachConditionIsSaid() {
    assertThat(means("status", "final")).isTrue();
    assertThat(means("status", "preliminary", "final")).isTrue();
    assertThat(means("status", "fin")).isFalse();
    assertThat(means("category", "vital")).isTrue();
    assertThat(means("category", "urn:c|vital")).isTrue();
    assertThat(means("category", "urn:d|vital")).isFalse();
    assertThat(means("category", "own")).isTrue();
    assertThat(means("category", "|own")).as("of no system").isTrue();
    assertThat(means("category", "|vital")).isFalse();
    assertThat(means("valueCodeableConcept", "urn:v|yes")).isTrue();
    assertThat(means("identifier", "4711")).isTrue();
    assertThat(means("identifier", "urn:i|4711")).isTrue();
    assertThat(means("component.code", "diastolic")).isTrue();
    assertThat(means("method", "any")).as("an element that is not there").isFalse();
    assertThat(means("category", "")).isFalse();
  }

  @Test
  void allConditionsHold() {
    Condition fits = new Condition("status", List.of("final"));
    Condition not = new Condition("category", List.of("imaging"));
    assertThat(MeantResources.are(new NamedProfile("urn:p", List.of()), OBSERVATION)).isTrue();
    assertThat(MeantResources.are(new NamedProfile("urn:p", List.of(fits, not)), OBSERVATION))
        .isFalse();
    assertThat(MeantResources.are(new NamedProfile("urn:p", List.of(not, fits)), OBSERVATION))
        .isFalse();
  }

  private static boolean means(String element, String... values) {
    return MeantResources.are(
        new NamedProfile("urn:p", List.of(new Condition(element, List.of(values)))), OBSERVATION);
  }

  @Test
  void anElementThatCannotTellIsAMistake() {
    for (String path :
        List.of("category", "status", "valueCodeableConcept", "component.code", "identifier")) {
      assertThat(MeantResources.mistake("Observation", path)).as(path).isEmpty();
    }
    assertThat(MeantResources.mistake("Patient", "active")).isEmpty();
    assertThat(MeantResources.mistake("Patient", "generalPractitioner")).isPresent();
    assertThat(MeantResources.mistake("Observation", "valueQuantity")).isPresent();
    assertThat(MeantResources.mistake("Observation", "component")).isPresent();
    assertThat(MeantResources.mistake("Observation", "status.code"))
        .hasValueSatisfying(text -> assertThat(text).contains("`Observation.status`"));
    assertThat(MeantResources.mistake("Observation", "catgory").orElseThrow())
        .contains("did you mean `category`?");
    assertThat(MeantResources.mistake("Observation", "")).isPresent();
    assertThat(MeantResources.mistake("Observation", "category.")).isPresent();
  }
}
