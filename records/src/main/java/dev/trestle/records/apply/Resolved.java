package dev.trestle.records.apply;

import java.util.List;
import java.util.UUID;

/**
 * A key's resource.
 *
 * @param type FHIR type
 * @param rid internal number; that of a new resource counts only if the entry is accepted
 * @param id logical id
 * @param patientRid its Patient, itself for a Patient, 0 for none
 * @param isNew whether there is none yet
 * @param newNames names that lead there from now on
 */
record Resolved(
    String type, long rid, UUID id, long patientRid, boolean isNew, List<UUID> newNames) {
  String reference() {
    return type + "/" + id;
  }

  /** The same, of another Patient. */
  Resolved of(long patient) {
    return new Resolved(type, rid, id, patient, isNew, newNames);
  }
}
