package dev.trestle.records.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads single resources and their versions. */
public final class ReadStore {
  private static final String COLUMNS =
      "r.rid, r.id, r.type, r.version, r.last_updated, r.seq, r.patient_rid, r.state, null::bytea";
  private static final String BY_ID =
      "select %s from resource r where r.id = ? and r.type = ?".formatted(COLUMNS);
  private static final String BY_RID =
      "select %s from resource r where r.rid = any(?)".formatted(COLUMNS);
  private static final String VERSIONS =
      """
      select r.rid, r.id, r.type, h.version, h.last_updated, h.seq, r.patient_rid, h.state,
             null::bytea
      from resource r join resource_history h on h.rid = r.rid
      where r.rid = ? and h.version < ?
      order by h.version desc limit ?
      """;

  public Optional<ResourceRow> byId(Connection db, int type, UUID id) throws SQLException {
    try (PreparedStatement statement = db.prepareStatement(BY_ID)) {
      statement.setObject(1, id);
      statement.setInt(2, type);
      return rows(statement).stream().findFirst();
    }
  }

  /** In no order; what is not there is left out. */
  public List<ResourceRow> byRid(Connection db, List<Long> rids) throws SQLException {
    try (PreparedStatement statement = db.prepareStatement(BY_RID)) {
      statement.setArray(1, Rows.longs(db, rids));
      return rows(statement);
    }
  }

  /**
   * Superseded versions, newest first.
   *
   * @param below only versions lower than this
   */
  public List<ResourceRow> versions(Connection db, long rid, int below, int limit)
      throws SQLException {
    try (PreparedStatement statement = db.prepareStatement(VERSIONS)) {
      statement.setLong(1, rid);
      statement.setInt(2, below);
      statement.setInt(3, limit);
      return rows(statement);
    }
  }

  static List<ResourceRow> rows(PreparedStatement statement) throws SQLException {
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
                rows.getBytes(9)));
      }
    }
    return result;
  }
}
