package dev.trestle.semantics.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the checker says of resources that are written by hand; ValidFhirTest asks HAPI too. */
class ResourceCheckerTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void aPatientWithEverythingInPlaceIsFine() {
    assertThat(
            said(
                """
                {"resourceType": "Patient", "id": "p-1", "active": true,
                 "identifier": [{"system": "urn:oid:1.2.3", "value": "1"}],
                 "name": [{"use": "official", "family": "Roe", "given": ["Ann", null],
                           "_given": [null, {"extension": [{"url": "http://x.example/y",
                                             "valueCode": "z"}]}]}],
                 "_birthDate": {"extension": [{"url": "http://x.example/a", "valueBoolean": true}]},
                 "contact": [{"name": {"text": "Bo"}}],
                 "managingOrganization": {"reference": "Organization/1"}}
                """))
        .isEmpty();
  }

  @Test
  void eachKindOfMistakeHasItsCodeAndPlace() {
    assertThat(
            said(
                """
                {"resourceType": "Patient", "colour": "red", "active": "true", "gender": "F",
                 "birthDate": "2023-02-29", "name": {"family": "Roe"}, "telecom": [],
                 "address": [{}], "deceasedBoolean": true, "deceasedDateTime": "2020",
                 "contact": [{"gender": "male"}],
                 "link": [{"other": {"reference": "Group/1"}}],
                 "extension": [{"valueString": "x"}]}
                """))
        .containsExactlyInAnyOrder(
            "fhir-structure Patient.colour",
            "fhir-structure Patient.active",
            "fhir-code Patient.gender",
            "fhir-value Patient.birthDate",
            "fhir-structure Patient.name",
            "fhir-structure Patient.telecom",
            "fhir-structure Patient.address[0]",
            "fhir-structure Patient.deceased",
            "fhir-invariant Patient.contact[0]",
            "fhir-required Patient.link[0].type",
            "fhir-reference Patient.link[0].other",
            "fhir-required Patient.extension[0].url");
  }

  @Test
  void requiredConceptsNeedACodeOfTheValueSetBesideOthers() {
    String start = "{\"resourceType\": \"AllergyIntolerance\", \"patient\": {}, ";
    assertThat(
            said(
                """
                {"resourceType": "AllergyIntolerance", "patient": {"reference": "Patient/1"},
                 "clinicalStatus": {"coding": [{"system": "urn:x", "code": "A"},
                   {"system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
                    "code": "active"}]},
                 "verificationStatus": {"coding": [{"system": "urn:x", "code": "confirmed"}]}}
                """))
        .containsExactly("fhir-code AllergyIntolerance.verificationStatus");
    assertThat(said(start + "\"criticality\": \"high\"}"))
        .containsExactlyInAnyOrder(
            "fhir-structure AllergyIntolerance.patient", "fhir-invariant AllergyIntolerance");
  }

  @Test
  void whatIsNoResourceAtAllIsAFindingToo() {
    for (String json : new String[] {"{}", "[]", "1", "\"x\"", "null", "{\"resourceType\":[1]}"}) {
      assertThat(said(json)).as(json).containsExactly("fhir-structure Resource");
    }
    assertThat(said("{\"resourceType\":\"Horse\"}")).containsExactly("fhir-structure Horse");
    assertThat(said("{\"resourceType\":\"DomainResource\"}"))
        .containsExactly("fhir-structure DomainResource");
  }

  @Test
  void endlessNestingEnds() {
    String start = "{\"extension\":[".repeat(200);
    assertThat(said("{\"resourceType\":\"Patient\"," + start.substring(1) + "]}".repeat(200)))
        .contains("fhir-structure Patient" + ".extension[0]".repeat(60));
  }

  @Test
  void noTextHoldsAValueOfTheResource() {
    for (Finding finding :
        ResourceChecker.ofR4()
            .check(
                JSON.readTree(
                    """
                    {"resourceType": "Patient", "Roe 1980": "Zacharias", "gender": "Zacharias",
                     "birthDate": "Zacharias", "id": "Zacharias Roe", "language": 7,
                     "generalPractitioner": [{"reference": "Zacharias/Roe"}]}
                    """))) {
      assertThat(finding.text() + finding.location()).doesNotContain("Zacharias", "Roe");
    }
    assertThat(ResourceChecker.ofR4().check(JSON.readTree("{\"resourceType\":\"Ann Roe\"}")))
        .extracting(Finding::location)
        .containsExactly("Resource");
  }

  @Test
  void containedResourcesAreCheckedAndMustBeUsed() {
    assertThat(
            said(
                """
                {"resourceType": "MedicationRequest", "status": "active", "intent": "order",
                 "medicationReference": {"reference": "#m"}, "subject": {"reference": "#m"},
                 "requester": {"reference": "#none"},
                 "contained": [{"resourceType": "Medication", "id": "m", "horse": 1},
                               {"resourceType": "Medication", "id": "n"}]}
                """))
        .containsExactlyInAnyOrder(
            "fhir-structure MedicationRequest.contained[0].horse",
            "fhir-reference MedicationRequest.subject",
            "fhir-invariant MedicationRequest.requester",
            "fhir-invariant MedicationRequest");
  }

  private static Iterable<String> said(String json) {
    JsonNode resource = JSON.readTree(json);
    return ResourceChecker.ofR4().check(resource).stream()
        .map(finding -> finding.code().id() + " " + finding.location())
        .toList();
  }

  @Test
  void findingsAreCapped() {
    String addresses = "{},".repeat(500) + "{}";
    assertThat(
            ResourceChecker.ofR4()
                .check(
                    JSON.readTree(
                        "{\"resourceType\":\"Patient\",\"address\":[" + addresses + "]}")))
        .hasSize(ResourceChecker.LIMIT)
        .allMatch(finding -> finding.code() == ProblemCode.FHIR_STRUCTURE);
  }
}
