package dev.trestle.orchestration.traffic;

import dev.trestle.orchestration.journal.SqlFailures;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Table {@code traffic_latency}. */
final class LatencyStore {
  private static final String ADD =
      """
      insert into traffic_latency (minute, step, messages) values (:minute, :step, :messages)
      on conflict (minute, step) do update
         set messages = traffic_latency.messages + excluded.messages
      """;
  private static final String SINCE =
      """
      select minute, step, messages from traffic_latency
       where minute >= :from order by minute, step
      """;

  private final Jdbi jdbi;

  LatencyStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  void add(List<Latency.Step> steps) {
    if (steps.isEmpty()) {
      return;
    }
    with(
        handle -> {
          PreparedBatch batch = handle.prepareBatch(ADD);
          for (Latency.Step step : steps) {
            batch
                .bind("minute", step.minute().atOffset(ZoneOffset.UTC))
                .bind("step", step.step())
                .bind("messages", step.messages())
                .add();
          }
          return batch.execute();
        });
  }

  List<Latency.Step> since(Instant from) {
    return with(
        handle ->
            handle
                .createQuery(SINCE)
                .bind("from", from.atOffset(ZoneOffset.UTC))
                .map(
                    (row, context) ->
                        new Latency.Step(
                            row.getObject("minute", OffsetDateTime.class).toInstant(),
                            row.getInt("step"),
                            row.getLong("messages")))
                .list());
  }

  void forget(Instant before) {
    with(
        handle ->
            handle
                .createUpdate("delete from traffic_latency where minute < :before")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .execute());
  }

  private <T> T with(Function<Handle, T> work) {
    return SqlFailures.guarded(
        "Durations could not be read or written", () -> jdbi.inTransaction(work::apply));
  }
}
