package dev.trestle.app.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An event with its detail opened: can be patient data.
 *
 * @param id UUID version 7; the order of ids is the order of time
 * @param outcome 0 success, 4 refused, 8 failed
 * @param detail what was asked or decided; empty when there is none
 */
public record AuditRecord(
    UUID id,
    Instant at,
    String actor,
    String action,
    int outcome,
    Optional<String> type,
    Optional<UUID> target,
    List<UUID> patients,
    Optional<String> detail) {
  public AuditRecord {
    patients = List.copyOf(patients);
  }

  @Override
  public String toString() {
    return "AuditRecord[" + id + "]";
  }
}
