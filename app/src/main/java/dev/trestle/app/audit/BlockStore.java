package dev.trestle.app.audit;

import dev.trestle.app.audit.Block.Link;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
  static final String LATE =
      "select " + COLUMNS + " from audit_event e where e.id = any (:ids) order by e.id";

  /** Bounds as numbers, so that every plan is a walk along the primary key. */
  static final String OF_MEMBERS =
      "select "
          + COLUMNS
          + " from audit_event e where e.id between :low and :high"
          + " and e.id <@ cast(:members as int8multirange) order by e.id";

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
      select coalesce(range_agg(r), '{}')::text
        from audit_block b cross join lateral unnest(b.members) r
      """;

  private static final String STEP_END =
      """
      select max(id) from (select id from audit_event where id >= :low order by id limit :rows) step
      having max(id) is not null
      """;

  /** Events that should be in a block and are in none. A time in the future hides nothing. */
  private static final String UNSEALED =
      "select "
          + COLUMNS
          + " from audit_event e where e.id between :low and :high"
          + " and not (e.id <@ cast(:coverage as int8multirange))"
          + " and not (e.at between case when e.id > :last then :longAgo else :from end and :to)"
          + " order by e.id limit :limit";

  private static final RowMapper<StoredEvent> EVENT = (row, context) -> event(row);
  private static final RowMapper<Block> BLOCK = (row, context) -> block(row);

  /** Ranges of ids with less than this between them are read together. */
  private static final long NEAR_IDS = 10_000;

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

  /** Waits until this transaction is the only one that seals. */
  static void awaitLock(Handle handle) {
    handle
        .createQuery(
            "select pg_advisory_xact_lock(hashtextextended('trestle-audit-blocks', 0))::text")
        .mapTo(String.class)
        .one();
  }

  static Head head(Handle handle) {
    return handle
        .createQuery("select number, hash, last_id, open::text as open from audit_head")
        .map(
            (row, context) ->
                new Head(
                    new Link(row.getLong("number"), row.getBytes("hash")),
                    row.getLong("last_id"),
                    ranges(row.getString("open"))))
        .one();
  }

  /** The block with the highest number. */
  static Optional<Link> last(Handle handle) {
    return handle
        .createQuery("select number, hash from audit_block order by number desc limit 1")
        .map((row, context) -> new Link(row.getLong("number"), row.getBytes("hash")))
        .findOne();
  }

  /** Numbers of the first and last block with events of a period. */
  record Numbers(long first, long last) {}

  static Optional<Numbers> numbers(Handle handle, Instant from, Instant to) {
    return handle
        .createQuery(
            """
            select min(number) as first, max(number) as last from audit_block
             where last_at >= :from and first_at < :to having count(*) > 0
            """)
        .bind("from", from.atOffset(ZoneOffset.UTC))
        .bind("to", to.atOffset(ZoneOffset.UTC))
        .map((row, context) -> new Numbers(row.getLong("first"), row.getLong("last")))
        .findOne();
  }

  /** A block by its number; the place before the first when it is not there. */
  static Link link(Handle handle, long number) {
    return blocks(handle, number, 1).stream()
        .filter(block -> block.number() == number)
        .map(Block::link)
        .findFirst()
        .orElse(new Link(number, Link.NONE.hash()));
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

  /** Of these ids the events that are there now, ascending. */
  static List<StoredEvent> late(Handle handle, List<Long> ids) {
    return ids.isEmpty()
        ? List.of()
        : handle.createQuery(LATE).bindArray("ids", Long.class, ids).map(EVENT).list();
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
  static List<StoredEvent> events(Handle handle, Block block) {
    List<StoredEvent> events = new ArrayList<>();
    for (List<IdRange> near : IdRange.groups(block.members(), NEAR_IDS)) {
      events.addAll(
          handle
              .createQuery(OF_MEMBERS)
              .bind("low", near.get(0).first())
              .bind("high", near.get(near.size() - 1).last())
              .bind("members", IdRange.text(near))
              .map(EVENT)
              .list());
    }
    return events;
  }

  /** All ids that are in blocks, as an {@code int8multirange}. */
  static String coverage(Handle handle) {
    return handle.createQuery(COVERAGE).mapTo(String.class).one();
  }

  /** The id that ends the next {@code rows} events from {@code low} on; empty: there is none. */
  static Optional<Long> stepEnd(Handle handle, long low, long rows) {
    return handle
        .createQuery(STEP_END)
        .bind("low", low)
        .bind("rows", rows)
        .mapTo(Long.class)
        .findOne();
  }

  /**
   * What is not to be found unsealed.
   *
   * @param coverage ids that are in blocks
   * @param last the highest that the sealer took: above it are those that were written just now,
   *     some of them late
   * @param from of events up to {@code last}: later ones may still be sealed
   * @param longAgo the same of events above it
   * @param to later ones are of no clock of ours
   */
  record Sealed(String coverage, long last, Instant from, Instant longAgo, Instant to) {}

  /** Events that should be in a block and are in none. */
  static List<StoredEvent> unsealed(Handle handle, IdRange ids, Sealed sealed, int limit) {
    return handle
        .createQuery(UNSEALED)
        .bind("low", ids.first())
        .bind("high", ids.last())
        .bind("coverage", sealed.coverage())
        .bind("last", sealed.last())
        .bind("from", sealed.from().atOffset(ZoneOffset.UTC))
        .bind("longAgo", sealed.longAgo().atOffset(ZoneOffset.UTC))
        .bind("to", sealed.to().atOffset(ZoneOffset.UTC))
        .bind("limit", limit)
        .map(EVENT)
        .list();
  }

  /** Ranges that no sealer wrote are none: a block then does not give its hash. */
  private static List<IdRange> ranges(String text) {
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
        ranges(row.getString("members")),
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
