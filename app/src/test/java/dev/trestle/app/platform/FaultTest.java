package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.app.site.DefaultSite;
import dev.trestle.kernel.site.Site;
import dev.trestle.postgres.DatabaseAddress;
import dev.trestle.postgres.Migrations;
import dev.trestle.postgres.PoolSettings;
import dev.trestle.postgres.PostgresPool;
import dev.trestle.postgres.disk.DiskLimits;
import dev.trestle.postgres.embedded.EmbeddedPostgres;
import dev.trestle.postgres.embedded.EmbeddedPostgresSettings;
import dev.trestle.postgres.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hospitals send while the database goes away, loses the answers of commits, or runs out of disk;
 * and once without durability, to see that the ledger would tell. {@code -Dtrestle.fault.rounds=N}
 * is the longer mode, {@code -Dtrestle.crash.seed=N} repeats a run.
 */
class FaultTest {
  private static final int ROUNDS = Integer.getInteger("trestle.fault.rounds", 3);
  private static final long SEED = Long.getLong("trestle.crash.seed", System.nanoTime());
  private static final int SENDERS = 4;
  private static final int PATIENTS_EACH = 3;
  private static final long MEGABYTE = 1L << 20;
  private static final int DISK_MEGABYTES = 448;
  private static final Path BINARIES = Path.of("target", "test-postgres").toAbsolutePath();

  @TempDir private Path folder = Path.of("");
  private final CountDownLatch stop = new CountDownLatch(1);
  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void aDatabaseThatGoesAwayAndComesBackLosesNothing() throws Exception {
    try (TestDatabase database = TestDatabase.create();
        DatabaseProxy proxy = new DatabaseProxy(port(database.address()));
        Platform platform = Platform.start(through(proxy, database), text -> {})) {
      List<RepeatingSender> senders = send(platform);
      for (int round = 0; round < ROUNDS; round++) {
        awaitProgress(senders);
        proxy.goAway();
        // How long it stays away is what is random here.
        stop.await(random.nextInt(1_500), TimeUnit.MILLISECONDS);
        proxy.comeBack();
      }
      awaitProgress(senders);
      settle(platform, senders);
    }
  }

  @Test
  void aCommitWhoseAnswerIsLostIsNeitherLostNorDoubled() throws Exception {
    try (TestDatabase database = TestDatabase.create();
        DatabaseProxy proxy = new DatabaseProxy(port(database.address()));
        Platform platform = Platform.start(through(proxy, database), text -> {})) {
      List<RepeatingSender> senders = send(platform);
      for (int round = 0; round < ROUNDS * 3; round++) {
        awaitProgress(senders);
        proxy.loseAnswers(random.nextInt(1, 4));
      }
      awaitProgress(senders);
      assertThat(proxy.answersLost()).isGreaterThan(ROUNDS);
      settle(platform, senders);
    }
  }

  @Test
  void aFullDiskLosesNothingAndEverythingComesBackByItself() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "mode=755,size=" + DISK_MEGABYTES + "m", "t", "" + disk),
        "skipped: no small disk can be mounted here");
    try {
      fillTheDiskWhileSending(disk);
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  private void fillTheDiskWhileSending(Path disk) throws Exception {
    PlatformSettings settings = PlatformSettings.in(disk.resolve("data"), site(), 0);
    EmbeddedPostgresSettings postgres =
        embedded(settings.dataFolder())
            .withDisk(
                new DiskLimits(
                    64 * MEGABYTE, 160 * MEGABYTE, 64 * MEGABYTE, Duration.ofMillis(50)));
    try (Platform platform =
        Platform.startOn(() -> Database.open(postgres, text -> {}), settings)) {
      List<RepeatingSender> senders = send(platform);
      awaitProgress(senders);
      Path filler = disk.resolve("filler");
      fill(filler);
      growTheLogUntilItBreaks(platform);
      Awaitility.await("PANIC in the log of PostgreSQL")
          .atMost(Duration.ofMinutes(1))
          .until(() -> hasPanicked(settings.dataFolder()));
      Files.delete(filler);
      awaitProgress(senders);
      settle(platform, senders);
    }
  }

  @Test
  void withoutSynchronousCommitTheLedgerFindsWhatWasLost() throws Exception {
    PlatformSettings settings = PlatformSettings.in(folder.resolve("data"), site(), 0);
    EmbeddedPostgresSettings postgres = embedded(settings.dataFolder());
    List<RepeatingSender> senders;
    try (EmbeddedPostgres server = EmbeddedPostgres.start(postgres)) {
      try (PostgresPool pool = PostgresPool.open(server, PoolSettings.named("migrate"))) {
        Migrations.migrate(pool);
      }
      administer(server, "alter system set synchronous_commit = off");
      administer(server, "alter system set wal_writer_delay = '10s'");
      administer(server, "select pg_reload_conf()");
      try (HikariDataSource unproved = unproved(server);
          Platform platform = Platform.startOn(() -> Database.withoutProof(unproved), settings)) {
        senders = send(platform);
        awaitProgress(senders);
        // The keys of the day are safe from here on: what is lost are messages.
        administer(server, "checkpoint");
        awaitProgress(senders);
        ChildTrestle.killPostgres(settings.dataFolder());
        // Nothing is sent again after the crash: what was acknowledged must be there.
        stop.countDown();
        senders.forEach(RepeatingSender::interrupt);
      }
      administerWhenBack(server, "alter system reset all");
      administerWhenBack(server, "select pg_reload_conf()");
    }
    try (Platform platform =
        Platform.startOn(() -> Database.open(postgres, text -> {}), settings)) {
      assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
      List<String> problems = Ledger.problems(platform, senders);
      System.out.println("without durability: " + problems);
      assertThat(problems).anyMatch(problem -> problem.contains("accepted, but"));
    }
  }

  private List<RepeatingSender> send(Platform platform) {
    System.out.println("fault test: seed " + SEED);
    return RepeatingSender.start(SENDERS, PATIENTS_EACH, platform.mllpPort("mllp"), stop);
  }

  private void settle(Platform platform, List<RepeatingSender> senders) throws Exception {
    RepeatingSender.stop(senders, stop);
    assertThat(platform.awaitIdle(Duration.ofMinutes(2))).as("idle, seed %d", SEED).isTrue();
    System.out.println("fault test: " + platform.balance().line());
    assertThat(Ledger.problems(platform, senders)).as("seed %d", SEED).isEmpty();
  }

  private static void awaitProgress(List<RepeatingSender> senders) {
    RepeatingSender.awaitProgress(senders, "seed " + SEED);
  }

  private static Site site() {
    return DefaultSite.on(0, false, ZoneOffset.UTC);
  }

  private PlatformSettings through(DatabaseProxy proxy, TestDatabase database) {
    String url = Wire.url(database.address());
    return PlatformSettings.in(folder.resolve("data"), site(), 0)
        .withDatabaseUrl(
            url.replace(":" + port(database.address()) + "/", ":" + proxy.port() + "/"));
  }

  private static int port(DatabaseAddress address) {
    return URI.create(address.jdbcUrl().substring("jdbc:".length())).getPort();
  }

  private static EmbeddedPostgresSettings embedded(Path data) throws IOException {
    Files.createDirectories(BINARIES);
    return EmbeddedPostgresSettings.in(data)
        .withBinariesFolder(BINARIES)
        .withSharedBuffersMegabytes(32);
  }

  private static HikariDataSource unproved(EmbeddedPostgres server) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("unproved");
    config.setJdbcUrl(server.address().jdbcUrl());
    config.setUsername(server.address().user());
    config.setPassword(server.address().password());
    config.setMaximumPoolSize(8);
    config.setConnectionTimeout(1_000);
    return new HikariDataSource(config);
  }

  private static void administer(EmbeddedPostgres server, String sql) throws SQLException {
    DatabaseAddress administration = server.administration();
    try (Connection connection =
            DriverManager.getConnection(
                administration.jdbcUrl(), administration.user(), administration.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void administerWhenBack(EmbeddedPostgres server, String sql) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(
            () -> {
              administer(server, sql);
              return true;
            });
  }

  private static void fill(Path filler) throws IOException {
    byte[] block = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space");
    }
  }

  /** WAL that belongs to nobody; what fits no more makes PostgreSQL panic. */
  private static void growTheLogUntilItBreaks(Platform platform) {
    String grow = "select pg_logical_emit_message(false, 'test', repeat('x', 1000000))";
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              try (Connection connection = platform.database().getConnection();
                  Statement statement = connection.createStatement()) {
                statement.execute(grow);
                return false;
              } catch (SQLException full) {
                return true;
              }
            });
  }

  private static boolean hasPanicked(Path data) throws IOException {
    // Beside it files come and go.
    try (var files = Files.list(data.resolve("postgres/log"))) {
      for (Path log : files.filter(p -> p.toString().endsWith(".log")).toList()) {
        if (Files.readString(log).contains("PANIC:")) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).start().waitFor() == 0;
  }
}
