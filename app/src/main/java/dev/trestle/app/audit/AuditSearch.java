package dev.trestle.app.audit;

import dev.trestle.app.security.AuditDetail;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.orchestration.journal.SqlFailures;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Finds events, newest first. Who may open their details is up to the caller. */
public final class AuditSearch {
  private static final String SEARCH = "The audit could not be searched";
  private final Jdbi jdbi;
  private final Sealer sealer;

  public AuditSearch(DataSource database, Sealer sealer) {
    this.jdbi = Jdbi.create(database);
    this.sealer = sealer;
  }

  /** A page; the next one is {@code after} its last event. */
  public List<AuditRecord> find(AuditQuery query) {
    return SqlFailures.guarded(
        SEARCH,
        () ->
            jdbi.withHandle(handle -> AuditSearchStore.find(handle, query)).stream()
                .map(this::open)
                .toList());
  }

  /** One event. */
  public Optional<AuditRecord> event(UUID id) {
    return SqlFailures.guarded(
            SEARCH, () -> jdbi.withHandle(handle -> AuditSearchStore.event(handle, id)))
        .map(this::open);
  }

  /** The number of the block that an event is sealed in. */
  public Optional<Long> blockOf(UUID id) {
    return SqlFailures.guarded(
        SEARCH, () -> jdbi.withHandle(handle -> AuditSearchStore.blockOf(handle, id)));
  }

  AuditRecord open(StoredEvent event) {
    UUID id = Objects.requireNonNull(event.event(), "events without id are not searched");
    List<UUID> patients = event.patients();
    byte[] detail = event.detail();
    return new AuditRecord(
        id,
        event.at(),
        event.actor(),
        event.action(),
        event.outcome(),
        Optional.ofNullable(event.type()),
        Optional.ofNullable(event.target()),
        patients == null ? List.of() : patients,
        detail == null ? Optional.empty() : Optional.of(AuditDetail.open(sealer, id, detail)));
  }
}
