package dev.trestle.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads what a session of the server is like, and bounds it. */
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

  /** Set here and not in the address, where parameters of its own would replace them. */
  private static final String LIMIT =
      """
      SELECT set_config('statement_timeout', ?, false),
             set_config('idle_in_transaction_session_timeout', ?, false),
             set_config('tcp_keepalives_idle', '30', false),
             set_config('tcp_keepalives_interval', '10', false),
             set_config('tcp_keepalives_count', '3', false),
             set_config('tcp_user_timeout', '60000', false)
      """;

  private static final String BY_INDEX_ONLY =
      """
      SELECT set_config('enable_seqscan', 'off', false),
             set_config('enable_hashjoin', 'off', false),
             set_config('enable_mergejoin', 'off', false)
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

  /** Bounds the session: its statements, its pauses, its waiting for a dead peer. */
  static void limit(Connection connection, PoolSettings settings) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LIMIT)) {
      statement.setString(1, Long.toString(settings.statementTimeout().toMillis()));
      statement.setString(2, Long.toString(settings.idleInTransactionTimeout().toMillis()));
      statement.execute();
    }
    if (settings.byIndexOnly()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(BY_INDEX_ONLY);
      }
    }
  }
}
