package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.site.DefaultSite;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the JVM, PostgreSQL or both at random moments while several connections send, and looks at
 * what is there afterwards. {@code -Dtrestle.crash.kills=100} is the longer mode, {@code
 * -Dtrestle.crash.seed=N} repeats a run.
 */
class CrashTest {
  private static final int KILLS = Integer.getInteger("trestle.crash.kills", 12);
  private static final long SEED = Long.getLong("trestle.crash.seed", System.nanoTime());
  private static final int SENDERS = 4;
  private static final int PATIENTS_EACH = 3;

  @TempDir private Path folder = Path.of("");

  @Test
  void whateverIsKilledNothingAcknowledgedIsLostDoubledOrOutOfOrder() throws Exception {
    System.out.println("crash test: seed " + SEED + ", " + KILLS + " kills");
    Path data = folder.resolve("data");
    int port = Sites.freePort();
    List<RepeatingSender> senders = sendWhileKilling(data, port);

    try (Platform platform =
        Platform.start(
            PlatformSettings.in(data, DefaultSite.on(0, false, ZoneOffset.UTC), 0), text -> {})) {
      assertThat(platform.awaitIdle(Duration.ofMinutes(2))).as("idle, seed %d", SEED).isTrue();
      long sent = senders.stream().mapToLong(RepeatingSender::accepted).sum();
      System.out.println("crash test: " + sent + " messages, " + platform.balance().line());
      assertThat(Ledger.problems(platform, senders)).as("seed %d", SEED).isEmpty();
    }
  }

  private List<RepeatingSender> sendWhileKilling(Path data, int port) throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    CountDownLatch stop = new CountDownLatch(1);
    ChildTrestle trestle = ChildTrestle.start(data, port, folder.resolve("up.log"));
    List<RepeatingSender> senders = RepeatingSender.start(SENDERS, PATIENTS_EACH, port, stop);
    try {
      for (int kill = 0; kill < KILLS; kill++) {
        RepeatingSender.awaitProgress(senders, "seed " + SEED);
        // The moment of the kill is what is random here.
        new CountDownLatch(1).await(random.nextInt(1_000), TimeUnit.MILLISECONDS);
        int victim = random.nextInt(3);
        if (victim != 0) {
          ChildTrestle.killPostgres(data);
        }
        if (victim != 1) {
          trestle.killJvm();
          trestle = ChildTrestle.start(data, port, folder.resolve("up.log"));
        }
        assertThat(trestle.isAlive()).as("alive after kill %d, seed %d", kill, SEED).isTrue();
      }
      RepeatingSender.awaitProgress(senders, "seed " + SEED);
    } finally {
      RepeatingSender.stop(senders, stop);
      trestle.stop();
    }
    return senders;
  }
}
