package dev.trestle.postgres;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Opens connections, and hands out only those that are proved direct and durable. */
final class ProvedDataSource implements DataSource {
  private static final int CONNECT_TIMEOUT_SECONDS = 5;

  /** The client waits a little longer than the server, so that the server's error arrives. */
  private static final Duration ANSWER_SLACK = Duration.ofSeconds(15);

  private final Supplier<DatabaseAddress> address;
  private final PoolSettings settings;
  private final int socketTimeoutSeconds;

  ProvedDataSource(Supplier<DatabaseAddress> address, PoolSettings settings) {
    this.address = address;
    this.settings = settings;
    socketTimeoutSeconds =
        settings.statementTimeout().isZero()
            ? 0
            : (int) settings.statementTimeout().plus(ANSWER_SLACK).toSeconds();
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = open();
    boolean proved = false;
    try {
      SessionStore.Session session = SessionStore.read(connection);
      requireDirect(connection, session);
      session.durability().require();
      SessionStore.limit(connection, settings);
      proved = true;
      return connection;
    } catch (TrestleException e) {
      throw new SQLException(e.getMessage(), e);
    } finally {
      if (!proved) {
        connection.close();
      }
    }
  }

  /** What a fresh session is like, proved or not. */
  Durability durability() throws SQLException {
    try (Connection connection = open()) {
      return SessionStore.read(connection).durability();
    }
  }

  private Connection open() throws SQLException {
    DatabaseAddress now = address.get();
    Properties properties = new Properties();
    // First, so that none of them replaces one of ours.
    now.parameters().forEach(properties::setProperty);
    properties.setProperty("user", now.user());
    properties.setProperty("password", now.password());
    properties.setProperty("ApplicationName", "trestle");
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_TIMEOUT_SECONDS));
    properties.setProperty("socketTimeout", Integer.toString(socketTimeoutSeconds));
    properties.setProperty("tcpKeepAlive", "true");
    // The pool logs failures with their text: it must not quote the values of a row.
    properties.setProperty("logServerErrorDetail", "false");
    return DriverManager.getConnection(now.jdbcUrl(), properties);
  }

  /**
   * A pooler between us and the server gives a session key of its own. One that works by
   * transaction would hand our session settings, locks and proofs to another client at each commit,
   * and from outside it cannot be told from one that works by session.
   */
  private static void requireDirect(Connection connection, SessionStore.Session session)
      throws SQLException {
    if (connection.unwrap(PGConnection.class).getBackendPID() != session.backendProcessId()) {
      throw new TrestleException(
          ProblemCode.DATABASE_UNAVAILABLE,
          "A connection pooler stands between Trestle and PostgreSQL. Trestle has a pool of its own"
              + " and needs whole sessions: give it PostgreSQL's own address and port.");
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("The pool has one user.");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    // The driver logs through java.util.logging.
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // The connect timeout is ours.
  }

  @Override
  public int getLoginTimeout() {
    return CONNECT_TIMEOUT_SECONDS;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("org.postgresql");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("Not a " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
