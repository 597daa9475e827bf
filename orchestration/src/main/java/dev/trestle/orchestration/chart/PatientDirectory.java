package dev.trestle.orchestration.chart;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Who the patients of messages are, as far as the record knows them. */
public interface PatientDirectory {
  /** The internal numbers of the Patients that these names lead to; unknown names are left out. */
  Map<UUID, Long> patients(Collection<UUID> names);

  /**
   * Patients under whose number messages came that may be about another person, with how many they
   * were.
   *
   * @param most at most so many Patients
   */
  Map<Long, Integer> doubtful(int most);

  /** For each Patient all that are the same person, itself among them. */
  Map<Long, Set<Long>> linked(Collection<Long> patientRids);
}
