package dev.trestle.orchestration.traffic;

import dev.trestle.orchestration.journal.SqlFailures;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** Table {@code traffic}. */
final class TrafficStore {
  private static final String ADD =
      """
      insert into traffic (source, minute, received, settled, exceptions)
      values (:source, :minute, :received, :settled, :exceptions)
      on conflict (source, minute) do update
         set received = traffic.received + excluded.received,
             settled = traffic.settled + excluded.settled,
             exceptions = traffic.exceptions + excluded.exceptions
      """;
  private static final String TOGETHER =
      """
      select minute, sum(received) as received, sum(settled) as settled,
             sum(exceptions) as exceptions
        from traffic where minute >= :from group by minute order by minute
      """;
  private static final String OF_SOURCE =
      """
      select minute, received, settled, exceptions
        from traffic where source = :source and minute >= :from order by minute
      """;
  private static final String RECEIVED =
      """
      select source, sum(received) as received from traffic
       where minute >= :from and minute < :to group by source
      """;
  private static final String FORGET = "delete from traffic where minute < :before";

  private final Jdbi jdbi;

  TrafficStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  void add(List<Minute> minutes) {
    if (minutes.isEmpty()) {
      return;
    }
    with(
        handle -> {
          PreparedBatch batch = handle.prepareBatch(ADD);
          for (Minute minute : minutes) {
            batch
                .bind("source", minute.source())
                .bind("minute", sqlTime(minute.start()))
                .bind("received", minute.received())
                .bind("settled", minute.settled())
                .bind("exceptions", minute.exceptions())
                .add();
          }
          return batch.execute();
        });
  }

  List<Minute> together(Instant from) {
    return with(handle -> minutes("", handle.createQuery(TOGETHER).bind("from", sqlTime(from))));
  }

  List<Minute> of(String source, Instant from) {
    return with(
        handle ->
            minutes(
                source,
                handle.createQuery(OF_SOURCE).bind("source", source).bind("from", sqlTime(from))));
  }

  private static List<Minute> minutes(String source, Query query) {
    return query
        .map(
            (row, context) ->
                new Minute(
                    source,
                    row.getObject("minute", OffsetDateTime.class).toInstant(),
                    row.getInt("received"),
                    row.getInt("settled"),
                    row.getInt("exceptions")))
        .list();
  }

  Map<String, Long> received(Instant from, Instant to) {
    return with(
        handle -> {
          Map<String, Long> received = new TreeMap<>();
          handle
              .createQuery(RECEIVED)
              .bind("from", sqlTime(from))
              .bind("to", sqlTime(to))
              .map((row, context) -> received.put(row.getString("source"), row.getLong("received")))
              .list();
          return received;
        });
  }

  void forget(Instant before) {
    with(handle -> handle.createUpdate(FORGET).bind("before", sqlTime(before)).execute());
  }

  private <T> T with(Function<Handle, T> work) {
    return SqlFailures.guarded(
        "Traffic could not be read or written", () -> jdbi.withHandle(work::apply));
  }

  private static OffsetDateTime sqlTime(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
