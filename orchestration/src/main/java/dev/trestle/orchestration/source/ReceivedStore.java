package dev.trestle.orchestration.source;

import dev.trestle.orchestration.journal.SqlFailures;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * How much each source has sent. There is a row for each batch, millions in time: what was added up
 * once is remembered. Batches get their times in the order of their commits, so no row comes late.
 */
final class ReceivedStore {
  private static final String SINCE =
      """
      select s.name, sum(r.entries) as entries, max(r.at) as last
        from received r join source s on s.id = r.source
       where r.at > :after group by s.name
      """;

  private final Jdbi jdbi;
  private final Map<String, Received> known = new TreeMap<>();
  private OffsetDateTime upTo = Instant.EPOCH.atOffset(ZoneOffset.UTC);

  ReceivedStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  /**
   * What came from a source.
   *
   * @param entries ever
   * @param last time of the journal
   */
  record Received(long entries, OffsetDateTime last) {}

  /** By name; who has sent nothing is not there. */
  synchronized Map<String, Received> all() {
    SqlFailures.guarded(
            "What was received could not be counted",
            () ->
                jdbi.withHandle(
                    handle ->
                        handle
                            .createQuery(SINCE)
                            .bind("after", upTo)
                            .map(
                                (row, context) ->
                                    Map.entry(
                                        row.getString("name"),
                                        new Received(
                                            row.getLong("entries"),
                                            row.getObject("last", OffsetDateTime.class))))
                            .list()))
        .forEach(more -> known.merge(more.getKey(), more.getValue(), ReceivedStore::sum));
    known.values().forEach(one -> upTo = one.last().isAfter(upTo) ? one.last() : upTo);
    return Map.copyOf(known);
  }

  private static Received sum(Received before, Received more) {
    return new Received(before.entries() + more.entries(), more.last());
  }
}
