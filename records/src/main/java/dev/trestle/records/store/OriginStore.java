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
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** What is kept beside a version that explains it, each call on a connection of its own. */
public final class OriginStore {
  private static final String MARKS = "select marks from verified where rid = ?";
  private static final String STATEMENTS =
      "select rid, seq, sealed, body from statement where rid = ? and seq <= ? order by seq";

  private static final String KNOWN =
      "select rid, type, id, version, patient_rid from resource where rid = any(?)";

  /** The Patients from whom something came to this one, over any chain. */
  private static final String FORMER =
      """
      with recursive former(rid) as (
        select from_rid from move_decision where to_rid = ?
        union
        select m.from_rid from former f join move_decision m on m.to_rid = f.rid)
      select r.id from former f join resource r on r.rid = f.rid order by f.rid
      """;

  private static final String MOVED_NUMBERS =
      "select distinct name from move_decision where from_rid = ? and name is not null";

  private final DataSource database;

  public OriginStore(DataSource database) {
    this.database = database;
  }

  private interface Read<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Confirmations of the current version since it was written. */
  public Optional<byte[]> marks(long rid) {
    return query(MARKS, row -> row.getBytes(1), rid).stream().findFirst();
  }

  /** The statements about a resource up to a journal entry, beyond the first, in journal order. */
  public List<StatementStore.Row> statements(long rid, long upTo) {
    return query(
        STATEMENTS,
        row ->
            new StatementStore.Row(
                row.getLong(1), row.getLong(2), row.getBoolean(3), row.getBytes(4)),
        rid,
        upTo);
  }

  /** The ids of the Patients under whose numbers something of this one may be named. */
  public List<UUID> formerPatients(long patientRid) {
    return query(FORMER, row -> row.getObject(1, UUID.class), patientRid);
  }

  /** Numbers that a Patient had and that went to another one. */
  public List<UUID> movedNumbers(long patientRid) {
    return query(MOVED_NUMBERS, row -> row.getObject(1, UUID.class), patientRid);
  }

  /**
   * A resource by its names alone.
   *
   * @param type number of the FHIR type
   * @param version the current one
   * @param patientRid the Patient it belongs to, or 0
   */
  public record Known(long rid, int type, UUID id, int version, long patientRid) {}

  /** Resources by internal number; in no order, what is not there is left out. */
  public List<Known> known(Collection<Long> rids) {
    try (Connection db = database.getConnection();
        PreparedStatement statement = db.prepareStatement(KNOWN)) {
      statement.setArray(1, db.createArrayOf("int8", rids.toArray()));
      List<Known> known = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          known.add(
              new Known(
                  row.getLong(1),
                  row.getInt(2),
                  row.getObject(3, UUID.class),
                  row.getInt(4),
                  row.getLong(5)));
        }
      }
      return known;
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static TrestleException unreadable(SQLException e) {
    return new TrestleException(ProblemCode.DATABASE_UNAVAILABLE, "The origins cannot be read", e);
  }

  private <T> List<T> query(String sql, Read<T> read, long... parameters) {
    try (Connection db = database.getConnection();
        PreparedStatement statement = db.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setLong(i + 1, parameters[i]);
      }
      List<T> result = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          result.add(read.read(rows));
        }
      }
      return result;
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }
}
