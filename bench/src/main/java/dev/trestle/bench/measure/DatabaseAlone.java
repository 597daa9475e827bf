package dev.trestle.bench.measure;

import dev.trestle.postgres.PoolSettings;
import dev.trestle.postgres.PostgresPool;
import dev.trestle.postgres.embedded.EmbeddedPostgres;
import dev.trestle.postgres.embedded.EmbeddedPostgresSettings;
import java.nio.file.Path;
import javax.sql.DataSource;

/**
 * The PostgreSQL of a data folder without the platform, with the settings that the platform then
 * runs with.
 */
public final class DatabaseAlone implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final PostgresPool pool;

  public DatabaseAlone(Path dataFolder) {
    server = EmbeddedPostgres.start(EmbeddedPostgresSettings.in(dataFolder));
    pool = PostgresPool.open(server, PoolSettings.named("bench"));
  }

  DataSource dataSource() {
    return pool.dataSource();
  }

  @Override
  public void close() {
    pool.close();
    server.close();
  }
}
