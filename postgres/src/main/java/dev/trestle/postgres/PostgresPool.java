package dev.trestle.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Connections to PostgreSQL, each proved durable when it is opened. There is no way to get one that
 * is not: a server, role or database that answers before the flush is refused with
 * DATABASE_NOT_DURABLE, when the pool opens and at every later connection.
 */
public final class PostgresPool implements AutoCloseable {
  /** A connection is proved anew at the latest after this. */
  private static final Duration LIFETIME = Duration.ofMinutes(30);

  private static final Duration KEEPALIVE = Duration.ofMinutes(2);
  private static final Duration VALIDATION_TIMEOUT = Duration.ofSeconds(3);

  private final ProvedDataSource proved;
  private final ProvedDataSource unlimited;
  private final HikariDataSource pool;

  private PostgresPool(Supplier<DatabaseAddress> address, PoolSettings settings) {
    proved = new ProvedDataSource(address, settings);
    unlimited = new ProvedDataSource(address, settings.withStatementTimeout(Duration.ZERO));
    proveOnce();
    HikariConfig config = new HikariConfig();
    config.setPoolName(settings.name());
    config.setDataSource(proved);
    config.setMaximumPoolSize(settings.maxConnections());
    config.setConnectionTimeout(settings.connectionTimeout().toMillis());
    config.setValidationTimeout(VALIDATION_TIMEOUT.toMillis());
    config.setMaxLifetime(LIFETIME.toMillis());
    config.setKeepaliveTime(KEEPALIVE.toMillis());
    pool = new HikariDataSource(config);
  }

  /**
   * Opens a pool to somebody's PostgreSQL.
   *
   * @throws TrestleException DATABASE_NOT_DURABLE or DATABASE_UNAVAILABLE
   */
  public static PostgresPool open(DatabaseAddress address, PoolSettings settings) {
    return new PostgresPool(() -> address, settings);
  }

  /** Opens a pool to our own; it follows the server through restarts. */
  public static PostgresPool open(DatabaseServer server, PoolSettings settings) {
    PostgresPool pool = new PostgresPool(server::address, settings);
    server.subscribe(
        state -> {
          if (state.phase() == DatabaseState.Phase.DOWN) {
            pool.forget();
          }
        });
    return pool;
  }

  public DataSource dataSource() {
    return pool;
  }

  /**
   * For migrations and backups: proved connections without a limit on statements, one for each
   * request.
   */
  public DataSource unlimitedDataSource() {
    return unlimited;
  }

  /**
   * Reads the settings on a new session, for whoever must refuse to receive.
   *
   * @throws TrestleException DATABASE_UNAVAILABLE
   */
  public Durability durability() {
    try {
      return proved.durability();
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private void proveOnce() {
    try (Connection connection = proved.getConnection()) {
      connection.clearWarnings();
    } catch (SQLException e) {
      if (e.getCause() instanceof TrestleException refused) {
        throw refused;
      }
      throw unavailable(e);
    }
  }

  private static TrestleException unavailable(SQLException e) {
    return new TrestleException(
        ProblemCode.DATABASE_UNAVAILABLE,
        "The database does not answer (SQLState " + e.getSQLState() + ").",
        e);
  }

  /** Connections to a server that died are of no use. */
  private void forget() {
    HikariPoolMXBean bean = pool.getHikariPoolMXBean();
    if (bean != null) {
      bean.softEvictConnections();
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
