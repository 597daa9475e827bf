package dev.trestle.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trestle.postgres.DatabaseState;
import dev.trestle.postgres.DatabaseState.Phase;
import dev.trestle.postgres.PoolSettings;
import dev.trestle.postgres.PostgresPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class CrashTest {
  private static final int SOME_COMMITS = 300;

  private static EmbeddedPostgres server;
  private static final List<DatabaseState> STATES = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() {
    server = EmbeddedPostgres.start(TestFolder.fresh("crash"), STATES::add);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyCommitThatReturnedOutlivesTheKilledPostmaster() throws Exception {
    commitsOutlive(() -> server.processes().postmaster().orElseThrow().destroyForcibly());
  }

  @Test
  void everyCommitThatReturnedOutlivesAllProcessesKilled() throws Exception {
    commitsOutlive(CrashTest::killAll);
  }

  @Test
  void everyCommitThatReturnedOutlivesABackendKilled() throws Exception {
    ProcessHandle postmaster = server.processes().postmaster().orElseThrow();
    commitsOutlive(
        () ->
            server.processes().all().stream()
                .filter(process -> process.pid() != postmaster.pid())
                .forEach(ProcessHandle::destroyForcibly));
  }

  /** If this fails, the tests above prove nothing. */
  @Test
  void withoutSynchronousCommitTheSameTestFindsLostRows() throws Exception {
    try (PostgresPool pool = pool()) {
      DataSource careless = careless();
      Writers.table(pool.dataSource()); // only rows may be lost, not where they stand
      Writers writers = Writers.start(careless);
      await().until(() -> writers.count() > SOME_COMMITS);
      killAll();
      int before = writers.count();
      writers.stop();
      await().atMost(TestFolder.patience()).until(() -> canConnect(pool));
      assertThat(before).isPositive();
      assertThat(writers.lost()).isNotEmpty();
      Writers.execute(pool.dataSource(), "DROP TABLE committed");
    }
  }

  private static void commitsOutlive(Runnable kill) throws Exception {
    STATES.clear();
    try (PostgresPool pool = pool()) {
      Writers writers = Writers.start(pool.dataSource());
      await().until(() -> writers.count() > SOME_COMMITS);
      kill.run();
      int before = writers.count();
      await().atMost(TestFolder.patience()).until(() -> writers.count() > before + SOME_COMMITS);
      writers.stop();
      assertThat(writers.lost()).isEmpty();
      Writers.execute(pool.dataSource(), "DROP TABLE committed");
    }
    if (!STATES.isEmpty()) {
      assertThat(STATES)
          .extracting(DatabaseState::phase)
          .startsWith(Phase.DOWN)
          .endsWith(Phase.READY);
    }
  }

  private static void killAll() {
    server.processes().postmaster().orElseThrow().destroyForcibly();
    server.processes().all().forEach(ProcessHandle::destroyForcibly);
  }

  private static PostgresPool pool() {
    return PostgresPool.open(
        server,
        PoolSettings.named("crash")
            .withMaxConnections(6)
            .withConnectionTimeout(Duration.ofSeconds(2)));
  }

  private static DataSource careless() {
    PGSimpleDataSource careless = new PGSimpleDataSource();
    careless.setUrl(server.address().jdbcUrl());
    careless.setUser(server.address().user());
    careless.setPassword(server.address().password());
    careless.setOptions("-c synchronous_commit=off");
    return careless;
  }

  private static boolean canConnect(PostgresPool pool) {
    try (Connection connection = pool.dataSource().getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }
}
