package dev.trestle.records.store;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Asks the index for candidates, a page at a time by key, never by offset. */
public final class SearchStore {
  private final DataSource database;

  public SearchStore(DataSource database) {
    this.database = database;
  }

  /** Columns that sort. */
  public enum Order {
    RID("r.rid"),
    LAST_UPDATED("r.last_updated"),
    DATE("coalesce(r.date_low, -9223372036854775808)");

    private final String column;

    Order(String column) {
      this.column = column;
    }
  }

  /**
   * What candidates must have. All parts must hold; of a part with several values, one.
   *
   * @param type number of the FHIR type
   * @param ids logical ids, or null for any
   * @param patientRids Patients they belong to, or null for any
   * @param identifiers groups of identifier hashes
   * @param tokens groups of tokens
   * @param leastDateHighMicros the main date does not end before
   * @param greatestDateLowMicros nor begin after
   * @param leastUpdatedMicros changed at or after
   * @param greatestUpdatedMicros changed at or before
   */
  public record Candidates(
      int type,
      @Nullable Collection<UUID> ids,
      @Nullable Collection<Long> patientRids,
      List<? extends Collection<UUID>> identifiers,
      List<? extends Collection<Long>> tokens,
      long leastDateHighMicros,
      long greatestDateLowMicros,
      long leastUpdatedMicros,
      long greatestUpdatedMicros) {}

  /**
   * Where a page begins.
   *
   * @param key value of the sort column of the last row seen
   * @param rid its number
   */
  public record After(long key, long rid) {}

  /** A candidate and its key. */
  public record Found(ResourceRow row, long key) {}

  /** The next candidates in order. */
  public List<Found> page(
      Candidates wanted, Order order, boolean descending, @Nullable After after, int limit) {
    try (Connection db = database.getConnection()) {
      Sql sql = new Sql(db);
      sql.text("select " + SqlStore.ROW + ", " + order.column + " from resource r where true");
      where(sql, wanted);
      if (after != null) {
        sql.text(" and (" + order.column + ", r.rid) " + (descending ? "<" : ">") + " (");
        sql.value(after.key()).text(", ").value(after.rid()).text(")");
      }
      String direction = descending ? " desc" : " asc";
      sql.text(" order by " + order.column + direction);
      if (order != Order.RID) {
        sql.text(", r.rid" + direction);
      }
      return found(sql.text(" limit ").value(limit));
    } catch (SQLException e) {
      throw new TrestleException(
          ProblemCode.DATABASE_UNAVAILABLE, "The record store cannot be searched", e);
    }
  }

  private static void where(Sql sql, Candidates wanted) throws SQLException {
    sql.text(" and r.type = ").value(wanted.type());
    if (wanted.ids() != null) {
      sql.text(" and r.id = any(").array("uuid", wanted.ids()).text(")");
    }
    if (wanted.patientRids() != null) {
      sql.text(" and r.patient_rid = any(").array("int8", wanted.patientRids()).text(")");
    }
    for (Collection<UUID> group : wanted.identifiers()) {
      sql.text(" and r.rid in (select i.rid from identifier i where i.hash = any(");
      sql.array("uuid", group).text("))");
    }
    for (Collection<Long> group : wanted.tokens()) {
      sql.text(" and r.tokens && ").array("int8", group);
    }
    if (wanted.leastDateHighMicros() != Long.MIN_VALUE) {
      sql.text(" and r.date_high >= ").bound(wanted.leastDateHighMicros());
    }
    if (wanted.greatestDateLowMicros() != Long.MAX_VALUE) {
      sql.text(" and r.date_low <= ").bound(wanted.greatestDateLowMicros());
    }
    if (wanted.leastUpdatedMicros() != Long.MIN_VALUE) {
      sql.text(" and r.last_updated >= ").bound(wanted.leastUpdatedMicros());
    }
    if (wanted.greatestUpdatedMicros() != Long.MAX_VALUE) {
      sql.text(" and r.last_updated <= ").bound(wanted.greatestUpdatedMicros());
    }
  }

  private static List<Found> found(Sql sql) throws SQLException {
    List<Found> result = new ArrayList<>();
    try (PreparedStatement statement = sql.prepare();
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        result.add(new Found(SqlStore.row(rows, null), rows.getLong(9)));
      }
    }
    return result;
  }

  /** Text with its values; what came from outside is bound. */
  private static final class Sql {
    private final Connection db;
    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    Sql(Connection db) {
      this.db = db;
    }

    Sql text(String more) {
      text.append(more);
      return this;
    }

    Sql value(Object value) {
      text.append('?');
      values.add(value);
      return this;
    }

    /**
     * A bound of a range stands in the text: how much lies beyond it decides how the database
     * looks, so that a plan made for any bound reads the whole table for the last minute.
     */
    Sql bound(long micros) {
      text.append(micros);
      return this;
    }

    Sql array(String type, Collection<?> items) throws SQLException {
      text.append("?::").append(type).append("[]");
      values.add(db.createArrayOf(type, items.toArray()));
      return this;
    }

    PreparedStatement prepare() throws SQLException {
      PreparedStatement statement = db.prepareStatement(text.toString());
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      return statement;
    }
  }
}
