package dev.trestle.app.replay;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.journal.SqlFailures;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Keeps which versions run beside the active one, and how far each is. */
final class ParallelStore {
  private static final String RUNS =
      """
      select replay, reason, position, running, ending from site_parallel
      """;

  private final Jdbi jdbi;
  private final ReplayStore replays;

  ParallelStore(DataSource database, ReplayStore replays) {
    this.jdbi = Jdbi.create(database);
    this.replays = replays;
  }

  /** A row without its counts. */
  private record Row(long replay, String reason, long position, boolean running, String ending) {}

  /**
   * Begins a run.
   *
   * @param position entries after this number
   * @param most runs that there may be at once, this one included
   * @throws TrestleException CONFLICT: there is one of this source, or there are too many
   */
  long begin(
      ReplayQuestion question,
      String before,
      String actor,
      String reason,
      long position,
      int most) {
    String source = question.source().orElseThrow();
    return guarded(
        handle -> {
          handle.execute("lock table site_parallel in exclusive mode");
          List<String> running =
              handle
                  .createQuery("select source from site_parallel where running")
                  .mapTo(String.class)
                  .list();
          if (running.contains(source)) {
            throw new TrestleException(
                ProblemCode.CONFLICT, "A version runs beside this feed already; stop it first");
          }
          if (running.size() >= most) {
            throw new TrestleException(
                ProblemCode.CONFLICT, most + " versions run beside feeds already; stop one first");
          }
          long id =
              handle
                  .createQuery(
                      """
                      insert into site_replay (hash, before, actor, source)
                      values (:hash, :before, :actor, :source) returning id
                      """)
                  .bind("hash", HexFormat.of().parseHex(question.version().hash()))
                  .bind("before", before)
                  .bind("actor", actor)
                  .bind("source", source)
                  .mapTo(long.class)
                  .one();
          handle
              .createUpdate(
                  """
                  insert into site_parallel (replay, source, reason, position)
                  values (:replay, :source, :reason, :position)
                  """)
              .bind("replay", id)
              .bind("source", source)
              .bind("reason", reason)
              .bind("position", position)
              .execute();
          return id;
        });
  }

  List<ParallelRun> running() {
    return runs(RUNS + " where running order by replay");
  }

  /** Those that run, then the last that ended. */
  List<ParallelRun> last(int limit) {
    return runs(RUNS + " order by running desc, replay desc limit " + limit);
  }

  private List<ParallelRun> runs(String query) {
    List<Row> rows =
        guarded(
            handle ->
                handle
                    .createQuery(query)
                    .map(
                        (row, context) ->
                            new Row(
                                row.getLong("replay"),
                                row.getString("reason"),
                                row.getLong("position"),
                                row.getBoolean("running"),
                                row.getString("ending")))
                    .list());
    return rows.stream().flatMap(row -> run(row).stream()).toList();
  }

  private Optional<ParallelRun> run(Row row) {
    return replays
        .find(row.replay())
        .map(
            replay ->
                new ParallelRun(replay, row.reason(), row.position(), row.running(), row.ending()));
  }

  Optional<ParallelRun> find(long id) {
    return runs(RUNS + " where replay = " + id).stream().findFirst();
  }

  /**
   * Keeps a piece whole: where it got to, what was counted, and the messages that differ.
   *
   * @param from the position before it
   * @return false when the run has ended meanwhile; nothing is kept then
   */
  boolean keep(
      long id,
      long from,
      long position,
      ReplayCounts counts,
      List<Replay.Place> places,
      List<Replay.Difference> differences) {
    return guarded(
        handle -> {
          int moved =
              handle
                  .createUpdate(
                      """
                      update site_parallel set position = :position
                       where replay = :id and running and position = :from
                      """)
                  .bind("position", position)
                  .bind("id", id)
                  .bind("from", from)
                  .execute();
          if (moved == 1) {
            ReplayStore.count(handle, id, counts, places);
            ReplayStore.add(handle, id, differences);
          }
          return moved == 1;
        });
  }

  /** Ends a run; false when it had ended. */
  boolean end(long id, String ending) {
    return guarded(
        handle -> {
          int ended =
              handle
                  .createUpdate(
                      """
                      update site_parallel set running = false, ending = :ending
                       where replay = :id and running
                      """)
                  .bind("ending", ending)
                  .bind("id", id)
                  .execute();
          if (ended == 1) {
            handle
                .createUpdate("update site_replay set ended_at = now() where id = :id")
                .bind("id", id)
                .execute();
          }
          return ended == 1;
        });
  }

  private <T> T guarded(Function<Handle, T> work) {
    return SqlFailures.guarded(
        "A run beside the active site could not be kept or read",
        () -> jdbi.inTransaction(work::apply));
  }
}
