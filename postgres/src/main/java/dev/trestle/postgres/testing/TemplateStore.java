package dev.trestle.postgres.testing;

import dev.trestle.postgres.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Makes and drops databases as the superuser of the test server. */
final class TemplateStore {
  private final DatabaseAddress administrator;

  TemplateStore(DatabaseAddress administrator) {
    this.administrator = administrator;
  }

  void create(String database, String owner) {
    execute("CREATE DATABASE " + database + " OWNER " + owner);
  }

  void copy(String template, String database, String owner) {
    execute("CREATE DATABASE " + database + " TEMPLATE " + template + " OWNER " + owner);
  }

  void drop(String database) {
    execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
  }

  void set(String database, String setting, String value) {
    execute("ALTER DATABASE " + database + " SET " + setting + " = '" + value + "'");
  }

  /** Drops what an earlier run left. */
  void dropAllBut(String first, String second) {
    List<String> names = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT datname FROM pg_database WHERE NOT datistemplate")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    names.removeAll(List.of(first, second));
    names.forEach(this::drop);
  }

  private void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        administrator.jdbcUrl(), administrator.user(), administrator.password());
  }
}
