package dev.trestle.postgres.embedded;

import dev.trestle.postgres.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.PGConnection;

/** What the superuser does in a new cluster: the application's role and its database. */
final class ClusterStore {
  static final String APPLICATION = "trestle";
  private static final String CONNECT_TIMEOUT_SECONDS = "5";

  private ClusterStore() {}

  /** Opens one connection; the caller closes it. Fails with SQLState 57P03 during recovery. */
  static Connection connect(DatabaseAddress address) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password());
    properties.setProperty("connectTimeout", CONNECT_TIMEOUT_SECONDS);
    properties.setProperty("requireAuth", "scram-sha-256");
    return DriverManager.getConnection(address.jdbcUrl(), properties);
  }

  /** Makes role and database unless they are there, and sets the role's password. */
  static void ensureApplication(Connection administrator, String password) throws SQLException {
    String literal = "'" + administrator.unwrap(PGConnection.class).escapeLiteral(password) + "'";
    try (Statement statement = administrator.createStatement()) {
      if (!exists(statement, "SELECT FROM pg_roles WHERE rolname = '" + APPLICATION + "'")) {
        statement.execute("CREATE ROLE " + APPLICATION);
      }
      statement.execute(
          "ALTER ROLE "
              + APPLICATION
              + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD "
              + literal);
      if (!exists(statement, "SELECT FROM pg_database WHERE datname = '" + APPLICATION + "'")) {
        statement.execute("CREATE DATABASE " + APPLICATION + " OWNER " + APPLICATION);
      }
      statement.execute("REVOKE ALL ON DATABASE " + APPLICATION + " FROM PUBLIC");
    }
  }

  private static boolean exists(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }
}
