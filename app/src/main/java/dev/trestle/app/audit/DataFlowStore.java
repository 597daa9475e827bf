package dev.trestle.app.audit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** What came in and what went out, counted. */
final class DataFlowStore {
  private static final String IN =
      """
      select s.name, sum(r.entries) as times, max(r.at) as last
        from received r join source s on s.id = r.source
       where r.at >= :from and r.at < :to group by s.name
      """;

  /** What names a patient was shown to somebody; an export names none and shows many. */
  private static final String OUT =
      """
      select actor, action, count(*) as times, max(at) as last
        from audit_event
       where at >= :from and at < :to and outcome = 0
         and (cardinality(patients) > 0 or action = any (:exports))
       group by actor, action order by times desc, actor, action limit :limit
      """;

  private DataFlowStore() {}

  /** How often, and when last. */
  record Count(long times, Instant last) {}

  /** Who did what with patients' data. */
  record Out(String actor, String action, Count count) {}

  /** Messages by source. */
  static Map<String, Count> received(Handle handle, Instant from, Instant to) {
    Map<String, Count> counts = new TreeMap<>();
    handle
        .createQuery(IN)
        .bind("from", from.atOffset(ZoneOffset.UTC))
        .bind("to", to.atOffset(ZoneOffset.UTC))
        .map(
            (row, context) ->
                counts.put(
                    row.getString("name"),
                    new Count(
                        row.getLong("times"),
                        row.getObject("last", OffsetDateTime.class).toInstant())))
        .list();
    return counts;
  }

  /**
   * Uses of patients' data, the most frequent first.
   *
   * @param exports actions that take much out at once
   */
  static List<Out> shown(Handle handle, Instant from, Instant to, List<String> exports, int limit) {
    return handle
        .createQuery(OUT)
        .bind("from", from.atOffset(ZoneOffset.UTC))
        .bind("to", to.atOffset(ZoneOffset.UTC))
        .bindArray("exports", String.class, exports.toArray())
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Out(
                    row.getString("actor"),
                    row.getString("action"),
                    new Count(
                        row.getLong("times"),
                        row.getObject("last", OffsetDateTime.class).toInstant())))
        .list();
  }
}
