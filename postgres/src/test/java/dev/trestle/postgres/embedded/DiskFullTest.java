package dev.trestle.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.postgres.DatabaseState;
import dev.trestle.postgres.DatabaseState.Phase;
import dev.trestle.postgres.PoolSettings;
import dev.trestle.postgres.PostgresPool;
import dev.trestle.postgres.disk.DiskLimits;
import dev.trestle.postgres.disk.DiskState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a small disk in memory, which takes root to mount; skipped where that cannot be done. */
class DiskFullTest {
  private static final long MEGABYTE = 1L << 20;
  private static final int SOME_COMMITS = 100;
  private static final int DISK_MEGABYTES = 384;
  private static final DiskLimits LIMITS =
      new DiskLimits(48 * MEGABYTE, 160 * MEGABYTE, 64 * MEGABYTE, Duration.ofMillis(50));

  private final Path disk = Path.of("target", "small-disk").toAbsolutePath();
  private final Path filler = disk.resolve("filler");

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    Files.createDirectories(disk);
    Command.run(List.of("umount", "-l", disk.toString()), Duration.ofSeconds(10));
    Command.Result mounted =
        Command.run(
            List.of(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "mode=755,size=" + DISK_MEGABYTES + "m",
                "trestle-test",
                disk.toString()),
            Duration.ofSeconds(10));
    assumeTrue(mounted.ok(), "skipped: no small disk can be mounted here");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    Command.run(List.of("umount", "-l", disk.toString()), Duration.ofSeconds(10));
  }

  @Test
  void afterAFullDiskEverythingComesBackByItself() throws Exception {
    List<DatabaseState> database = new CopyOnWriteArrayList<>();
    List<DiskState> room = new CopyOnWriteArrayList<>();
    EmbeddedPostgresSettings settings = TestFolder.existing(disk.resolve("data")).withDisk(LIMITS);
    Path ballast = settings.dataFolder().resolve("ballast");
    try (EmbeddedPostgres server = EmbeddedPostgres.start(settings, database::add);
        PostgresPool pool =
            PostgresPool.open(
                server, PoolSettings.named("full").withConnectionTimeout(Duration.ofSeconds(1)))) {
      server.disk().subscribe(room::add);
      assertThat(ballast).hasSize(LIMITS.ballastBytes());
      Writers writers = Writers.start(pool.dataSource());
      await().until(() -> writers.count() > SOME_COMMITS);
      fill();
      writers.stop();
      await().untilAsserted(() -> assertThat(room).containsExactly(DiskState.ROOMY, DiskState.LOW));

      growTheLogUntilItBreaks(pool, database);
      await()
          .atMost(TestFolder.patience())
          .untilAsserted(
              () ->
                  assertThat(database)
                      .extracting(DatabaseState::phase)
                      .containsSubsequence(Phase.READY, Phase.DOWN, Phase.READY));
      assertThat(log(settings)).contains("PANIC:", "No space left");
      assertThat(ballast).doesNotExist();
      assertThat(server.disk().state()).isEqualTo(DiskState.CRITICAL);
      Files.delete(filler);
      await().untilAsserted(() -> assertThat(room).endsWith(DiskState.CRITICAL, DiskState.ROOMY));
      assertThat(ballast).hasSize(LIMITS.ballastBytes());
      // Until there was room the server may have fallen and risen more than once: ask until it
      // answers.
      await()
          .atMost(TestFolder.patience())
          .ignoreExceptionsInstanceOf(SQLException.class)
          .untilAsserted(() -> assertThat(writers.lost()).isEmpty());
      Writers again = Writers.start(pool.dataSource());
      await().until(() -> again.count() > SOME_COMMITS);
      again.stop();
      assertThat(again.lost()).isEmpty();
    }
  }

  private void fill() throws IOException {
    byte[] block = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space");
    }
  }

  private static String log(EmbeddedPostgresSettings settings) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> logs = Files.list(new DataFolder(settings.dataFolder()).logs())) {
      for (Path log : logs.sorted().toList()) {
        text.append(Files.readString(log));
      }
    }
    return text.toString();
  }

  /** A connection that comes too late, or one that is refused, is not the end of the server. */
  private static void growTheLogUntilItBreaks(PostgresPool pool, List<DatabaseState> database) {
    String grow = "SELECT pg_logical_emit_message(false, 'test', repeat('x', 1000000))";
    await()
        .atMost(TestFolder.patience())
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(
            () -> {
              if (database.stream().noneMatch(state -> state.phase() == Phase.DOWN)) {
                Writers.execute(pool.dataSource(), grow);
                return false;
              }
              return true;
            });
  }
}
