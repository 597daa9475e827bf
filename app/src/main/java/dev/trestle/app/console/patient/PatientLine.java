package dev.trestle.app.console.patient;

import dev.trestle.records.read.Resource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A Patient in one line; patient data.
 *
 * @param id logical id
 * @param name current names, family first
 * @param born birth date as far as it is known
 * @param gender administrative
 * @param identifiers {@code number (system)}
 * @param address the first one
 */
record PatientLine(
    String id,
    String name,
    String born,
    String gender,
    List<String> identifiers,
    String address,
    int version) {
  /** Several, the eldest first. */
  static List<PatientLine> of(Collection<Resource> patients) {
    return patients.stream()
        .sorted(Comparator.comparingLong(Resource::rid))
        .map(PatientLine::of)
        .toList();
  }

  static PatientLine of(Resource patient) {
    JsonNode json = patient.json();
    return new PatientLine(
        patient.id(),
        names(json),
        json.path("birthDate").asString(""),
        json.path("gender").asString(""),
        texts(json, "identifier").toList(),
        PatientText.address(json.path("address").path(0)),
        patient.version());
  }

  private static String names(JsonNode json) {
    String names = texts(json, "name").collect(Collectors.joining("; "));
    return names.isEmpty() ? "no name" : names;
  }

  private static Stream<String> texts(JsonNode json, String element) {
    return json.path(element).valueStream().map(one -> PatientText.of(element, one));
  }

  @Override
  public String toString() {
    return "PatientLine[" + id + "]";
  }
}
