package dev.trestle.records.read;

import dev.trestle.kernel.record.ChartSizes;
import dev.trestle.records.index.FhirTypes;
import dev.trestle.records.store.ChartStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** How much is known of Patients. Thread-safe. */
public final class ChartReader implements ChartSizes {
  /** What a clinician misses when it stands in another chart, or is misled by in a wrong one. */
  private static final List<String> CLINICAL =
      List.of(
          "AllergyIntolerance",
          "Condition",
          "DiagnosticReport",
          "DocumentReference",
          "Immunization",
          "MedicationAdministration",
          "MedicationDispense",
          "MedicationRequest",
          "MedicationStatement",
          "Observation",
          "Procedure",
          "ServiceRequest");

  private static final int VISIT = FhirTypes.number("Encounter").orElseThrow();
  private static final Integer[] TYPES =
      CLINICAL.stream().map(type -> FhirTypes.number(type).orElseThrow()).toArray(Integer[]::new);

  private final ChartStore store;

  public ChartReader(DataSource database) {
    this.store = new ChartStore(database);
  }

  @Override
  public Map<Long, Chart> of(Collection<Long> patientRids) {
    Map<Long, Chart> charts = new HashMap<>();
    store
        .sizes(patientRids, TYPES.clone(), MOST, VISIT)
        .forEach(
            (rid, size) ->
                charts.put(
                    rid,
                    new Chart(
                        size.clinical(),
                        Instant.EPOCH.plus(size.activeMicros(), ChronoUnit.MICROS))));
    return charts;
  }
}
