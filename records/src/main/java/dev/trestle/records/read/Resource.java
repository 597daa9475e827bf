package dev.trestle.records.read;

import tools.jackson.databind.node.ObjectNode;

/**
 * One version of a resource.
 *
 * @param type FHIR type
 * @param id logical id
 * @param version {@code meta.versionId}, counted from 1
 * @param lastUpdatedMicros {@code meta.lastUpdated}
 * @param rid internal number
 * @param patientRid the Patient it belongs to (itself for a Patient), or 0
 * @param seq journal entry that made this version
 * @param json the resource with {@code meta}; the caller's own copy
 */
public record Resource(
    String type,
    String id,
    int version,
    long lastUpdatedMicros,
    long rid,
    long patientRid,
    long seq,
    ObjectNode json) {
  @Override
  public String toString() {
    return "Resource[" + type + ", version " + version + "]";
  }
}
