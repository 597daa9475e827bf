package dev.trestle.app.platform;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.postgres.DatabaseAddress;
import dev.trestle.postgres.DatabaseListener;
import dev.trestle.postgres.Migrations;
import dev.trestle.postgres.PoolSettings;
import dev.trestle.postgres.PostgresPool;
import dev.trestle.postgres.disk.DiskListener;
import dev.trestle.postgres.embedded.EmbeddedPostgres;
import dev.trestle.postgres.embedded.EmbeddedPostgresSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The database of a platform, embedded or external, migrated and proved durable. */
final class Database implements AutoCloseable {
  /** Connections of the way of a message; readers, however many, cannot take them. */
  private static final int WAY_CONNECTIONS = 6;

  private final @Nullable EmbeddedPostgres embedded;
  private final List<PostgresPool> pools;
  private final DataSource dataSource;
  private final DataSource way;

  private Database(@Nullable EmbeddedPostgres embedded, PostgresPool pool, PostgresPool way) {
    this.embedded = embedded;
    this.pools = List.of(way, pool);
    this.dataSource = pool.dataSource();
    this.way = way.dataSource();
  }

  /** See {@link #withoutProof}. */
  private Database(DataSource unproved) {
    this.embedded = null;
    this.pools = List.of();
    this.dataSource = unproved;
    this.way = unproved;
  }

  /**
   * A migrated database that nobody asked whether it keeps what it commits. Only for the test that
   * shows what is lost then: no setting and no command leads here.
   */
  static Database withoutProof(DataSource unproved) {
    return new Database(unproved);
  }

  static Database open(PlatformSettings settings, Consumer<String> progress) {
    if (settings.databaseUrl().isPresent()) {
      DatabaseAddress address = address(settings.databaseUrl().get());
      return ready(null, pool -> PostgresPool.open(address, pool));
    }
    return open(EmbeddedPostgresSettings.in(settings.dataFolder()), progress);
  }

  /** An embedded one with other limits than the standard ones. */
  static Database open(EmbeddedPostgresSettings settings, Consumer<String> progress) {
    DatabaseListener listener = state -> progress.accept(state.text());
    EmbeddedPostgres embedded = EmbeddedPostgres.start(settings, listener);
    try {
      return ready(embedded, pool -> PostgresPool.open(embedded, pool));
    } catch (RuntimeException e) {
      embedded.close();
      throw e;
    }
  }

  private static Database ready(
      @Nullable EmbeddedPostgres embedded, Function<PoolSettings, PostgresPool> open) {
    PostgresPool pool = open.apply(PoolSettings.named("trestle"));
    try {
      if (!pool.durability().isDurable()) {
        throw new TrestleException(
            ProblemCode.DATABASE_NOT_DURABLE,
            "The database does not keep what it commits: " + pool.durability());
      }
      Migrations.migrate(pool);
      PoolSettings way =
          PoolSettings.named("way").withMaxConnections(WAY_CONNECTIONS).withPlansByIndexOnly();
      return new Database(embedded, pool, open.apply(way));
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /**
   * {@code postgresql://user:password@host:port/database}, with or without {@code jdbc:} before it.
   */
  private static DatabaseAddress address(String url) {
    try {
      URI uri = URI.create(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
      String[] user = String.valueOf(uri.getUserInfo()).split(":", 2);
      if (uri.getHost() != null && user.length == 2) {
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        return new DatabaseAddress(
            "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getPath(),
            decode(user[0]),
            decode(user[1]));
      }
    } catch (IllegalArgumentException notAnAddress) {
      throw unreadable(notAnAddress);
    }
    throw unreadable(null);
  }

  private static String decode(String part) {
    return java.net.URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Without the address: it holds a password. */
  private static TrestleException unreadable(@Nullable Throwable cause) {
    String text = "--database-url is not of the form postgresql://USER:PASSWORD@HOST:PORT/DATABASE";
    return cause == null
        ? new TrestleException(ProblemCode.REQUEST_INVALID, text)
        : new TrestleException(ProblemCode.REQUEST_INVALID, text, cause);
  }

  DataSource dataSource() {
    return dataSource;
  }

  /** For the way of a message alone: few connections, plans that never read a whole table. */
  DataSource wayDataSource() {
    return way;
  }

  /** Tells when the disk of the embedded database fills up; an external one watches its own. */
  void onDisk(DiskListener listener) {
    if (embedded != null) {
      embedded.disk().subscribe(listener);
    }
  }

  @Override
  public void close() {
    pools.forEach(PostgresPool::close);
    if (embedded != null) {
      embedded.close();
    }
  }
}
