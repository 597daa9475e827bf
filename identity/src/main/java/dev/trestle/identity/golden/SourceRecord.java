package dev.trestle.identity.golden;

import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * One Patient of a person.
 *
 * @param id of the Patient
 * @param stands whether it stands for somebody: no alias, newborn without a name or test patient
 * @param patient FHIR R4 Patient
 * @param said by the path of an element, with its place in a list: {@code name[0]}, {@code gender}
 * @param verified which of its values somebody verified
 */
public record SourceRecord(
    UUID id, boolean stands, JsonNode patient, Map<String, Said> said, Verified verified) {
  public SourceRecord {
    said = Map.copyOf(said);
  }

  Said said(String path) {
    return said.getOrDefault(path, Said.UNTOLD);
  }

  /** A merge retires a record by this. */
  boolean isCurrent() {
    return stands && patient.path("active").asBoolean(true);
  }

  @Override
  public String toString() {
    return "SourceRecord[" + id + "]";
  }
}
