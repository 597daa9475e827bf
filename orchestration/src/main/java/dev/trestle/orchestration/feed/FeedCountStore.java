package dev.trestle.orchestration.feed;

import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.orchestration.journal.SqlFailures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What the appender counted of a source: table {@code received}, a row for each batch. */
final class FeedCountStore {
  private static final String HEAD = "select seq, received_at from journal_head";
  private static final String ENTRIES =
      """
      select coalesce(sum(entries), 0) from received
       where source = :source and at >= :from and at <= :to
      """;

  /** Newest batches first, until they hold enough. */
  private static final String OF_LAST =
      """
      select at from (
        select at, sum(entries) over (order by at desc) as together
          from received where source = :source and at <= :to) r
       where together >= :count order by at desc limit 1
      """;

  private static final String SIZE =
      """
      select count(*) as entries, coalesce(sum(bytes), 0) as bytes
        from (select bytes from journal
               where retention = 0 and source = :source and seq > :after and seq <= :upTo
               order by seq offset :skip) j
      """;

  private static final String SIZE_OF_THESE =
      """
      select count(*) as entries, coalesce(sum(bytes), 0) as bytes
        from journal where retention = 0 and seq = any (:seqs)
      """;
  private static final String UNDER_KEYS =
      """
      select seq from (
        select distinct j.seq from journal_key k
          join journal j on j.retention = 0 and j.seq = k.seq
         where k.key = any (:keys) and j.source = :source
         order by j.seq desc limit :limit) newest
       order by seq
      """;

  private final Jdbi jdbi;

  FeedCountStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  /** The last entry of the journal and when it was received. */
  record Head(long seq, Instant at) {}

  Head head() {
    return with(
        handle ->
            handle
                .createQuery(HEAD)
                .map((row, context) -> new Head(row.getLong("seq"), instant(row, "received_at")))
                .one());
  }

  /** Entries received from one moment to another, both included. */
  long entries(int source, Instant from, Instant to) {
    return with(
        handle ->
            handle
                .createQuery(ENTRIES)
                .bind("source", source)
                .bind("from", sqlTime(from))
                .bind("to", sqlTime(to))
                .mapTo(long.class)
                .one());
  }

  /** The second in which the last-but-{@code count} entry was received; empty: there are fewer. */
  Optional<Instant> secondOfLast(int source, long count, Instant to) {
    return with(handle ->
            handle
                .createQuery(OF_LAST)
                .bind("source", source)
                .bind("to", sqlTime(to))
                .bind("count", count)
                .map((row, context) -> instant(row, "at"))
                .findFirst())
        .map(at -> at.truncatedTo(ChronoUnit.SECONDS));
  }

  FeedMessages.Size size(FeedMessages.Span span) {
    return with(
        handle ->
            handle
                .createQuery(SIZE)
                .bind("source", span.source())
                .bind("after", span.after())
                .bind("upTo", span.upTo())
                .bind("skip", span.skip())
                .map((row, context) -> size(row))
                .one());
  }

  FeedMessages.Size size(List<Long> seqs) {
    return with(
        handle ->
            handle
                .createQuery(SIZE_OF_THESE)
                .bindArray("seqs", Long.class, seqs.toArray())
                .map((row, context) -> size(row))
                .one());
  }

  private static FeedMessages.Size size(ResultSet row) throws SQLException {
    return new FeedMessages.Size(row.getLong("entries"), row.getLong("bytes"));
  }

  /** The newest of a source under some keys, in sequence. */
  List<Long> underKeys(int source, List<Hash128> keys, int limit) {
    return with(
        handle ->
            handle
                .createQuery(UNDER_KEYS)
                .bindArray("keys", Long.class, keys.stream().map(Hash128::high).toArray())
                .bind("source", source)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list());
  }

  private <T> T with(Function<Handle, T> work) {
    return SqlFailures.guarded(
        "What a source sent could not be counted", () -> jdbi.withHandle(work::apply));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime sqlTime(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
