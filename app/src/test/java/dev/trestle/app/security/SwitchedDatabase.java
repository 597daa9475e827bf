package dev.trestle.app.security;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database that can be away. */
final class SwitchedDatabase implements DataSource {
  private final DataSource database;
  private volatile boolean away;

  SwitchedDatabase(DataSource database) {
    this.database = database;
  }

  void away(boolean now) {
    away = now;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (away) {
      throw new SQLException("away", "08001");
    }
    return database.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    // Says nothing.
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // There is none.
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return database.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return database.isWrapperFor(type);
  }
}
