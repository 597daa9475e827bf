package dev.trestle.app.audit;

import dev.trestle.app.audit.Block.Link;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Blocks and their events in the database. Every method works on the caller's connection. */
final class BlockStore {
  private static final String LOCK =
      "select pg_try_advisory_xact_lock(hashtextextended('trestle-audit-blocks', 0))";
  private static final String COLUMNS =
      "e.id, e.event, e.at, e.actor, e.action, e.outcome, e.type, e.target, e.patients, e.detail";
  private static final String FRESH =
      "select " + COLUMNS + " from audit_event e where e.id > :last order by e.id limit :limit";

  /** Ids that were not there when higher ones were sealed; there are few, if any. */
  private static final String LATE =
      "select "
          + COLUMNS
          + """
             from unnest(cast(:open as int8multirange)) g
             cross join lateral (select * from audit_event e
                                  where e.id >= lower(g) and e.id < upper(g)) e
            order by e.id limit :limit
            """;

  private static final String OF_BLOCK =
      "select "
          + COLUMNS
          + """
             from audit_block b
             cross join lateral unnest(b.members) r
             cross join lateral (select * from audit_event e
                                  where e.id >= lower(r) and e.id < upper(r)) e
            where b.number = :number order by e.id
            """;
  private static final String BLOCKS =
      """
      select number, previous, sealed_at, first_at, last_at, members::text as members, digests,
             signer, hash, signature
        from audit_block where number >= :from order by number limit :limit
      """;
  private static final String ADD =
      """
      insert into audit_block (number, previous, sealed_at, first_at, last_at, members, digests,
                               signer, hash, signature)
      values (:number, :previous, :sealedAt, :firstAt, :lastAt, cast(:members as int8multirange),
              :digests, :signer, :hash, :signature)
      """;
  private static final String MOVE_HEAD =
      """
      update audit_head
         set number = :number, hash = :hash, last_id = :lastId, open = cast(:open as int8multirange)
      """;
  private static final String COVERAGE =
      """
      (select coalesce(range_agg(r), '{}') from audit_block b cross join lateral unnest(b.members) r)
      """;

  /** Events that should be in a block and are in none. A time in the future hides nothing. */
  private static final String UNSEALED =
      "select "
          + COLUMNS
          + " from audit_event e where not (e.id <@ "
          + COVERAGE
          + ") and not (e.at between :from and :to) order by e.id limit :limit";

  private static final RowMapper<StoredEvent> EVENT = (row, context) -> event(row);
  private static final RowMapper<Block> BLOCK = (row, context) -> block(row);

  private BlockStore() {}

  /**
   * Where the sealer went to.
   *
   * @param lastId the highest id that is sealed
   * @param open ids below it that were not there
   */
  record Head(Link link, long lastId, List<IdRange> open) {}

  /** Whether this transaction is now the only one that seals. */
  static boolean lock(Handle handle) {
    return handle.createQuery(LOCK).mapTo(boolean.class).one();
  }

  static Head head(Handle handle) {
    return handle
        .createQuery("select number, hash, last_id, open::text as open from audit_head")
        .map(
            (row, context) ->
                new Head(
                    new Link(row.getLong("number"), row.getBytes("hash")),
                    row.getLong("last_id"),
                    IdRange.parse(row.getString("open"))))
        .one();
  }

  /** The block with the highest number. */
  static Optional<Link> last(Handle handle) {
    return handle
        .createQuery("select number, hash from audit_block order by number desc limit 1")
        .map((row, context) -> new Link(row.getLong("number"), row.getBytes("hash")))
        .findOne();
  }

  /** Whether the block is there as it is known. */
  static boolean has(Handle handle, Link link) {
    return link.number() == 0
        || handle
            .createQuery(
                "select exists (select from audit_block where number = :number and hash = :hash)")
            .bind("number", link.number())
            .bind("hash", link.hash())
            .mapTo(boolean.class)
            .one();
  }

  static List<StoredEvent> late(Handle handle, List<IdRange> open, int limit) {
    return open.isEmpty()
        ? List.of()
        : handle
            .createQuery(LATE)
            .bind("open", IdRange.text(open))
            .bind("limit", limit)
            .map(EVENT)
            .list();
  }

  static List<StoredEvent> fresh(Handle handle, long last, int limit) {
    return handle.createQuery(FRESH).bind("last", last).bind("limit", limit).map(EVENT).list();
  }

  static void add(Handle handle, Block block, Head after) {
    handle
        .createUpdate(ADD)
        .bind("number", block.number())
        .bind("previous", block.previous())
        .bind("sealedAt", block.sealedAt().atOffset(ZoneOffset.UTC))
        .bind("firstAt", block.firstAt().atOffset(ZoneOffset.UTC))
        .bind("lastAt", block.lastAt().atOffset(ZoneOffset.UTC))
        .bind("members", IdRange.text(block.members()))
        .bind("digests", block.digests())
        .bind("signer", block.signer())
        .bind("hash", block.hash())
        .bind("signature", block.signature())
        .execute();
    handle
        .createUpdate(MOVE_HEAD)
        .bind("number", after.link().number())
        .bind("hash", after.link().hash())
        .bind("lastId", after.lastId())
        .bind("open", IdRange.text(after.open()))
        .execute();
  }

  /** Blocks in the order of their numbers. */
  static List<Block> blocks(Handle handle, long from, int limit) {
    return handle.createQuery(BLOCKS).bind("from", from).bind("limit", limit).map(BLOCK).list();
  }

  /** The events of a block that are still there, ascending by id. */
  static List<StoredEvent> events(Handle handle, long block) {
    return handle.createQuery(OF_BLOCK).bind("number", block).map(EVENT).list();
  }

  /** Events in no block, but for those of a time that are still to be sealed. */
  static List<StoredEvent> unsealed(Handle handle, Instant from, Instant to, int limit) {
    return handle
        .createQuery(UNSEALED)
        .bind("from", from.atOffset(ZoneOffset.UTC))
        .bind("to", to.atOffset(ZoneOffset.UTC))
        .bind("limit", limit)
        .map(EVENT)
        .list();
  }

  /** Ranges that no sealer wrote are none: the hash of the block then tells that it was changed. */
  private static List<IdRange> members(String text) {
    try {
      return IdRange.parse(text);
    } catch (IllegalArgumentException changed) {
      return List.of();
    }
  }

  private static Block block(ResultSet row) throws SQLException {
    return new Block(
        row.getLong("number"),
        row.getBytes("previous"),
        row.getTimestamp("sealed_at").toInstant(),
        row.getTimestamp("first_at").toInstant(),
        row.getTimestamp("last_at").toInstant(),
        members(row.getString("members")),
        row.getBytes("digests"),
        row.getBytes("signer"),
        row.getBytes("hash"),
        row.getBytes("signature"));
  }

  static StoredEvent event(ResultSet row) throws SQLException {
    return new StoredEvent(
        row.getLong("id"),
        row.getObject("event", UUID.class),
        row.getTimestamp("at").toInstant(),
        row.getString("actor"),
        row.getString("action"),
        row.getInt("outcome"),
        row.getString("type"),
        row.getObject("target", UUID.class),
        uuids(row.getArray("patients")),
        row.getBytes("detail"));
  }

  private static @Nullable List<UUID> uuids(@Nullable Array array) throws SQLException {
    return array == null
        ? null
        : Arrays.stream((Object[]) array.getArray()).map(UUID.class::cast).toList();
  }
}
