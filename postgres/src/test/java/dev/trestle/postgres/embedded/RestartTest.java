package dev.trestle.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.postgres.PoolSettings;
import dev.trestle.postgres.PostgresPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder that a Trestle before us used, and how it left it. */
class RestartTest {
  private static final int SOME_COMMITS = 300;
  private static final String PG_VERSION = "PG_VERSION";

  @ParameterizedTest(name = "database killed too: {0}")
  @ValueSource(booleans = {false, true})
  void whileAnotherProcessUsesTheFolderItIsRefusedAndAfterItsKillEveryCommitIsThere(
      boolean databaseToo) throws Exception {
    EmbeddedPostgresSettings settings = TestFolder.fresh("killed-jvm");
    Path output = settings.dataFolder().resolveSibling("killed-jvm.out");
    Files.deleteIfExists(output);
    Process other = ServerProcess.start(settings.dataFolder(), output);
    try {
      await()
          .atMost(TestFolder.patience())
          .until(() -> ServerProcess.printed(output).size() > SOME_COMMITS);
      assertThatThrownBy(() -> EmbeddedPostgres.start(settings))
          .isInstanceOfSatisfying(
              TrestleException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ProblemCode.DATA_LOCKED);
                assertThat(e).hasMessageContaining("Process " + other.pid());
              });
    } finally {
      other.destroyForcibly().waitFor();
    }
    Set<Long> committed = ServerProcess.printed(output);
    ProcessHandle orphan = processes(settings).postmaster().orElseThrow();
    assertThat(orphan.isAlive()).isTrue();
    if (databaseToo) {
      processes(settings).all().forEach(ProcessHandle::destroyForcibly);
    }

    try (EmbeddedPostgres server = EmbeddedPostgres.start(settings);
        PostgresPool pool = PostgresPool.open(server, PoolSettings.named("after"))) {
      assertThat(server.processes().postmaster().orElseThrow().pid()).isNotEqualTo(orphan.pid());
      assertThat(Writers.lost(pool.dataSource(), committed)).isEmpty();
    }
    assertThat(processes(settings).all()).isEmpty();
  }

  @Test
  void anOrderlyStopAndAStaleFileWithAnInnocentProcessDoNotHinderTheNextStart() throws Exception {
    EmbeddedPostgresSettings settings = TestFolder.fresh("stale");
    DataFolder data = new DataFolder(settings.dataFolder());
    String passwords;
    try (EmbeddedPostgres server = EmbeddedPostgres.start(settings)) {
      passwords = Files.readString(data.passwords());
      Admin.execute(server.address(), "CREATE TABLE kept AS SELECT 1 AS one");
    }
    Files.writeString(
        PostmasterFile.in(data),
        ProcessHandle.current().pid() + "\n" + data.cluster() + "\n0\n5432\n\n127.0.0.1\n");

    try (EmbeddedPostgres server = EmbeddedPostgres.start(settings)) {
      assertThat(Admin.value(server.address(), "SELECT one FROM kept")).isEqualTo("1");
      assertThat(Files.readString(data.passwords())).isEqualTo(passwords);
    }
    aPortInUseIsNamed(settings);
    anotherMajorIsRefusedWithTheCommandToType(settings);
  }

  private static void aPortInUseIsNamed(EmbeddedPostgresSettings settings) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> EmbeddedPostgres.start(settings.withPort(taken.getLocalPort())))
            .isInstanceOfSatisfying(
                TrestleException.class,
                e -> assertThat(e.code()).isEqualTo(ProblemCode.PORT_TAKEN));
      }
    }
  }

  private static void anotherMajorIsRefusedWithTheCommandToType(EmbeddedPostgresSettings settings)
      throws IOException {
    Path version = new DataFolder(settings.dataFolder()).cluster().resolve(PG_VERSION);
    Files.writeString(version, "17\n");
    assertThatThrownBy(() -> EmbeddedPostgres.start(settings))
        .isInstanceOfSatisfying(
            TrestleException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.DATABASE_VERSION);
              assertThat(e).hasMessageContaining("trestle backup --data");
            });
    assertThat(version).hasContent("17\n");
  }

  private static ClusterProcesses processes(EmbeddedPostgresSettings settings) {
    return new ClusterProcesses(
        new DataFolder(settings.dataFolder()),
        new Binaries(settings.binariesFolder()),
        RunAs.ourselves(0, 0));
  }
}
