package dev.trestle.orchestration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Looks into the database, past the code under test. */
public final class Sql {
  private Sql() {}

  /** Reads a row. */
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  public static void run(DataSource database, String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static <T> List<T> list(DataSource database, String sql, Row<T> mapper) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(mapper.read(rows));
      }
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static long number(DataSource database, String sql) {
    return list(database, sql, row -> row.getLong(1)).get(0);
  }
}
