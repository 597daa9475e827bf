package dev.trestle.records.store;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads resources and their versions, each call on a connection of its own. */
public final class ReadStore {
  private static final String COLUMNS =
      "r.rid, r.id, r.type, r.version, r.last_updated, r.seq, r.patient_rid, r.state";
  private static final String BY_ID =
      "select %s from resource r where r.id = ? and r.type = ?".formatted(COLUMNS);
  private static final String BY_RID =
      "select %s from resource r where r.rid = any(?)".formatted(COLUMNS);
  private static final String CHANGED =
      "select %s from resource r where r.type = ? and r.last_updated > ? order by r.last_updated limit ?"
          .formatted(COLUMNS);
  private static final String VERSIONS =
      """
      select r.rid, r.id, r.type, h.version, h.last_updated, h.seq, r.patient_rid, h.state
      from resource r join resource_history h on h.rid = r.rid
      where r.rid = ? and h.version < ?
      order by h.version desc limit ?
      """;

  private final DataSource database;

  public ReadStore(DataSource database) {
    this.database = database;
  }

  public Optional<ResourceRow> byId(int type, UUID id) {
    return query(
            BY_ID,
            (db, statement) -> {
              statement.setObject(1, id);
              statement.setInt(2, type);
            })
        .stream()
        .findFirst();
  }

  /** In no order; what is not there is left out. */
  public List<ResourceRow> byRid(List<Long> rids) {
    return query(
        BY_RID, (db, statement) -> statement.setArray(1, db.createArrayOf("int8", rids.toArray())));
  }

  /** Of one type, changed after a time, in order of {@code lastUpdated}. */
  public List<ResourceRow> changedAfter(int type, long lastUpdatedMicros, int limit) {
    return query(
        CHANGED,
        (db, statement) -> {
          statement.setInt(1, type);
          statement.setLong(2, lastUpdatedMicros);
          statement.setInt(3, limit);
        });
  }

  /**
   * Superseded versions, newest first.
   *
   * @param below only versions lower than this
   */
  public List<ResourceRow> versions(long rid, int below, int limit) {
    return query(
        VERSIONS,
        (db, statement) -> {
          statement.setLong(1, rid);
          statement.setInt(2, below);
          statement.setInt(3, limit);
        });
  }

  /** Sets the values of a query. */
  private interface Binding {
    void bind(Connection db, PreparedStatement statement) throws SQLException;
  }

  private List<ResourceRow> query(String sql, Binding binding) {
    try (Connection db = database.getConnection();
        PreparedStatement statement = db.prepareStatement(sql)) {
      binding.bind(db, statement);
      List<ResourceRow> result = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          result.add(
              new ResourceRow(
                  rows.getLong(1),
                  rows.getObject(2, UUID.class),
                  rows.getInt(3),
                  rows.getInt(4),
                  rows.getLong(5),
                  rows.getLong(6),
                  rows.getLong(7),
                  rows.getBytes(8),
                  null));
        }
      }
      return result;
    } catch (SQLException e) {
      throw new TrestleException(
          ProblemCode.DATABASE_UNAVAILABLE, "The record store cannot be read", e);
    }
  }
}
