package dev.trestle.records.read;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.record.PatientChanges;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.records.index.FhirTypes;
import dev.trestle.records.store.ReadStore;
import dev.trestle.records.store.ResourceRow;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The Patients in order of their commits. Thread-safe. */
public final class PatientReader implements PatientChanges {
  private static final Logger LOG = LoggerFactory.getLogger(PatientReader.class);
  private static final String TYPE = "Patient";
  private static final int PATIENT = FhirTypes.number(TYPE).orElseThrow();

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
      changed.add(
          new PatientVersion(row.rid(), row.id(), row.lastUpdatedMicros(), row.seq(), json(row)));
    }
    return changed;
  }

  /** One that does not open must not keep all others from being followed. */
  private ObjectNode json(ResourceRow row) {
    try {
      // Version and time stand in the row; nobody compares them.
      return opener.stored(row).state().render(TYPE, row.id().toString());
    } catch (TrestleException problem) {
      if (problem.code() != ProblemCode.CIPHERTEXT_INVALID) {
        throw problem;
      }
      LOG.error("Patient {} does not open and is left out of matching", row.rid());
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
