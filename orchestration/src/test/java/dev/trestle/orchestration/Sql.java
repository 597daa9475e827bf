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
  private static final int ATTEMPTS = 20;

  private Sql() {}

  /** Reads a row. */
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Runs it through another connection when the test has killed this one. */
  public static void run(DataSource database, String sql) {
    again(
        database,
        statement -> {
          statement.execute(sql);
          return true;
        });
  }

  public static <T> List<T> list(DataSource database, String sql, Row<T> mapper) {
    return again(
        database,
        statement -> {
          try (ResultSet rows = statement.executeQuery(sql)) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
              all.add(mapper.read(rows));
            }
            return all;
          }
        });
  }

  private interface Work<T> {
    T run(Statement statement) throws SQLException;
  }

  private static <T> T again(DataSource database, Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(true);
        return work.run(statement);
      } catch (SQLException e) {
        boolean killed = "57P01".equals(e.getSQLState()) || "08006".equals(e.getSQLState());
        if (!killed || attempt == ATTEMPTS) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  public static long number(DataSource database, String sql) {
    return list(database, sql, row -> row.getLong(1)).get(0);
  }
}
