package dev.trestle.app.security;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who did what.
 *
 * @param at when
 * @param actor name of the token; {@code trestle} for what no person asked for
 * @param action FHIR interaction or operation: {@code read}, {@code search-type}, {@code
 *     token-create}
 * @param outcome 0 success, 4 refused, 8 failed
 * @param type FHIR type, or {@link #ENTRY}
 * @param target id of the resource, or of the journal entry
 * @param patients ids of the patients whose data was in the answer
 * @param detail the query as asked; sealed before it is stored
 */
public record AuditEvent(
    Instant at,
    String actor,
    String action,
    int outcome,
    Optional<String> type,
    Optional<UUID> target,
    List<UUID> patients,
    Optional<String> detail) {
  /** Type of a target that is an entry of the journal. */
  public static final String ENTRY = "journal-entry";

  public AuditEvent {
    patients = List.copyOf(patients);
  }

  /** Something that Trestle did by itself. */
  public static AuditEvent ofTrestle(Instant at, String action, String detail) {
    return new AuditEvent(
        at,
        "trestle",
        action,
        0,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.of(detail));
  }

  @Override
  public String toString() {
    return "AuditEvent[" + action + ", " + outcome + "]";
  }
}
