package dev.trestle.records.search;

import java.util.Set;

/** The Patients that are the same person, so that a search by one finds what belongs to all. */
@FunctionalInterface
public interface LinkedPatients {
  /** Nobody is linked. */
  LinkedPatients NONE = Set::of;

  /**
   * The internal numbers of the Patients linked with this one, itself among them.
   *
   * @param patientRid internal number of a Patient
   */
  Set<Long> with(long patientRid);
}
