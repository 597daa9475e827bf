package dev.trestle.postgres.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/** Several connections that commit single rows, and remember which commits returned. */
final class Writers {
  private static final int THREADS = 4;

  private static final AtomicLong NEXT_ID = new AtomicLong();

  private final DataSource database;
  private final LongConsumer committed;
  private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  private Writers(DataSource database, LongConsumer committed) {
    this.database = database;
    this.committed = committed;
  }

  /** The table, as durably as the connection commits. */
  static void table(DataSource database) throws SQLException {
    execute(database, "CREATE TABLE IF NOT EXISTS committed (id bigint PRIMARY KEY, filler text)");
  }

  static Writers start(DataSource database, LongConsumer committed) throws SQLException {
    table(database);
    Writers writers = new Writers(database, committed);
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(writers::write, "writer-" + i);
      thread.setDaemon(true);
      writers.threads.add(thread);
      thread.start();
    }
    return writers;
  }

  static Writers start(DataSource database) throws SQLException {
    return start(database, id -> {});
  }

  private void write() {
    while (!stopping) {
      try (Connection connection = database.getConnection();
          PreparedStatement insert =
              connection.prepareStatement("INSERT INTO committed VALUES (?, repeat('x', 500))")) {
        while (!stopping) {
          long id = NEXT_ID.incrementAndGet();
          insert.setLong(1, id);
          insert.executeUpdate();
          acknowledged.add(id);
          committed.accept(id);
        }
      } catch (SQLException e) {
        Thread.onSpinWait();
      }
    }
  }

  int count() {
    return acknowledged.size();
  }

  /** Which acknowledged rows are not there. */
  Set<Long> lost() throws SQLException {
    return lost(database, acknowledged);
  }

  static Set<Long> lost(DataSource database, Set<Long> acknowledged) throws SQLException {
    Set<Long> missing = new TreeSet<>(acknowledged);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM committed")) {
      while (rows.next()) {
        missing.remove(rows.getLong(1));
      }
    }
    return missing;
  }

  static void execute(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  void stop() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
