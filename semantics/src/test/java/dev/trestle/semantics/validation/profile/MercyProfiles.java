package dev.trestle.semantics.validation.profile;

import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.SiteProfiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The profiles of the tests, and resources that are as they ask. */
final class MercyProfiles {
  static final String BASE = "http://mercy.example/fhir/StructureDefinition/";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static final String PATIENT =
      """
      {"resourceType": "Patient",
       "extension": [{"url": "http://mercy.example/fhir/StructureDefinition/MercyOrigin",
         "extension": [{"url": "kind", "valueCoding": {"system": "urn:mercy:kind", "code": "a"}},
                       {"url": "text", "valueString": "from here"}]}],
       "identifier": [{"system": "urn:mercy:mrn", "value": "4711"}, {"system": "urn:other", "value": "1"}],
       "name": [{"family": "Roe", "given": ["Ann"]}],
       "telecom": [{"system": "phone", "value": "555"}, {"system": "email", "value": "a@b.example", "use": "work"}],
       "gender": "female", "birthDate": "1980-02-20", "deceasedBoolean": false, "multipleBirthInteger": 2,
       "maritalStatus": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus", "code": "M"}]},
       "contact": [{"name": {"family": "Roe"}}],
       "generalPractitioner": [{"reference": "Practitioner/1"}]}
      """;
  static final String LAB =
      """
      {"resourceType": "Observation", "status": "final",
       "category": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "laboratory", "display": "Laboratory"}]}, {"text": "other"}],
       "code": {"coding": [{"system": "http://loinc.org", "code": "2345-7"}]},
       "subject": {"reference": "Patient/1"}, "effectiveDateTime": "2024-01-01",
       "performer": [{"reference": "Practitioner/1"}],
       "valueQuantity": {"value": 5.1, "unit": "mg/dL", "system": "http://unitsofmeasure.org", "code": "mg/dL"},
       "interpretation": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "code": "H"}]}],
       "component": [{"code": {"coding": [{"system": "http://loinc.org", "code": "8480-6"}]}, "valueQuantity": {"value": 120}},
                     {"code": {"coding": [{"system": "http://loinc.org", "code": "8462-4"}]}}]}
      """;
  static final String VISIT =
      """
      {"resourceType": "Encounter", "status": "in-progress",
       "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "IMP"},
       "type": [{"coding": [{"system": "http://mercy.example/fhir/CodeSystem/visits", "code": "short"}]}],
       "participant": [{"type": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "ATND"}]}],
                        "individual": {"reference": "Practitioner/1"}},
                       {"individual": {"reference": "Practitioner/2"}}],
       "period": {"start": "2024-01-01"},
       "location": [{"location": {"reference": "Location/1", "display": "W 1"},
         "extension": [{"url": "http://mercy.example/fhir/StructureDefinition/MercyBed", "valueCode": "window-left"}]}]}
      """;

  private MercyProfiles() {}

  static SiteProfiles files() {
    List<SiteMapping.Text> texts = new ArrayList<>();
    try (Stream<Path> walk = Files.list(Path.of("src/test/resources/profiles"))) {
      for (Path file : walk.sorted().toList()) {
        texts.add(new SiteMapping.Text("profiles/" + file.getFileName(), Files.readString(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SiteProfiles(texts);
  }

  static ObjectNode read(String json) {
    return (ObjectNode) JSON.readTree(json);
  }
}
