package dev.trestle.orchestration.journal;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Stops, pauses and starts of sources, appended. The last one of a source is its state. */
public final class SourceDecisionStore {
  /** What was decided about a source. */
  public enum Kind {
    /** By a person: what it sends is journaled and waits. */
    STOP,
    /** By Trestle, after many like failures: the same. */
    PAUSE,
    /** What waits goes on, oldest first. */
    START;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String LOCK = "select id from source where id = ? for update";
  private static final String LAST =
      "select kind from source_decision where source = ? order by id desc limit 1";
  private static final String ADD =
      """
      insert into source_decision (source, actor, kind, reason, code, location, exception)
      values (?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String HELD =
      """
      select source from (
        select distinct on (source) source, kind from source_decision
         order by source, id desc) last
       where kind <> 'start'
      """;
  private static final String WITH_BACKLOG =
      "select distinct source from waiting where waits_for = 0";
  private static final String HISTORY =
      """
      select at, actor, kind, reason from source_decision
       where source = ? order by id desc limit ?
      """;
  private final DataSource database;

  public SourceDecisionStore(DataSource database) {
    this.database = database;
  }

  /** Sources that are stopped or paused. */
  public Set<Integer> held() {
    return numbers(HELD);
  }

  /** Sources with entries that wait for them. */
  public Set<Integer> withBacklog() {
    return numbers(WITH_BACKLOG);
  }

  private Set<Integer> numbers(String sql) {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(sql);
        ResultSet rows = query.executeQuery()) {
      Set<Integer> found = new TreeSet<>();
      while (rows.next()) {
        found.add(rows.getInt(1));
      }
      return found;
    } catch (SQLException e) {
      throw SqlFailures.toProblem("The states of the sources could not be read", e);
    }
  }

  /** A decision as it was taken; {@code kind} is stop, pause or start. */
  public record Decided(Instant at, String actor, String kind, String reason) {}

  /** The last decisions about a source, newest first. */
  public List<Decided> history(int source, int limit) {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(HISTORY)) {
      query.setInt(1, source);
      query.setInt(2, limit);
      List<Decided> found = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new Decided(
                  row.getObject("at", OffsetDateTime.class).toInstant(),
                  row.getString("actor"),
                  row.getString("kind"),
                  row.getString("reason")));
        }
      }
      return found;
    } catch (SQLException e) {
      throw SqlFailures.toProblem("The decisions about a source could not be read", e);
    }
  }

  /**
   * A person stops or starts a source; committed when this returns.
   *
   * @throws TrestleException CONFLICT it is so already
   */
  public void decide(int source, Kind kind, String actor, String reason) {
    inTransaction(
        connection -> {
          String last = lockAndRead(connection, source);
          boolean isSo =
              kind == Kind.START ? last.equals(Kind.START.id()) : last.equals(Kind.STOP.id());
          if (isSo) {
            throw new TrestleException(
                ProblemCode.CONFLICT,
                kind == Kind.START ? "The source is not stopped" : "The source is stopped already");
          }
          add(connection, source, kind, actor, reason, null, 0);
        });
  }

  /** Many like failures pause a source, unless it is held already. */
  public void pause(int source, String reason, Finding problem, long exception) {
    inTransaction(
        connection -> {
          if (lockAndRead(connection, source).equals(Kind.START.id())) {
            add(connection, source, Kind.PAUSE, "trestle", reason, problem, exception);
          }
        });
  }

  /** A source nobody decided about is started. */
  private static String lockAndRead(Connection connection, int source) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK);
        PreparedStatement last = connection.prepareStatement(LAST)) {
      lock.setInt(1, source);
      lock.execute();
      last.setInt(1, source);
      try (ResultSet row = last.executeQuery()) {
        return row.next() ? row.getString(1) : Kind.START.id();
      }
    }
  }

  private static void add(
      Connection connection,
      int source,
      Kind kind,
      String actor,
      String reason,
      @Nullable Finding problem,
      long exception)
      throws SQLException {
    try (PreparedStatement add = connection.prepareStatement(ADD)) {
      add.setInt(1, source);
      add.setString(2, actor);
      add.setString(3, kind.id());
      add.setString(4, reason);
      add.setObject(5, problem == null ? null : problem.code().number(), Types.INTEGER);
      add.setString(6, problem == null ? null : problem.location());
      add.setObject(7, problem == null ? null : exception, Types.BIGINT);
      add.executeUpdate();
    }
  }

  private interface Work {
    void run(Connection connection) throws SQLException;
  }

  private void inTransaction(Work work) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        work.run(connection);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw SqlFailures.toProblem("A decision about a source could not be written", e);
    }
  }
}
