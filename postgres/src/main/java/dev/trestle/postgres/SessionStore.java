package dev.trestle.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads what a session of the server is like. */
final class SessionStore {
  /**
   * What the server says of this session.
   *
   * @param durability its settings
   * @param backendProcessId the server process at the other end
   */
  record Session(Durability durability, int backendProcessId) {}

  private static final String READ =
      """
      SELECT current_setting('fsync'), current_setting('full_page_writes'),
             current_setting('synchronous_commit'), pg_backend_pid()
      """;

  private SessionStore() {}

  static Session read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(READ)) {
      row.next();
      return new Session(
          new Durability(row.getString(1), row.getString(2), row.getString(3)), row.getInt(4));
    }
  }
}
