package dev.trestle.bench;

import dev.trestle.postgres.PoolSettings;
import dev.trestle.postgres.PostgresPool;
import dev.trestle.postgres.embedded.EmbeddedPostgres;
import dev.trestle.postgres.embedded.EmbeddedPostgresSettings;
import java.nio.file.Path;
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

/**
 * What PostgreSQL itself can do on this machine: rows of 1 KB, each its own durable commit, over
 * several connections, with the settings and on the data folder that the platform then runs with.
 */
final class FloorStore implements AutoCloseable {
  private static final int ROW_BYTES = 1024;
  private static final Duration WARM_UP = Duration.ofMillis(500);
  private static final Duration ROUND = Duration.ofSeconds(1);

  private final EmbeddedPostgres server;
  private final PostgresPool pool;

  /** One round: commits a second, and the 99th percentile of one commit. */
  record Round(int connections, double perSecond, Duration p99) {}

  FloorStore(Path dataFolder) throws SQLException {
    server = EmbeddedPostgres.start(EmbeddedPostgresSettings.in(dataFolder));
    pool = PostgresPool.open(server, PoolSettings.named("floor"));
    execute("create table if not exists floor (id bigint generated always as identity, row bytea)");
  }

  List<Round> rounds(int connections, int count) throws InterruptedException, ExecutionException {
    round(connections, WARM_UP);
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rounds.add(round(connections, ROUND));
    }
    return rounds;
  }

  private Round round(int connections, Duration time)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      long start = System.nanoTime();
      List<Future<long[]>> futures = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        futures.add(threads.submit(() -> commit(time)));
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
  private long[] commit(Duration time) throws SQLException {
    byte[] row = new byte[ROW_BYTES];
    new Random(Thread.currentThread().getId()).nextBytes(row);
    long[] took = new long[1024];
    int count = 0;
    try (Connection connection = pool.dataSource().getConnection();
        PreparedStatement insert =
            connection.prepareStatement("insert into floor (row) values (?)")) {
      connection.setAutoCommit(true);
      long end = System.nanoTime() + time.toNanos();
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
    try (Connection connection = pool.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    execute("drop table if exists floor");
    pool.close();
    server.close();
  }
}
