package dev.trestle.orchestration.message;

import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.orchestration.journal.SqlFailures;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** What each source sent under some keys: how much, the first and the last. */
public final class SentByKeyStore {
  private static final String BY_SOURCE =
      """
      select s.name, count(*) as messages, min(j.received_at) as first, max(j.received_at) as last,
             max(j.seq) as newest
        from (select distinct seq from journal_key where key = any (:keys)) k
        join journal j on j.retention = 0 and j.seq = k.seq
        join source s on s.id = j.source
       group by s.name order by s.name
      """;

  private final Jdbi jdbi;

  public SentByKeyStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  /**
   * What a source sent.
   *
   * @param source {@code mercy/adt}
   * @param first when the first one was received that the journal still has
   * @param newest number of the last entry
   */
  public record Received(String source, long messages, Instant first, Instant last, long newest) {}

  /** By source; one that sent nothing is left out. */
  public List<Received> bySource(List<Hash128> keys) {
    return SqlFailures.guarded(
        "Messages could not be counted",
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(BY_SOURCE)
                        .bindArray("keys", Long.class, keys.stream().map(Hash128::high).toArray())
                        .map(
                            (row, context) ->
                                new Received(
                                    row.getString("name"),
                                    row.getLong("messages"),
                                    row.getObject("first", OffsetDateTime.class).toInstant(),
                                    row.getObject("last", OffsetDateTime.class).toInstant(),
                                    row.getLong("newest")))
                        .list()));
  }
}
