package dev.trestle.records.read;

import dev.trestle.records.index.FhirTypes;
import dev.trestle.records.store.ReadStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Finds Patients by the hashes of their names. Thread-safe. */
public final class PatientLookup {
  private static final int PATIENT = FhirTypes.number("Patient").orElseThrow();
  private final ReadStore store;

  public PatientLookup(DataSource database) {
    this.store = new ReadStore(database);
  }

  /** The internal numbers behind these names; a name that nobody has is left out. */
  public Map<UUID, Long> byName(Collection<UUID> names) {
    return names.isEmpty() ? Map.of() : store.byName(PATIENT, names);
  }

  /** All names of a Patient, by which the journal orders its messages. */
  public List<UUID> names(long rid) {
    return store.names(rid);
  }
}
