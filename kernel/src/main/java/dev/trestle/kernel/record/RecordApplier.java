package dev.trestle.kernel.record;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.kernel.statement.Merge;
import dev.trestle.kernel.statement.Translation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Folds the statements of messages into the canonical resources (DESIGN §3 Apply).
 *
 * <p>One committer calls it, one batch at a time. Nothing that outlives the call changes before the
 * caller commits: after a rollback the same entries can be applied again, one by one.
 */
public interface RecordApplier {
  /**
   * Applies entries in their order within the caller's transaction, set-wise: one read and one
   * statement for each table.
   *
   * @param transaction open, auto-commit off; neither committed nor rolled back here
   * @param entries in the order in which they are to take effect
   * @param now wall clock; {@code lastUpdated} of the new versions is never before it and strictly
   *     increases over all versions of the deployment
   * @return one for each entry, in the same order
   * @throws SQLException the transaction cannot go on: roll it back
   */
  List<Applied> apply(Connection transaction, List<Entry> entries, Instant now) throws SQLException;

  /**
   * A translated journal entry.
   *
   * @param seq its journal sequence number
   * @param position its place in the order of its source: {@code seq}, or for a corrected copy the
   *     sequence number of the original
   * @param source who said it
   * @param translation what it says
   */
  record Entry(long seq, long position, SourceName source, Translation translation) {}

  /** What became of an entry. */
  enum Verdict {
    /** At least one resource has a new version. */
    APPLIED,
    /** Everything was known already. */
    UNCHANGED,
    /** Nothing of it was applied; it needs a decision. */
    REFUSED
  }

  /**
   * The effect of an entry.
   *
   * @param seq the entry
   * @param verdict how it ended
   * @param created resources with their first version
   * @param updated resources with a further version
   * @param repeated internal numbers of resources named in statements that kept their version
   * @param refusal why it was refused, else null
   * @param findings noticed while applying; those of the translation are not repeated
   * @param changes the new versions, in order of {@code lastUpdated}
   * @param merges merges of patients, with their resources found
   * @param patients the Patients it names, by which names
   */
  record Applied(
      long seq,
      Verdict verdict,
      int created,
      int updated,
      List<Long> repeated,
      @Nullable Finding refusal,
      List<Finding> findings,
      List<Change> changes,
      List<PatientMerge> merges,
      List<PatientNames> patients) {
    public Applied {
      repeated = List.copyOf(repeated);
      findings = List.copyOf(findings);
      changes = List.copyOf(changes);
      merges = List.copyOf(merges);
      patients = List.copyOf(patients);
    }

    /** How many resources kept their version. */
    public int unchanged() {
      return repeated.size();
    }

    /** The same effect with more noticed, or counted as another one. */
    public Applied with(Verdict other, List<Finding> noticed) {
      return new Applied(
          seq, other, created, updated, repeated, refusal, noticed, changes, merges, patients);
    }
  }

  /**
   * A new version of a resource.
   *
   * @param type FHIR type
   * @param id logical id
   * @param rid internal number
   * @param patientRid the Patient it belongs to (itself for a Patient), or 0
   * @param version counted from 1
   * @param lastUpdatedMicros {@code meta.lastUpdated}, microseconds since 1970-01-01T00:00Z
   */
  record Change(
      String type, String id, long rid, long patientRid, int version, long lastUpdatedMicros) {}

  /**
   * A merge as the source decided it, by internal numbers: whoever keeps the links acts on it.
   *
   * @param survivorRid Patient that goes on
   * @param retiredRid Patient whose identifiers retire; of a link the second of the two
   * @param timeMicros statement time
   * @param word what the source says of them
   */
  record PatientMerge(long survivorRid, long retiredRid, long timeMicros, Merge.Word word) {
    /** A merge. */
    public PatientMerge(long survivorRid, long retiredRid, long timeMicros) {
      this(survivorRid, retiredRid, timeMicros, Merge.Word.MERGED);
    }
  }

  /**
   * A Patient as an entry names it.
   *
   * @param rid internal number
   * @param names keyed hashes of its identifiers in this entry, best first
   * @param joined those among them that lead to it from this entry on, beyond the one it got its id
   *     from: an identifier joined a source record
   */
  record PatientNames(long rid, List<UUID> names, List<UUID> joined) {
    public PatientNames {
      names = List.copyOf(names);
      joined = List.copyOf(joined);
    }
  }
}
