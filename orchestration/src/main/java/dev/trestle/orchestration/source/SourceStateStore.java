package dev.trestle.orchestration.source;

import dev.trestle.orchestration.journal.SqlFailures;
import dev.trestle.orchestration.source.ReceivedStore.Received;
import dev.trestle.orchestration.source.SourceState.Decision;
import dev.trestle.orchestration.source.SourceState.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Counts what each source has received, holds and could not apply. */
final class SourceStateStore {
  private static final String STATES =
      """
      select s.name, d.kind, d.at, d.actor, d.reason,
             coalesce(w.waiting, 0) as waiting, coalesce(w.held, 0) as held, w.oldest,
             coalesce(e.exceptions, 0) as exceptions
        from source s
        left join (select distinct on (source) * from source_decision
                    order by source, id desc) d on d.source = s.id
        left join (select source, count(*) as waiting, min(received_at) as oldest,
                          count(*) filter (where waits_for = 0) as held
                     from waiting group by source) w on w.source = s.id
        left join (select source, count(*) as exceptions
                     from exception group by source) e on e.source = s.id
       order by s.name
      """;

  /** The same of one source. */
  private static final String STATE =
      """
      select s.name, d.kind, d.at, d.actor, d.reason, w.waiting, w.held, w.oldest, e.exceptions
        from source s
        left join lateral (select * from source_decision where source = s.id
                            order by id desc limit 1) d on true
        cross join lateral (select count(*) as waiting, min(received_at) as oldest,
                                   count(*) filter (where waits_for = 0) as held
                              from waiting where source = s.id) w
        cross join lateral (select count(*) as exceptions from exception where source = s.id) e
       where s.name = :name
      """;

  private static final String NAMES = "select name from source order by name";

  private final Jdbi jdbi;
  private final ReceivedStore received;

  SourceStateStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
    this.received = new ReceivedStore(database);
  }

  /** Sources that have ever sent something or about which something was decided. */
  List<String> names() {
    return SqlFailures.guarded(
        "The names of the sources could not be read",
        () -> jdbi.withHandle(handle -> handle.createQuery(NAMES).mapTo(String.class).list()));
  }

  List<SourceState> states() {
    Map<String, Received> counts = received.all();
    return SqlFailures.guarded(
        "The states of the sources could not be read",
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(STATES)
                        .map((row, context) -> state(row, counts.get(row.getString("name"))))
                        .list()));
  }

  /** Empty when it has never sent anything and nothing was decided about it. */
  Optional<SourceState> state(String name) {
    Map<String, Received> counts = received.all();
    return SqlFailures.guarded(
        "The state of a source could not be read",
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(STATE)
                        .bind("name", name)
                        .map((row, context) -> state(row, counts.get(name)))
                        .findOne()));
  }

  private static SourceState state(ResultSet row, @Nullable Received received) throws SQLException {
    String kind = row.getString("kind");
    return new SourceState(
        row.getString("name"),
        state(kind, row.getLong("held")),
        kind == null
            ? Optional.empty()
            : Optional.of(
                new Decision(
                    instant(row, "at").orElseThrow(),
                    row.getString("actor"),
                    row.getString("reason"))),
        received == null ? 0 : received.entries(),
        received == null ? Optional.empty() : Optional.of(received.last().toInstant()),
        row.getLong("waiting"),
        instant(row, "oldest"),
        row.getLong("exceptions"));
  }

  private static State state(@Nullable String kind, long held) {
    if ("stop".equals(kind)) {
      return State.STOPPED;
    }
    if ("pause".equals(kind)) {
      return State.PAUSED;
    }
    return held > 0 ? State.CATCHING_UP : State.RUNNING;
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
