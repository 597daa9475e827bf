package dev.trestle.kernel.record;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** How much is known of Patients, for whoever decides what to look at first. No patient data. */
public interface ChartSizes {
  /** More is not counted. */
  int MOST = 200;

  /** Of those that there are, by internal number. */
  Map<Long, Chart> of(Collection<Long> patientRids);

  /**
   * A Patient's chart.
   *
   * @param clinical resources with findings, diagnoses, allergies, medications and the like, up to
   *     {@link #MOST}
   * @param lastActive when the Patient changed or was seen last
   */
  record Chart(int clinical, Instant lastActive) {
    public static final Chart EMPTY = new Chart(0, Instant.EPOCH);
  }
}
