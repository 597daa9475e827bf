package dev.trestle.app.audit;

import dev.trestle.app.security.AuditEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Searches by index. The order of ids is that of time, so that a period is a range of ids, and a
 * page ends where the next one begins.
 */
final class AuditSearchStore {
  private static final String EVENT =
      """
      select id, event, at, actor, action, outcome, type, target, patients, detail
        from audit_event where event = :id
      """;

  /** Blocks follow each other in time: the first that ends late enough nearly always has it. */
  private static final String BLOCK_OF =
      """
      select b.number from audit_event e
        join audit_block b on b.last_at >= e.at and b.first_at <= e.at and b.members @> e.id
       where e.event = :id order by b.last_at limit 1
      """;

  private AuditSearchStore() {}

  static List<StoredEvent> find(Handle handle, AuditQuery query) {
    return bind(handle.createQuery(sql(query)), query)
        .map((row, context) -> BlockStore.event(row))
        .list();
  }

  static Query bind(Query statement, AuditQuery query) {
    statement.bind("limit", query.limit());
    if (!query.patients().isEmpty()) {
      statement.bindArray("patients", UUID.class, query.patients().toArray());
    }
    query.actor().ifPresent(actor -> statement.bind("actor", actor));
    query.action().ifPresent(action -> statement.bind("action", action));
    query.entry().ifPresent(entry -> statement.bind("entry", entry));
    query
        .from()
        .ifPresent(
            from ->
                statement
                    .bind("from", from.atOffset(ZoneOffset.UTC))
                    .bind("fromId", firstOf(from)));
    query
        .to()
        .ifPresent(
            to ->
                statement
                    .bind("to", to.atOffset(ZoneOffset.UTC))
                    .bind("toId", firstOf(to.plusMillis(1))));
    query.after().ifPresent(after -> statement.bind("after", after));
    return statement;
  }

  /** The statement for a query; visible for the test of its plan. */
  static String sql(AuditQuery query) {
    List<String> conditions = new ArrayList<>();
    if (!query.patients().isEmpty()) {
      conditions.add("patients && cast(:patients as uuid[])");
    }
    query.actor().ifPresent(actor -> conditions.add("actor = :actor"));
    query.action().ifPresent(action -> conditions.add("action = :action"));
    query
        .entry()
        .ifPresent(
            entry -> conditions.add("type = '" + AuditEvent.ENTRY + "' and target = :entry"));
    query.from().ifPresent(from -> conditions.add("event >= :fromId and at >= :from"));
    query.to().ifPresent(to -> conditions.add("event < :toId and at < :to"));
    query.after().ifPresent(after -> conditions.add("event < :after"));
    String where = conditions.isEmpty() ? "event is not null" : String.join(" and ", conditions);
    // A patient's events are few, and the planner cannot know it: they are found first, then put in
    // order. Else it would walk through everybody's from the newest on.
    String fence = query.patients().isEmpty() ? "" : " offset 0";
    return """
        select id, event, at, actor, action, outcome, type, target, patients, detail
          from (select * from audit_event where %s%s) found
         order by event desc limit :limit
        """
        .formatted(where, fence);
  }

  static Optional<StoredEvent> event(Handle handle, UUID id) {
    return handle
        .createQuery(EVENT)
        .bind("id", id)
        .map((row, context) -> BlockStore.event(row))
        .findOne();
  }

  static Optional<Long> blockOf(Handle handle, UUID id) {
    return handle.createQuery(BLOCK_OF).bind("id", id).mapTo(Long.class).findOne();
  }

  /** The lowest id of a millisecond: its time in the first 48 bits (RFC 9562 §5.7). */
  private static UUID firstOf(Instant at) {
    return new UUID(at.toEpochMilli() << 16, 0);
  }
}
