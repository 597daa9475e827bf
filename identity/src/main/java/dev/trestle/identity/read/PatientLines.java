package dev.trestle.identity.read;

import dev.trestle.identity.people.Attribute;
import dev.trestle.identity.people.Person;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Patients of a FHIR bulk export: one in a line. The id is {@code Patient.id}. */
final class PatientLines implements PeopleSource {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SSN = "http://hl7.org/fhir/sid/us-ssn";
  private static final String MOTHER =
      "http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName";

  private final Path file;

  PatientLines(Path file) {
    this.file = file;
  }

  @Override
  public void read(Findings findings, Sink sink) throws IOException {
    // Bytes that are no UTF-8 become question marks in a box; a name with one still compares.
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      long number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        String text = line.startsWith("\ufeff") ? line.substring(1) : line;
        if (!text.isBlank()) {
          read(number, text, findings, sink);
        }
      }
    }
  }

  private static void read(long number, String line, Findings findings, Sink sink) {
    JsonNode patient;
    try {
      patient = JSON.readTree(line);
    } catch (JacksonException notJson) {
      findings.error(number, "is not JSON; each line is one Patient");
      return;
    }
    String type = patient.path("resourceType").asString("");
    if (type.equals("Patient")) {
      sink.person(number, person(patient), "");
    } else {
      findings.warning(number, "is not a Patient and is left out");
    }
  }

  private static Person person(JsonNode patient) {
    Person person = new Person(patient.path("id").asString("").strip());
    for (JsonNode name : patient.path("name")) {
      List<String> given = texts(name.path("given"));
      person.add(
          new Person.Name(
              name.path("family").asString(""),
              given.isEmpty() ? "" : given.get(0),
              given.isEmpty() ? "" : String.join(" ", given.subList(1, given.size())),
              name.path("suffix").path(0).asString("")));
    }
    person.add(Attribute.BIRTH_DATE, "", patient.path("birthDate").asString(""));
    person.add(Attribute.GENDER, "", patient.path("gender").asString(""));
    for (JsonNode identifier : patient.path("identifier")) {
      String system = identifier.path("system").asString("");
      Attribute attribute = system.equals(SSN) ? Attribute.SSN : Attribute.IDENTIFIER;
      person.add(attribute, system, identifier.path("value").asString(""));
    }
    for (JsonNode address : patient.path("address")) {
      person.add(
          new Person.Address(
              String.join(" ", texts(address.path("line"))),
              address.path("city").asString(""),
              address.path("state").asString(""),
              address.path("postalCode").asString("")));
    }
    for (JsonNode contact : patient.path("telecom")) {
      boolean email = contact.path("system").asString("").equals("email");
      person.add(email ? Attribute.EMAIL : Attribute.PHONE, "", contact.path("value").asString(""));
    }
    for (JsonNode extension : patient.path("extension")) {
      if (extension.path("url").asString("").equals(MOTHER)) {
        person.add(Attribute.MOTHER_FAMILY, "", extension.path("valueString").asString(""));
      }
    }
    return person;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asString("")));
    return texts;
  }
}
