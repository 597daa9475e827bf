package dev.trestle.records.store;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads resources and their versions, each call on a connection of its own. */
public final class ReadStore {
  private static final String BY_ID =
      "select %s from resource r where r.id = ? and r.type = ?".formatted(SqlStore.ROW);
  private static final String BY_RID =
      "select %s from resource r where r.rid = any(?)".formatted(SqlStore.ROW);
  private static final String CHANGED =
      "select %s from resource r where r.type = ? and r.last_updated > ? order by r.last_updated limit ?"
          .formatted(SqlStore.ROW);
  private static final String VERSIONS =
      """
      select r.rid, r.id, r.type, h.version, h.last_updated, h.seq, r.patient_rid, h.state
      from resource r join resource_history h on h.rid = r.rid
      where r.rid = ? and h.version < ?
      order by h.version desc limit ?
      """;

  private static final String BY_NAME =
      """
      select r.id, r.rid, false from resource r where r.id = any(?) and r.type = ?
      union all
      select a.hash, r.rid, true from alias a join resource r on r.rid = a.rid
       where a.hash = any(?) and r.type = ?
      """;

  private static final String NAMES =
      """
      select r.id from resource r
       where r.rid = ? and not exists (select from alias a where a.hash = r.id)
      union all
      select hash from alias where rid = ?
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

  /** The numbers of resources of a type by any of their names. */
  public Map<UUID, Long> byName(int type, Collection<UUID> names) {
    try (Connection db = database.getConnection();
        PreparedStatement statement = db.prepareStatement(BY_NAME)) {
      Array wanted = db.createArrayOf("uuid", names.toArray());
      statement.setArray(1, wanted);
      statement.setInt(2, type);
      statement.setArray(3, wanted);
      statement.setInt(4, type);
      Map<UUID, Long> found = new HashMap<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          UUID name = rows.getObject(1, UUID.class);
          if (rows.getBoolean(3)) {
            found.put(name, rows.getLong(2)); // also where it is the id of another one
          } else {
            found.putIfAbsent(name, rows.getLong(2));
          }
        }
      }
      return found;
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** All names that lead to a resource; none when it is not there. */
  public List<UUID> names(long rid) {
    try (Connection db = database.getConnection();
        PreparedStatement statement = db.prepareStatement(NAMES)) {
      statement.setLong(1, rid);
      statement.setLong(2, rid);
      List<UUID> names = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getObject(1, UUID.class));
        }
      }
      return names;
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static TrestleException unreadable(SQLException e) {
    return new TrestleException(
        ProblemCode.DATABASE_UNAVAILABLE, "The record store cannot be read", e);
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
          result.add(SqlStore.row(rows, null));
        }
      }
      return result;
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }
}
