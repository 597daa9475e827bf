package dev.trestle.app.security;

import dev.trestle.kernel.sealing.Sealer;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Appends audit events. */
final class AuditStore {
  static final String SEALED = "audit_event";
  static final byte[] PLACE = {};
  private final Jdbi jdbi;
  private final Sealer sealer;

  AuditStore(DataSource database, Sealer sealer) {
    this.jdbi = Jdbi.create(database);
    this.sealer = sealer;
  }

  void append(List<AuditEvent> events) {
    jdbi.useTransaction(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  """
                  insert into audit_event (at, actor, action, outcome, type, target, patients, detail)
                  values (:at, :actor, :action, :outcome, :type, :target, :patients, :detail)
                  """);
          for (AuditEvent event : events) {
            batch
                .bind("at", event.at().atOffset(ZoneOffset.UTC))
                .bind("actor", event.actor())
                .bind("action", event.action())
                .bind("outcome", event.outcome())
                .bindArray("patients", UUID.class, event.patients());
            // An absent value must name its type: the driver cannot guess it in a batch.
            event
                .type()
                .ifPresentOrElse(
                    type -> batch.bind("type", type), () -> batch.bindNull("type", Types.VARCHAR));
            event
                .target()
                .ifPresentOrElse(
                    id -> batch.bind("target", id), () -> batch.bindNull("target", Types.OTHER));
            event
                .detail()
                .ifPresentOrElse(
                    text -> batch.bind("detail", seal(text)),
                    () -> batch.bindNull("detail", Types.BINARY));
            batch.add();
          }
          batch.execute();
        });
  }

  private byte[] seal(String detail) {
    return sealer.seal(SEALED, PLACE, detail.getBytes(StandardCharsets.UTF_8));
  }
}
