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

  /** Whether it is gone; it cannot go while the server stops. */
  boolean drop(String database) {
    try {
      execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  void set(String setting, String value) {
    execute("ALTER SYSTEM SET " + setting + " = '" + value + "'");
    execute("SELECT pg_reload_conf()");
  }

  /** Returns when new sessions have the value of the configuration file. */
  void reset(String setting, String expected) {
    execute("ALTER SYSTEM RESET " + setting);
    execute("SELECT pg_reload_conf()");
    while (!value("SHOW " + setting).equals(expected)) {
      Thread.onSpinWait();
    }
  }

  private String value(String query) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void setFor(String database, String setting, String value) {
    execute("ALTER DATABASE " + database + " SET " + setting + " = '" + value + "'");
  }

  /** The databases whose names begin so. */
  List<String> names(String prefix) {
    List<String> names = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT datname FROM pg_database ORDER BY datname")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    names.removeIf(name -> !name.startsWith(prefix));
    return names;
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
