package dev.trestle.orchestration;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database whose commits get lost, and that can go away. */
public final class FaultyDatabase implements DataSource {
  private final DataSource real;
  private final AtomicInteger loseAfterCommit = new AtomicInteger();
  private final AtomicInteger loseBeforeCommit = new AtomicInteger();
  private volatile boolean away;

  public FaultyDatabase(DataSource real) {
    this.real = real;
  }

  /** The next commits take place, and their answers are lost. */
  public void loseAnswers(int commits) {
    loseAfterCommit.set(commits);
  }

  /** The next commits do not take place. */
  public void loseCommits(int commits) {
    loseBeforeCommit.set(commits);
  }

  /** From now on nothing is committed and no connection is given. */
  public void goAway() {
    away = true;
  }

  public void comeBack() {
    away = false;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (away) {
      throw gone();
    }
    Connection connection = real.getConnection();
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("commit")) {
            commit(connection);
            return null;
          }
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
          }
        };
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
  }

  private void commit(Connection connection) throws SQLException {
    if (away || takeOne(loseBeforeCommit)) {
      connection.rollback();
      throw gone();
    }
    connection.commit();
    if (takeOne(loseAfterCommit)) {
      throw gone();
    }
  }

  private static boolean takeOne(AtomicInteger left) {
    return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }

  private static SQLException gone() {
    return new SQLException("the connection is gone", "08006");
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return real.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    real.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    real.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return real.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return real.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return real.isWrapperFor(type);
  }
}
