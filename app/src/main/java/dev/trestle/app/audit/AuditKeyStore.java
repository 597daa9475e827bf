package dev.trestle.app.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Table {@code audit_key}. Every method works on the caller's connection. */
final class AuditKeyStore {
  private static final String HIGHEST = "select coalesce(max(number), 1) from audit_key";
  private static final String CHANGES =
      """
      select number, public_key, from_block, previous, event, changed_at, signature
        from audit_key order by number
      """;
  private static final String ADD =
      """
      insert into audit_key (number, public_key, from_block, previous, event, changed_at, signature)
      values (:number, :publicKey, :fromBlock, :previous, :event, :at, :signature)
      """;

  private AuditKeyStore() {}

  /** The number of the last key; 1 when it was never changed. */
  static int highest(Handle handle) {
    return handle.createQuery(HIGHEST).mapTo(int.class).one();
  }

  /** All changes in their order. */
  static List<KeyChange> changes(Handle handle) {
    return handle.createQuery(CHANGES).map((row, context) -> change(row)).list();
  }

  static void add(Handle handle, KeyChange change) {
    handle
        .createUpdate(ADD)
        .bind("number", change.number())
        .bind("publicKey", change.publicKey())
        .bind("fromBlock", change.last().number() + 1)
        .bind("previous", change.last().hash())
        .bind("event", change.event())
        .bind("at", change.at().atOffset(ZoneOffset.UTC))
        .bind("signature", change.signature())
        .execute();
  }

  private static KeyChange change(ResultSet row) throws SQLException {
    return new KeyChange(
        row.getInt("number"),
        row.getBytes("public_key"),
        new Block.Link(row.getLong("from_block") - 1, row.getBytes("previous")),
        row.getObject("event", UUID.class),
        row.getTimestamp("changed_at").toInstant(),
        row.getBytes("signature"));
  }
}
