package dev.trestle.semantics.validation.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.SiteProfiles;
import dev.trestle.semantics.validation.ResourceChecker;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What profiles find, and what is wrong with them. */
class ProfileSetTest {
  private static final ProfileSet MERCY = ProfileSet.of(MercyProfiles.files());

  @Test
  void whatIsAsItsProfileAsksIsNotTold() {
    assertThat(MERCY.mistakes()).isEmpty();
    assertThat(found("MercyChild", MercyProfiles.PATIENT, "", "")).isEmpty();
    assertThat(found("MercyLab", MercyProfiles.LAB, "", "")).isEmpty();
    assertThat(found("MercyVisit", MercyProfiles.VISIT, "", "")).isEmpty();
    // A profile of another type has nothing to say.
    assertThat(found("MercyLab", MercyProfiles.VISIT, "", "")).isEmpty();
  }

  @Test
  void cardinalityIsTold() {
    assertThat(found("MercyPatient", MercyProfiles.PATIENT, "\"gender\": \"female\",", ""))
        .containsExactly("Patient.gender The profile MercyPatient needs this element.");
    assertThat(
            found(
                "MercyPatient",
                MercyProfiles.PATIENT,
                "\"family\": \"Roe\", \"given\"",
                "\"given\""))
        .containsExactly("Patient.name[0].family The profile MercyPatient needs this element.");
    assertThat(found("MercyPatient", MercyProfiles.PATIENT, "\"4711\"", "\"123456789\""))
        .containsExactly(
            "Patient.identifier[0].value The profile MercyPatient allows 8 characters, and there are"
                + " more.");
    assertThat(found("MercyChild", MercyProfiles.PATIENT, "\"birthDate\": \"1980-02-20\",", ""))
        .containsExactly("Patient.birthDate The profile MercyChild needs this element.");
    // What the profile that it builds on asks for, it asks for too.
    assertThat(found("MercyChild", MercyProfiles.PATIENT, "\"gender\": \"female\",", ""))
        .containsExactly("Patient.gender The profile MercyChild needs this element.");
  }

  @Test
  void slicesAreTold() {
    assertThat(found("MercyPatient", MercyProfiles.PATIENT, "urn:mercy:mrn", "urn:else"))
        .containsExactly(
            "Patient.identifier The profile MercyPatient needs a value of the slice mrn.");
    assertThat(found("MercyPatient", MercyProfiles.PATIENT, "urn:other", "urn:mercy:mrn"))
        .containsExactly(
            "Patient.identifier The profile MercyPatient allows 1 here of the slice mrn, and there are"
                + " more.");
    assertThat(found("MercyPatient", MercyProfiles.PATIENT, "\"email\"", "\"pager\""))
        .containsExactly(
            "Patient.telecom[1] The profile MercyPatient allows no value here that is of none of its"
                + " slices.");
    assertThat(found("MercyLab", MercyProfiles.LAB, "\"unit\": \"mg/dL\",", ""))
        .containsExactly("Observation.value.unit The profile MercyLab needs this element.");
    assertThat(found("MercyPatient", MercyProfiles.PATIENT, "\"kind\"", "\"sort\""))
        .containsExactly(
            "Patient.extension[0].extension The profile MercyPatient needs a value of the slice"
                + " kind.");
  }

  @Test
  void valuesAreTold() {
    assertThat(found("MercyLab", MercyProfiles.LAB, "\"final\"", "\"amended\""))
        .containsExactly(
            "Observation.status The profile MercyLab asks for a code of the value set lab-status, and"
                + " there is none.");
    assertThat(found("MercyPatient", MercyProfiles.PATIENT, "\"code\": \"M\"", "\"code\": \"D\""))
        .containsExactly(
            "Patient.maritalStatus The profile MercyPatient asks for a code of the value set marital,"
                + " and there is none.");
    assertThat(found("MercyLab", MercyProfiles.LAB, "effectiveDateTime", "effectiveInstant"))
        .containsExactly(
            "Observation.effective The profile MercyLab does not allow this type of value.");
    assertThat(found("MercyPatient", MercyProfiles.PATIENT, "\"work\"", "\"home\""))
        .containsExactly(
            "Patient.telecom[1].use The profile MercyPatient allows one value here, and this is"
                + " another one.");
    assertThat(found("MercyVisit", MercyProfiles.VISIT, "v3-ActCode", "v3-Else"))
        .containsExactly(
            "Encounter.class The profile MercyVisit asks for a pattern that the value does not have.");
    assertThat(found("MercyVisit", MercyProfiles.VISIT, "window-left", "roof"))
        .containsExactly(
            "Encounter.location[0].extension[0].value The profile MercyVisit asks for a code of the"
                + " value set beds, and there is none.");
    assertThat(found("MercyPatient", MercyProfiles.PATIENT, "Practitioner/1", "Organization/1"))
        .containsExactly(
            "Patient.generalPractitioner[0] The profile MercyPatient allows no reference to"
                + " Organization here.");
  }

  @Test
  void whatAnotherMessageMayAddIsNotCertain() {
    assertThat(certain("MercyPatient", MercyProfiles.PATIENT, "\"gender\": \"female\",", ""))
        .isEqualTo(false);
    assertThat(certain("MercyVisit", MercyProfiles.VISIT, "\"start\": ", "\"end\": "))
        .isEqualTo(false);
    assertThat(certain("MercyPatient", MercyProfiles.PATIENT, "urn:mercy:mrn", "urn:else"))
        .isEqualTo(false);
    assertThat(
            certain(
                "MercyPatient", MercyProfiles.PATIENT, "\"value\": \"4711\"", "\"use\": \"old\""))
        .isEqualTo(true);
    assertThat(certain("MercyLab", MercyProfiles.LAB, "\"final\"", "\"amended\"")).isEqualTo(true);
  }

  @Test
  void whatIsNotCheckedIsListed() {
    assertThat(MERCY.unchecked(List.of(MercyProfiles.BASE + "MercyChild")))
        .extracting(ProfileRemark::text)
        .contains(
            "not checked of MercyPatient: invariant mp-1 (Patient)",
            "not checked of MercyPatient: extensible bindings (Patient.communication.language)");
    assertThat(
            unchecked(
                "{\"id\": \"Patient.gender\", \"path\": \"Patient.gender\","
                    + " \"binding\": {\"strength\": \"required\", \"valueSet\": \"urn:vs:gone\"}}"))
        .containsExactly(
            "not checked of x: codes of Patient.gender (the value set urn:vs:gone is not in"
                + " profiles/)");
    assertThat(
            unchecked(
                "{\"path\": \"Patient.link\", \"slicing\": {\"rules\": \"open\", \"discriminator\":"
                    + " [{\"type\": \"profile\", \"path\": \"other.resolve()\"}]}},"
                    + " {\"path\": \"Patient.link\", \"sliceName\": \"a\", \"min\": 1}"))
        .containsExactly(
            "not checked of x: slices of Patient.link (told apart by profile of other.resolve())");
  }

  /** Guides name the value of a primitive element where they add an extension to it. */
  @Test
  void theValueOfAPrimitiveElementIsNoMistake() {
    String value =
        "{\"path\": \"Patient.birthDate\"}, {\"path\": \"Patient.birthDate.value\", \"min\": 0REST}";
    assertThat(unchecked(value.replace("REST", ""))).isEmpty();
    assertThat(unchecked(value.replace("REST", ", \"maxLength\": 4")))
        .containsExactly("not checked of x: what is asked of the value of Patient.birthDate");
    assertThat(unchecked(value.replace("0REST", "1")))
        .containsExactly("not checked of x: what is asked of the value of Patient.birthDate");
    assertThat(mistakes(profile("Patient", "{\"path\": \"Patient.name.value\"}")))
        .containsExactly("profiles/x.json:5 FHIR R4 has no element `value` in `Patient.name`");
  }

  @Test
  void mistakesHaveTheirPlace() {
    assertThat(mistakes("{\n \"resourceType\": "))
        .containsExactly("profiles/x.json:2 this is not JSON that can be read");
    assertThat(mistakes("{}")).singleElement().asString().contains("`resourceType` is missing");
    assertThat(mistakes(profile("Patience", "")))
        .singleElement()
        .asString()
        .contains("`type` is no type of FHIR R4");
    assertThat(mistakes(profile("Patient", "{\"path\": \"Patient.horse\"}")))
        .containsExactly("profiles/x.json:5 FHIR R4 has no element `horse` in `Patient`");
    assertThat(mistakes(profile("Patient", "{\"path\": \"Observation.code\"}")))
        .singleElement()
        .asString()
        .contains("does not begin with `Patient.`");
    assertThat(mistakes(profile("Patient", "{\"path\": \"Patient.gender\", \"min\": 2}")))
        .containsExactly("profiles/x.json:5 `min` is greater than FHIR R4 allows (1)");
    assertThat(
            mistakes(
                profile("Patient", "{\"path\": \"Patient.name\", \"min\": 2, \"max\": \"1\"}")))
        .singleElement()
        .asString()
        .contains("no resource can have that");
    assertThat(
            mistakes(
                profile(
                    "Patient",
                    "{\"path\": \"Patient.name.family\", \"id\": \"Patient.name:old.family\"}")))
        .singleElement()
        .asString()
        .contains("a differential has to name the slice");
    assertThat(mistakes(profile("Patient", "").replace("StructureDefinition/Patient", "gone")))
        .singleElement()
        .asString()
        .contains("`baseDefinition` is not in profiles/");
    assertThat(
            mistakes(
                profile("Patient", "")
                    .replace("http://hl7.org/fhir/StructureDefinition/Patient", "urn:x")))
        .anyMatch(each -> each.contains("builds on itself"));
    assertThat(mistakes(profile("Patient", "").replace("4.0.1", "5.0.0")))
        .containsExactly(
            "profiles/x.json:3 `fhirVersion` is not 4.0.1: take the package for FHIR R4");
  }

  @Test
  void valueSetsThatIncludeEachOtherAreAMistake() {
    String set =
        "{\"resourceType\": \"ValueSet\", \"url\": \"urn:a\", \"compose\": {\"include\":"
            + " [{\"valueSet\": [\"urn:a\"]}]}}";
    String element =
        "{\"path\": \"Patient.language\", \"binding\": {\"strength\": \"required\", \"valueSet\":"
            + " \"urn:a\"}}";
    assertThat(mistakes(profile("Patient", element), set))
        .singleElement()
        .asString()
        .contains("includes itself");
  }

  @Test
  void deepJsonIsAFindingAndNoCrash() {
    assertThat(mistakes("[".repeat(100_000))).hasSize(1);
  }

  private static String profile(String type, String element) {
    return """
        {"resourceType": "StructureDefinition", "url": "urn:x", "name": "x", "derivation": "constraint",
         "type": "TYPE",
         "fhirVersion": "4.0.1",
         "baseDefinition": "http://hl7.org/fhir/StructureDefinition/TYPE", "differential": {"element": [
          ELEMENTS]}}
        """
        .replace("TYPE", type)
        .replace("ELEMENTS", element.isEmpty() ? "{\"path\": \"" + type + "\"}" : element);
  }

  private static List<String> mistakes(String... files) {
    return set(files).mistakes().stream()
        .map(each -> each.file() + ":" + each.line() + " " + each.text())
        .toList();
  }

  private static List<String> unchecked(String elements) {
    ProfileSet set = set(profile("Patient", elements));
    assertThat(set.mistakes()).isEmpty();
    return set.unchecked(List.of("urn:x")).stream().map(ProfileRemark::text).toList();
  }

  private static ProfileSet set(String... files) {
    List<SiteMapping.Text> texts = new java.util.ArrayList<>();
    for (String file : files) {
      texts.add(
          new SiteMapping.Text(texts.isEmpty() ? "profiles/x.json" : "profiles/y.json", file));
    }
    return ProfileSet.of(new SiteProfiles(texts));
  }

  private static List<String> found(String profile, String json, String old, String other) {
    return check(profile, json, old, other).stream()
        .map(each -> each.finding().location() + " " + each.finding().text())
        .toList();
  }

  private static boolean certain(String profile, String json, String old, String other) {
    List<Deviation> all = check(profile, json, old, other);
    assertThat(all).hasSize(1);
    assertThat(all.get(0).finding().code()).isEqualTo(ProblemCode.FHIR_PROFILE);
    return all.get(0).certain();
  }

  private static List<Deviation> check(String profile, String json, String old, String other) {
    assertThat(json).contains(old);
    ObjectNode resource = MercyProfiles.read(json.replace(old, other));
    return MERCY.check(List.of(MercyProfiles.BASE + profile), resource, ResourceChecker::typeIn);
  }
}
