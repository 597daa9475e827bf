package dev.trestle.postgres.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.postgres.DatabaseAddress;
import dev.trestle.postgres.PoolSettings;
import dev.trestle.postgres.PostgresPool;
import javax.sql.DataSource;

/**
 * A fresh database for one test, migrated with every {@code db/migration} of the class path. The
 * server is shared by the tests of a JVM, lives under {@code target/} and stops with the JVM.
 *
 * <pre>{@code
 * try (TestDatabase database = TestDatabase.create()) {
 *   Jdbi jdbi = Jdbi.create(database.dataSource());
 * }
 * }</pre>
 */
public final class TestDatabase implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 8;

  private final TestServer server;
  private final String name;
  private final DataSource dataSource;
  private final Runnable closePool;

  private TestDatabase(TestServer server, String name, DataSource dataSource, Runnable closePool) {
    this.server = server;
    this.name = name;
    this.dataSource = dataSource;
    this.closePool = closePool;
  }

  /** As in production: durable, through the same pool. */
  public static TestDatabase create() {
    TestServer server = TestServer.shared();
    String name = server.copy();
    PostgresPool pool =
        PostgresPool.open(
            server.address(name), PoolSettings.named(name).withMaxConnections(MAX_CONNECTIONS));
    return new TestDatabase(server, name, pool.dataSource(), pool::close);
  }

  /**
   * One whose commits return before they are on disk, through a pool that does not look. Only for
   * the proof that a crash test fails on it.
   */
  public static TestDatabase withoutDurability() {
    TestServer server = TestServer.shared();
    String name = server.copy();
    server.loseSynchronousCommit(name);
    DatabaseAddress address = server.address(name);
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(address.jdbcUrl());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    HikariDataSource pool = new HikariDataSource(config);
    return new TestDatabase(server, name, pool, pool::close);
  }

  public DataSource dataSource() {
    return dataSource;
  }

  /** For a pool or a process of the test's own. */
  public DatabaseAddress address() {
    return server.address(name);
  }

  /** The superuser of the shared server: to break what production must refuse. */
  public static DatabaseAddress administration() {
    return TestServer.shared().postgres().administration();
  }

  /** Drops the database. */
  @Override
  public void close() {
    closePool.run();
    server.drop(name);
  }
}
