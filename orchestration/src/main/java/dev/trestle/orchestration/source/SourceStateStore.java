package dev.trestle.orchestration.source;

import dev.trestle.orchestration.journal.SqlFailures;
import dev.trestle.orchestration.source.SourceState.Decision;
import dev.trestle.orchestration.source.SourceState.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Counts what each source has received, holds and could not apply. */
final class SourceStateStore {
  private static final String STATES =
      """
      select s.name, d.kind, d.at, d.actor, d.reason,
             coalesce(r.received, 0) as received, r.last_received,
             coalesce(w.waiting, 0) as waiting, coalesce(w.held, 0) as held, w.oldest,
             coalesce(e.exceptions, 0) as exceptions
        from source s
        left join (select distinct on (source) * from source_decision
                    order by source, id desc) d on d.source = s.id
        left join (select source, sum(entries) as received, max(at) as last_received
                     from received group by source) r on r.source = s.id
        left join (select source, count(*) as waiting, min(received_at) as oldest,
                          count(*) filter (where waits_for = 0) as held
                     from waiting group by source) w on w.source = s.id
        left join (select source, count(*) as exceptions
                     from exception group by source) e on e.source = s.id
       order by s.name
      """;
  private final Jdbi jdbi;

  SourceStateStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  List<SourceState> states() {
    return SqlFailures.guarded(
        "The states of the sources could not be read",
        () ->
            jdbi.withHandle(
                handle -> handle.createQuery(STATES).map((row, context) -> state(row)).list()));
  }

  private static SourceState state(ResultSet row) throws SQLException {
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
        row.getLong("received"),
        instant(row, "last_received"),
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
