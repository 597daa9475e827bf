package dev.trestle.semantics.mapping.run;

import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.identifier.ScopedIdentifier;
import dev.trestle.semantics.mapping.convert.Feed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The key of a patient: the identifiers of the field that can name a record, best first. First
 * those of the source's authorities in its order, then other listed ones, then medical record
 * numbers, then what else there is. Numbers of a person (social security, driver's licence,
 * insurance) or of a visit (account) name no record and are never aliases (DESIGN §4 Scope).
 */
final class PatientNames {
  private static final int NOT_PREFERRED = 1_000;
  private static final int LISTED = NOT_PREFERRED;
  private static final int RECORD_NUMBER = NOT_PREFERRED + 1;
  private static final int OTHER = NOT_PREFERRED + 2;

  /** Types of HL7 table 0203 that do not name a record of one health system. */
  private static final Set<String> NO_NAME =
      Set.of(
          "SS", "SB", "DL", "PPN", "MC", "MA", "MB", "HC", "NIIP", "SN", "AN", "VN", "ANON", "AM",
          "BC", "CC", "DR", "TAX", "EN", "RRI", "WC", "NI", "NNUSA", "MCN", "MI", "VS");

  private PatientNames() {}

  /** One identifier and how good a name it is. */
  private record Candidate(ScopedIdentifier identifier, int rank) {}

  /** The key of the patient in a CX field, or null when none of its identifiers names a record. */
  static @Nullable ResourceKey key(Segment segment, int field, Feed feed) {
    List<Candidate> candidates = new ArrayList<>(2);
    for (int i = 1; i <= segment.repetitions(field); i++) {
      String value = segment.text(field, i, 1, 0).strip();
      String type = segment.text(field, i, 5, 0).strip();
      if (value.isEmpty() || NO_NAME.contains(type)) {
        continue;
      }
      ScopedIdentifier identifier =
          feed.resolve(value, segment.text(field, i, 4, 1), segment.text(field, i, 4, 2));
      candidates.add(new Candidate(identifier, rank(identifier, type, feed)));
    }
    if (candidates.isEmpty()) {
      return null;
    }
    // A stable sort: what ranks alike stays in the order sent.
    candidates.sort(Comparator.comparingInt(Candidate::rank));
    String scope = candidates.get(0).identifier().scope();
    List<BusinessKey> names = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      ScopedIdentifier identifier = candidate.identifier();
      BusinessKey name =
          new BusinessKey(BusinessKey.PATIENT, identifier.authority(), identifier.value());
      if (identifier.scope().equals(scope) && !names.contains(name)) {
        names.add(name);
      }
    }
    return new ResourceKey("Patient", scope, null, names);
  }

  private static int rank(ScopedIdentifier identifier, String type, Feed feed) {
    int preferred = feed.source().patientAuthorities().indexOf(identifier.authority());
    if (preferred >= 0) {
      return Math.min(preferred, NOT_PREFERRED - 1);
    }
    if (identifier.listed() != null) {
      return LISTED;
    }
    return type.equals("MR") ? RECORD_NUMBER : OTHER;
  }
}
