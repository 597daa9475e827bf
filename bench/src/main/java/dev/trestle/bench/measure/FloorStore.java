package dev.trestle.bench.measure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * What PostgreSQL itself can do on this machine: rows of 1 KB, each its own durable commit, over
 * several connections, with the settings and on the data folder that the platform then runs with.
 */
public final class FloorStore implements AutoCloseable {
  private static final int ROW_BYTES = 1024;
  private static final Duration WARM_UP = Duration.ofMillis(500);

  private final DataSource database;
  private final Duration time;

  /** One round: commits a second, and the 99th percentile of one commit. */
  public record Round(int connections, double perSecond, Duration p99) {}

  /**
   * @param time of one round
   */
  public FloorStore(DatabaseAlone database, Duration time) throws SQLException {
    this.database = database.dataSource();
    this.time = time;
    execute("create table if not exists floor (id bigint generated always as identity, row bytea)");
  }

  public List<Round> rounds(int connections, int count)
      throws InterruptedException, ExecutionException {
    round(connections, WARM_UP);
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rounds.add(round(connections, time));
    }
    return rounds;
  }

  private Round round(int connections, Duration duration)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      long start = System.nanoTime();
      List<Future<long[]>> futures = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        futures.add(threads.submit(() -> commit(duration)));
      }
      List<long[]> nanos = new ArrayList<>();
      for (Future<long[]> future : futures) {
        nanos.add(future.get());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      long[] all = nanos.stream().flatMapToLong(Arrays::stream).sorted().toArray();
      Duration p99 = Duration.ofNanos(all[(int) Math.ceil(all.length * 0.99) - 1]);
      return new Round(connections, all.length / seconds, p99);
    } finally {
      threads.shutdown();
    }
  }

  /** How long each commit took. */
  private long[] commit(Duration duration) throws SQLException {
    byte[] row = new byte[ROW_BYTES];
    new Random(Thread.currentThread().getId()).nextBytes(row);
    long[] took = new long[1024];
    int count = 0;
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("insert into floor (row) values (?)")) {
      connection.setAutoCommit(true);
      long end = System.nanoTime() + duration.toNanos();
      long before = System.nanoTime();
      while (before < end) {
        insert.setBytes(1, row);
        insert.executeUpdate();
        long after = System.nanoTime();
        if (count == took.length) {
          took = Arrays.copyOf(took, count * 2);
        }
        took[count++] = after - before;
        before = after;
      }
    }
    return Arrays.copyOf(took, count);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    execute("drop table if exists floor");
  }
}
