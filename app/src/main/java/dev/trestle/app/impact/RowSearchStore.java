package dev.trestle.app.impact;

import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.orchestration.journal.SqlFailures;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Keeps searches for rows of code tables and what they found. */
final class RowSearchStore {
  private static final String CANDIDATES =
      """
        from outcome
       where effects is not null
         and (:source::text is null or source = (select id from source where name = :source))
         and (:from::timestamptz is null or received_at >= :from)
         and (:to::timestamptz is null or received_at < :to)
         and seq > :after
      """;

  private static final String SEALED = "impact_search";

  private final Jdbi jdbi;
  private final Sealer sealer;

  RowSearchStore(DataSource database, Sealer sealer) {
    this.jdbi = Jdbi.create(database);
    this.sealer = sealer;
  }

  long begin(RowSearch.Question question, String actor) {
    long id =
        guarded(
            handle ->
                handle
                    .createQuery("select nextval(pg_get_serial_sequence('impact_search', 'id'))")
                    .mapTo(long.class)
                    .one());
    byte[] row = sealer.seal(SEALED, place(id), question.row().getBytes(StandardCharsets.UTF_8));
    return guarded(
        handle ->
            handle
                .createQuery(
                    """
                    insert into impact_search (id, table_name, row_sealed, actor)
                    overriding system value values (:id, :table, :row, :actor) returning id
                    """)
                .bind("id", id)
                .bind("table", question.table())
                .bind("row", row)
                .bind("actor", actor)
                .mapTo(long.class)
                .one());
  }

  private static byte[] place(long id) {
    return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
  }

  private String open(long id, byte @Nullable [] row) {
    return row == null
        ? "(not kept)"
        : new String(sealer.open(SEALED, place(id), row), StandardCharsets.UTF_8);
  }

  Optional<RowSearch.Kept> find(long search) {
    return guarded(
        handle ->
            handle
                .createQuery(
                    """
                    select table_name, row_sealed, actor, ended_at is not null as ended,
                           coalesce(unknown, 0) as unknown
                      from impact_search where id = :id
                    """)
                .bind("id", search)
                .map(
                    (row, context) ->
                        new RowSearch.Kept(
                            search,
                            row.getString("table_name"),
                            open(search, row.getBytes("row_sealed")),
                            row.getString("actor"),
                            row.getBoolean("ended"),
                            row.getLong("unknown")))
                .findOne());
  }

  long candidates(RowSearch.Question question) {
    return guarded(
        handle ->
            bound(handle.createQuery("select count(*)" + CANDIDATES), question, 0)
                .mapTo(long.class)
                .one());
  }

  /** Entries to look at, in order, after one of them. */
  List<Long> page(RowSearch.Question question, long after, int limit) {
    return guarded(
        handle ->
            bound(
                    handle.createQuery("select seq" + CANDIDATES + " order by seq limit :limit"),
                    question,
                    after)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list());
  }

  private static Query bound(Query query, RowSearch.Question question, long after) {
    return query
        .bind("source", question.source().orElse(null))
        .bind("from", at(question.from().orElse(null)))
        .bind("to", at(question.to().orElse(null)))
        .bind("after", after);
  }

  private static @Nullable OffsetDateTime at(java.time.@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  void found(long search, List<Long> seqs) {
    if (!seqs.isEmpty()) {
      guarded(
          handle ->
              handle
                  .createUpdate(
                      """
                      insert into impact_hit (search, seq)
                      select :search, * from unnest(:seqs) on conflict do nothing
                      """)
                  .bind("search", search)
                  .bindArray("seqs", Long.class, seqs.toArray())
                  .execute());
    }
  }

  void end(RowSearch.Progress end) {
    guarded(
        handle ->
            handle
                .createUpdate(
                    """
                    update impact_search
                       set ended_at = now(), looked = :looked, unknown = :unknown
                     where id = :id
                    """)
                .bind("id", end.search())
                .bind("looked", end.looked())
                .bind("unknown", end.unknown())
                .execute());
  }

  private <T> T guarded(Function<Handle, T> work) {
    return SqlFailures.guarded(
        "The search could not be kept", () -> jdbi.inTransaction(work::apply));
  }
}
