package dev.trestle.app.security;

import dev.trestle.kernel.sealing.Sealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Appends audit events; writing one again adds nothing. */
final class AuditStore {
  static final String SEALED = "audit_event";
  private static final int ID_BYTES = 16;
  private final Jdbi jdbi;
  private final Sealer sealer;

  AuditStore(DataSource database, Sealer sealer) {
    this.jdbi = Jdbi.create(database);
    this.sealer = sealer;
  }

  /**
   * An event with its id, which it has before it is sealed: a detail opens in no other row.
   *
   * @param id UUID version 7
   */
  record Identified(UUID id, AuditEvent event) {}

  void append(List<Identified> events) {
    jdbi.useTransaction(handle -> append(handle, events));
  }

  /** In the caller's transaction. */
  void append(Handle handle, List<Identified> events) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
                  insert into audit_event
                         (event, at, actor, action, outcome, type, target, patients, detail)
                  values (:event, :at, :actor, :action, :outcome, :type, :target, :patients, :detail)
                  on conflict (event) do nothing
                  """);
    for (Identified one : events) {
      AuditEvent event = one.event();
      batch
          .bind("event", one.id())
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
              text -> batch.bind("detail", seal(one.id(), text)),
              () -> batch.bindNull("detail", Types.BINARY));
      batch.add();
    }
    batch.execute();
  }

  private byte[] seal(UUID id, String detail) {
    return sealer.seal(SEALED, place(id), detail.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The place that a detail is sealed for: the 16 bytes of its event's id; of none for rows that
   * were written before events had one.
   */
  static byte[] place(@Nullable UUID id) {
    return id == null
        ? new byte[0]
        : ByteBuffer.allocate(ID_BYTES)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
  }
}
