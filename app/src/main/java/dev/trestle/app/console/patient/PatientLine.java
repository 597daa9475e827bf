package dev.trestle.app.console.patient;

import dev.trestle.records.read.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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
  static PatientLine of(Resource patient) {
    JsonNode json = patient.json();
    return new PatientLine(
        patient.id(),
        names(json),
        json.path("birthDate").asString(""),
        json.path("gender").asString(""),
        identifiers(json),
        address(json),
        patient.version());
  }

  private static String names(JsonNode json) {
    List<String> names = new ArrayList<>();
    for (JsonNode name : json.path("name")) {
      List<String> given = new ArrayList<>();
      name.path("given").forEach(one -> given.add(one.asString("")));
      names.add(name.path("family").asString("") + ", " + String.join(" ", given));
    }
    return names.isEmpty() ? "no name" : String.join("; ", names);
  }

  private static List<String> identifiers(JsonNode json) {
    List<String> all = new ArrayList<>();
    for (JsonNode one : json.path("identifier")) {
      String system = one.path("system").asString("");
      all.add(
          one.path("value").asString("")
              + (system.isEmpty() ? "" : " (" + shortened(system) + ")"));
    }
    return all;
  }

  private static String shortened(String system) {
    return system.substring(Math.max(system.lastIndexOf('/'), system.lastIndexOf(':')) + 1);
  }

  private static String address(JsonNode json) {
    JsonNode first = json.path("address").path(0);
    List<String> parts = new ArrayList<>();
    first.path("line").forEach(line -> parts.add(line.asString("")));
    for (String name : List.of("city", "state", "postalCode")) {
      parts.add(first.path(name).asString(""));
    }
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return "PatientLine[" + id + "]";
  }
}
