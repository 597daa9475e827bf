package dev.trestle.app.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Table {@code audit_removal}, and the one way events go. All on the caller's connection. */
final class RemovalStore {
  private static final String LAST = "select coalesce(max(last_block), 0) from audit_removal";
  private static final String ALL =
      """
      select first_block, last_block, last_hash, removed_at, kept_years, event, signer, signature
        from audit_removal order by first_block
      """;
  private static final String ADD =
      """
      insert into audit_removal
             (first_block, last_block, last_hash, removed_at, kept_years, event, signer, signature)
      values (:first, :last, :hash, :at, :years, :event, :signer, :signature)
      """;

  /** Only in this transaction; the trigger lets nothing younger go. */
  private static final String OPEN = "select set_config('trestle.audit_retention', 'on', true)";

  private static final String REMOVE =
      """
      delete from audit_event
       where id between :low and :high and id <@ cast(:members as int8multirange)
      """;

  /** Ranges of ids with less than this between them go together. */
  private static final long NEAR_IDS = 10_000;

  private RemovalStore() {}

  /** The last block whose events were removed; 0 for none. */
  static long last(Handle handle) {
    return handle.createQuery(LAST).mapTo(long.class).one();
  }

  static List<Removal> all(Handle handle) {
    return handle.createQuery(ALL).map((row, context) -> removal(row)).list();
  }

  static void add(Handle handle, Removal removal) {
    handle
        .createUpdate(ADD)
        .bind("first", removal.first())
        .bind("last", removal.last().number())
        .bind("hash", removal.last().hash())
        .bind("at", removal.at().atOffset(ZoneOffset.UTC))
        .bind("years", removal.keptYears())
        .bind("event", removal.event())
        .bind("signer", removal.signer())
        .bind("signature", removal.signature())
        .execute();
  }

  /** Removes events; returns how many there were. */
  static int remove(Handle handle, List<IdRange> members) {
    handle.createQuery(OPEN).mapTo(String.class).one();
    int removed = 0;
    for (List<IdRange> near : IdRange.groups(members, NEAR_IDS)) {
      removed +=
          handle
              .createUpdate(REMOVE)
              .bind("low", near.get(0).first())
              .bind("high", near.get(near.size() - 1).last())
              .bind("members", IdRange.text(near))
              .execute();
    }
    return removed;
  }

  private static Removal removal(ResultSet row) throws SQLException {
    return new Removal(
        row.getLong("first_block"),
        new Block.Link(row.getLong("last_block"), row.getBytes("last_hash")),
        row.getTimestamp("removed_at").toInstant(),
        row.getInt("kept_years"),
        row.getObject("event", UUID.class),
        row.getBytes("signer"),
        row.getBytes("signature"));
  }
}
