package dev.trestle.orchestration.exceptions;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.journal.DecisionStore;
import dev.trestle.orchestration.journal.SqlFailures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Open exceptions, and decisions about them. */
public final class ExceptionStore {
  /** Rows in one list. */
  public static final int LIST_LIMIT = 500;

  private static final String MATCHES =
      """
       where (:source::text is null or s.name = :source)
         and (:code::int is null or e.code = :code)
         and (:location::text is null or e.location = :location)
      """;
  private static final String OPEN =
      """
      select e.seq, s.name, j.type, e.code, e.location, e.text, e.received_at, e.opened_at,
             e.attempts,
             (select count(*) from waiting w where w.waits_for = e.seq)
               + case when e.seq = (select case d.kind when 'pause' then d.exception end
                                      from source_decision d where d.source = e.source
                                     order by d.id desc limit 1)
                      then (select count(*) from waiting w
                             where w.waits_for = 0 and w.source = e.source)
                      else 0 end as waiting
        from exception e
        join source s on s.id = e.source
        join journal j on j.retention = 0 and j.seq = e.seq
      """;
  private static final String GROUPS =
      """
      select s.name, e.code, e.location, count(*) as n, min(e.seq) as first,
             min(e.opened_at) as oldest
        from exception e join source s on s.id = e.source
      """
          + MATCHES
          + " group by s.name, e.code, e.location order by n desc, s.name, e.code, e.location"
          + " limit :limit";
  private static final String TO_TRY_AGAIN =
      "select e.seq from exception e join source s on s.id = e.source"
          + MATCHES
          + """
         and not exists (select from decision d where d.seq = e.seq and d.attempt = e.attempts)
       order by e.seq limit :limit
         for update of e
      """;
  private static final String DUE =
      """
      select e.seq from exception e
       where e.code = any (:codes) and e.attempts <= :attempts
         and e.opened_at + make_interval(secs => :pause * (2 ^ e.attempts - 1)) <= :now
         and not exists (select from decision d where d.seq = e.seq and d.attempt = e.attempts)
       order by e.seq limit :limit
      """;
  private static final String WAITING =
      "select seq from waiting where waits_for = :seq order by seq limit :limit";
  private static final String WAITING_GROUPS =
      """
      select w.waits_for, s.name, e.code, e.location, w.n, w.oldest
        from (select waits_for, case waits_for when 0 then source end as held, count(*) as n,
                     min(received_at) as oldest
                from waiting group by 1, 2 order by n desc, waits_for limit :limit) w
        left join exception e on e.seq = w.waits_for
        left join journal j on j.retention = 0 and j.seq = w.waits_for
        join source s on s.id = coalesce(w.held, j.source)
       order by w.n desc, w.waits_for, s.name
      """;
  private static final String HISTORY =
      "select at, actor, kind, reason, ref from decision where seq = :seq order by id";

  /** Work within a transaction. */
  private interface Work {
    void run(Handle handle) throws SQLException;
  }

  private final Jdbi jdbi;

  public ExceptionStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  List<ExceptionGroup> groups(ExceptionFilter filter) {
    return read(
        handle ->
            bound(handle.createQuery(GROUPS), filter)
                .bind("limit", LIST_LIMIT)
                .map(
                    (row, context) ->
                        new ExceptionGroup(
                            row.getString("name"),
                            code(row.getInt("code")),
                            row.getString("location"),
                            row.getLong("n"),
                            row.getLong("first"),
                            instant(row, "oldest")))
                .list());
  }

  /** Exceptions above an entry, in their order. */
  List<OpenException> list(ExceptionFilter filter, long after) {
    return read(
        handle ->
            bound(
                    handle.createQuery(
                        OPEN + MATCHES + " and e.seq > :after order by e.seq limit :limit"),
                    filter)
                .bind("after", after)
                .bind("limit", LIST_LIMIT)
                .map((row, context) -> open(row))
                .list());
  }

  Optional<OpenException> find(long seq) {
    return read(
        handle ->
            handle
                .createQuery(OPEN + " where e.seq = :seq")
                .bind("seq", seq)
                .map((row, context) -> open(row))
                .findOne());
  }

  List<Long> waiting(long seq) {
    return read(
        handle ->
            handle
                .createQuery(WAITING)
                .bind("seq", seq)
                .bind("limit", LIST_LIMIT)
                .mapTo(Long.class)
                .list());
  }

  List<WaitingGroup> waitingGroups() {
    return read(
        handle ->
            handle
                .createQuery(WAITING_GROUPS)
                .bind("limit", LIST_LIMIT)
                .map((row, context) -> waitingGroup(row))
                .list());
  }

  private static WaitingGroup waitingGroup(ResultSet row) throws SQLException {
    String location = row.getString("location");
    return new WaitingGroup(
        row.getLong("waits_for"),
        row.getString("name"),
        location == null ? Optional.empty() : Optional.of(code(row.getInt("code"))),
        location == null ? "" : location,
        row.getLong("n"),
        instant(row, "oldest"));
  }

  List<ExceptionCase.Decision> history(long seq) {
    return read(
        handle ->
            handle
                .createQuery(HISTORY)
                .bind("seq", seq)
                .map(
                    (row, context) -> {
                      long ref = row.getLong("ref");
                      return new ExceptionCase.Decision(
                          instant(row, "at"),
                          row.getString("actor"),
                          row.getString("kind"),
                          row.getString("reason"),
                          row.wasNull() || ref == 0 ? OptionalLong.empty() : OptionalLong.of(ref));
                    })
                .list());
  }

  void resubmit(long seq, String actor, String reason) {
    write(
        handle ->
            DecisionStore.tryAgain(
                handle.getConnection(), seq, DecisionStore.Kind.RESUBMIT, actor, reason));
  }

  /** The oldest that match, in their order. */
  List<Long> resubmit(ExceptionFilter filter, int limit, String actor, String reason) {
    List<Long> resubmitted = new ArrayList<>();
    write(
        handle -> {
          List<Long> open =
              bound(handle.createQuery(TO_TRY_AGAIN), filter)
                  .bind("limit", limit)
                  .mapTo(Long.class)
                  .list();
          for (long seq : open) {
            DecisionStore.tryAgain(
                handle.getConnection(), seq, DecisionStore.Kind.RESUBMIT, actor, reason);
          }
          resubmitted.addAll(open);
        });
    return resubmitted;
  }

  /**
   * Exceptions whose time to be tried again has come; the pause doubles with each attempt.
   *
   * @param codes numbers of problems
   */
  List<Long> due(List<Integer> codes, int attempts, Duration pause, Instant now, int limit) {
    return read(
        handle ->
            handle
                .createQuery(DUE)
                .bindArray("codes", Integer.class, codes.toArray())
                .bind("attempts", attempts)
                .bind("pause", pause.toSeconds())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .mapTo(Long.class)
                .list());
  }

  void dismiss(long seq, String actor, String reason) {
    write(handle -> DecisionStore.dismiss(handle.getConnection(), seq, actor, reason));
  }

  private <T> T read(java.util.function.Function<Handle, T> work) {
    return SqlFailures.guarded("Exceptions could not be read", () -> jdbi.withHandle(work::apply));
  }

  private void write(Work work) {
    SqlFailures.guarded(
        "A decision could not be written",
        () ->
            jdbi.inTransaction(
                handle -> {
                  try {
                    work.run(handle);
                    return true;
                  } catch (SQLException e) {
                    throw SqlFailures.toProblem("A decision could not be written", e);
                  }
                }));
  }

  private static Query bound(Query query, ExceptionFilter filter) {
    ProblemCode code = filter.code();
    return query
        .bind("source", filter.source())
        .bind("code", code == null ? null : Integer.valueOf(code.number()))
        .bind("location", filter.location());
  }

  private static OpenException open(ResultSet row) throws SQLException {
    return new OpenException(
        row.getLong("seq"),
        row.getString("name"),
        row.getString("type"),
        code(row.getInt("code")),
        row.getString("location"),
        row.getString("text"),
        instant(row, "received_at"),
        instant(row, "opened_at"),
        row.getInt("attempts"),
        row.getLong("waiting"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static ProblemCode code(int number) {
    return Arrays.stream(ProblemCode.values())
        .filter(code -> code.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new TrestleException(
                    ProblemCode.DEFECT_INTERNAL, "There is no problem code " + number));
  }
}
