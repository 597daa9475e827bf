package dev.trestle.records.store;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** How big charts are and when they were used last, without opening anything. */
public final class ChartStore {
  /** Each count ends at a limit: a long chart costs no more than a middling one. */
  private static final String SIZES =
      """
      select p.rid,
             (select count(*) from (select from resource r
               where r.patient_rid = p.rid and r.type = any (?) limit ?) counted) as clinical,
             greatest(p.last_updated, (select max(r.date_low) from resource r
               where r.patient_rid = p.rid and r.type = ?)) as active
        from resource p where p.rid = any (?)
      """;

  private final DataSource database;

  public ChartStore(DataSource database) {
    this.database = database;
  }

  /**
   * A chart.
   *
   * @param clinical up to the limit
   * @param activeMicros when the Patient changed or a visit began, whichever is later
   */
  public record Size(int clinical, long activeMicros) {}

  /**
   * Sizes by the internal numbers of Patients.
   *
   * @param clinical types that count
   * @param most where counting ends
   * @param visit type whose beginning counts as being active
   */
  public Map<Long, Size> sizes(
      Collection<Long> patientRids, Integer[] clinical, int most, int visit) {
    Map<Long, Size> sizes = new HashMap<>();
    try (Connection db = database.getConnection();
        PreparedStatement statement = db.prepareStatement(SIZES)) {
      statement.setArray(1, db.createArrayOf("smallint", clinical));
      statement.setInt(2, most);
      statement.setInt(3, visit);
      statement.setArray(4, db.createArrayOf("bigint", patientRids.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          sizes.put(rows.getLong("rid"), new Size(rows.getInt("clinical"), rows.getLong("active")));
        }
      }
      return sizes;
    } catch (SQLException e) {
      throw new TrestleException(
          ProblemCode.DATABASE_UNAVAILABLE, "The sizes of charts cannot be read now", e);
    }
  }
}
