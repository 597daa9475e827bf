package dev.trestle.kernel.record;

import dev.trestle.kernel.problem.TrestleException;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Patients in the order in which they were committed, for whoever works out who is the same
 * person. {@code lastUpdated} strictly increases over all versions of a deployment and is given out
 * under a lock that is held to the commit: whoever has seen a time has seen everything before it.
 */
public interface PatientChanges {
  /**
   * The Patients whose current version is later than a time, in order of it. One that changes again
   * meanwhile moves to the end; every version that lasts is seen.
   *
   * @param lastUpdatedMicros as in {@link PatientVersion}; 0 for the first
   * @param limit at most this many
   * @throws TrestleException DATABASE_UNAVAILABLE
   */
  List<PatientVersion> after(long lastUpdatedMicros, int limit);

  /**
   * A current version.
   *
   * @param rid internal number
   * @param id logical id
   * @param lastUpdatedMicros microseconds since 1970-01-01T00:00Z
   * @param seq journal entry that made it
   * @param json FHIR R4 Patient, patient data; empty when the stored body does not open
   */
  record PatientVersion(long rid, UUID id, long lastUpdatedMicros, long seq, ObjectNode json) {
    @Override
    public String toString() {
      return "PatientVersion[" + rid + "]";
    }
  }
}
