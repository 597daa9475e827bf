package dev.trestle.records.read;

import dev.trestle.kernel.record.PatientChanges;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.records.index.FhirTypes;
import dev.trestle.records.store.ReadStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The Patients in order of their commits. Thread-safe. */
public final class PatientReader implements PatientChanges {
  private static final int PATIENT = FhirTypes.number("Patient").orElseThrow();

  private final ReadStore store;
  private final Opener opener;

  public PatientReader(DataSource database, Sealer sealer) {
    this.store = new ReadStore(database);
    this.opener = new Opener(sealer);
  }

  @Override
  public List<PatientVersion> after(long lastUpdatedMicros, int limit) {
    List<PatientVersion> changed = new ArrayList<>();
    for (var row : store.changedAfter(PATIENT, lastUpdatedMicros, limit)) {
      Resource patient = opener.open(row);
      changed.add(
          new PatientVersion(
              patient.rid(),
              UUID.fromString(patient.id()),
              patient.lastUpdatedMicros(),
              patient.seq(),
              patient.json()));
    }
    return changed;
  }
}
