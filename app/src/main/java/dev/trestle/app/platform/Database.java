package dev.trestle.app.platform;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.postgres.DatabaseAddress;
import dev.trestle.postgres.DatabaseListener;
import dev.trestle.postgres.Migrations;
import dev.trestle.postgres.PoolSettings;
import dev.trestle.postgres.PostgresPool;
import dev.trestle.postgres.backup.Restore;
import dev.trestle.postgres.disk.DiskListener;
import dev.trestle.postgres.disk.DiskState;
import dev.trestle.postgres.embedded.EmbeddedPostgres;
import dev.trestle.postgres.embedded.EmbeddedPostgresSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The database of a platform, embedded or external, proved durable. */
final class Database implements AutoCloseable {
  /** Connections of the way of a message; readers, however many, cannot take them. */
  private static final int WAY_CONNECTIONS = 6;

  private final @Nullable EmbeddedPostgres embedded;
  private final List<PostgresPool> pools;
  private final @Nullable PostgresPool pool;
  private final DataSource dataSource;
  private final DataSource way;

  private Database(@Nullable EmbeddedPostgres embedded, PostgresPool pool, PostgresPool way) {
    this.embedded = embedded;
    this.pool = pool;
    this.pools = List.of(way, pool);
    this.dataSource = pool.dataSource();
    this.way = way.dataSource();
  }

  /** See {@link #withoutProof}. */
  private Database(DataSource unproved) {
    this.embedded = null;
    this.pool = null;
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

  /** Opens it to work with: migrated, and with no restore that was broken off. */
  static Database open(PlatformSettings settings, Consumer<String> progress) {
    RestoreMark.in(settings.dataFolder()).refuse();
    return migrated(connect(settings.dataFolder(), settings.databaseUrl(), progress));
  }

  /** The same for an embedded one with other limits than the standard ones. */
  static Database open(EmbeddedPostgresSettings settings, Consumer<String> progress) {
    return migrated(embedded(settings, progress));
  }

  private static Database migrated(Database database) {
    try {
      Restore.refuseUnfinished(database.dataSource());
      Migrations.migrate(database.pool());
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Opens it as it is. */
  static Database connect(
      Path dataFolder, Optional<String> databaseUrl, Consumer<String> progress) {
    if (databaseUrl.isPresent()) {
      DatabaseAddress address = DatabaseUrl.parse(databaseUrl.get());
      return durable(null, pool -> PostgresPool.open(address, pool));
    }
    return embedded(EmbeddedPostgresSettings.in(dataFolder), progress);
  }

  private static Database embedded(EmbeddedPostgresSettings settings, Consumer<String> progress) {
    DatabaseListener listener = state -> progress.accept(state.text());
    EmbeddedPostgres embedded = EmbeddedPostgres.start(settings, listener);
    try {
      return durable(embedded, pool -> PostgresPool.open(embedded, pool));
    } catch (RuntimeException e) {
      embedded.close();
      throw e;
    }
  }

  private static Database durable(
      @Nullable EmbeddedPostgres embedded, Function<PoolSettings, PostgresPool> open) {
    PostgresPool pool = open.apply(PoolSettings.named("trestle"));
    try {
      if (!pool.durability().isDurable()) {
        throw new TrestleException(
            ProblemCode.DATABASE_NOT_DURABLE,
            "The database does not keep what it commits: " + pool.durability());
      }
      PoolSettings way =
          PoolSettings.named("way").withMaxConnections(WAY_CONNECTIONS).withPlansByIndexOnly();
      return new Database(embedded, pool, open.apply(way));
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  DataSource dataSource() {
    return dataSource;
  }

  /** For the way of a message alone: few connections, plans that never read a whole table. */
  DataSource wayDataSource() {
    return way;
  }

  /** The pool, which can prove what it keeps. */
  PostgresPool pool() {
    if (pool == null) {
      throw new IllegalStateException("a database without proof has no pool");
    }
    return pool;
  }

  /** Tells when the disk of the embedded database fills up; an external one watches its own. */
  void onDisk(DiskListener listener) {
    if (embedded != null) {
      embedded.disk().subscribe(listener);
    }
  }

  /** How full the disk of the embedded database is. */
  DiskState disk() {
    return embedded == null ? DiskState.ROOMY : embedded.disk().state();
  }

  @Override
  public void close() {
    pools.forEach(PostgresPool::close);
    if (embedded != null) {
      embedded.close();
    }
  }
}
