package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.site.DefaultSite;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.records.index.FhirTypes;
import dev.trestle.records.read.RecordReader;
import dev.trestle.records.read.Resource;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

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
    int port = freePort();
    List<RepeatingSender> senders = sendWhileKilling(data, port);

    try (Platform platform =
        Platform.start(
            PlatformSettings.in(data, DefaultSite.on(0, false, ZoneOffset.UTC), 0), text -> {})) {
      assertThat(platform.awaitIdle(Duration.ofMinutes(2))).as("idle, seed %d", SEED).isTrue();
      Balance balance = platform.balance();
      long sent = senders.stream().mapToLong(RepeatingSender::accepted).sum();
      System.out.println("crash test: " + sent + " messages, " + balance.line());
      assertThat(balance.closes()).as("balance, seed %d: %s", SEED, balance.line()).isTrue();
      assertThat(balance.inFlight()).isZero();
      assertThat(balance.exceptions() + balance.waiting()).isZero();
      // Each message once in the journal, whatever was repeated; and once applied.
      assertThat(balance.received() - balance.duplicate()).as("seed %d", SEED).isEqualTo(sent);
      assertHistories(platform, senders);
    }
  }

  private List<RepeatingSender> sendWhileKilling(Path data, int port) throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    CountDownLatch stop = new CountDownLatch(1);
    List<RepeatingSender> senders = new ArrayList<>();
    ChildTrestle trestle = ChildTrestle.start(data, port, folder.resolve("up.log"));
    for (int i = 0; i < SENDERS; i++) {
      senders.add(new RepeatingSender(i, PATIENTS_EACH, port, stop));
    }
    senders.forEach(Thread::start);
    try {
      for (int kill = 0; kill < KILLS; kill++) {
        awaitProgress(senders);
        // The moment of the kill is what is random here.
        new CountDownLatch(1).await(random.nextInt(1_000), TimeUnit.MILLISECONDS);
        int victim = random.nextInt(3);
        if (victim != 0) {
          trestle.killPostgres();
        }
        if (victim != 1) {
          trestle.killJvm();
          trestle = ChildTrestle.start(data, port, folder.resolve("up.log"));
        }
        assertThat(trestle.isAlive()).as("alive after kill %d, seed %d", kill, SEED).isTrue();
      }
      awaitProgress(senders);
    } finally {
      stop.countDown();
      for (RepeatingSender sender : senders) {
        sender.join(TimeUnit.MINUTES.toMillis(2));
      }
      trestle.stop();
    }
    return senders;
  }

  /** Every sender gets messages through between two kills. */
  private static void awaitProgress(List<RepeatingSender> senders) {
    List<Integer> before = senders.stream().map(RepeatingSender::accepted).toList();
    Awaitility.await("progress after a kill, seed " + SEED)
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              for (int i = 0; i < senders.size(); i++) {
                if (senders.get(i).accepted() < before.get(i) + PATIENTS_EACH) {
                  return false;
                }
              }
              return true;
            });
  }

  private static void assertHistories(Platform platform, List<RepeatingSender> senders)
      throws SQLException {
    TreeMap<String, List<String>> expected = new TreeMap<>();
    for (int s = 0; s < senders.size(); s++) {
      for (int n = 1; n <= senders.get(s).accepted(); n++) {
        expected
            .computeIfAbsent(RepeatingSender.mrn(s, n, PATIENTS_EACH), unused -> new ArrayList<>())
            .add("N" + n);
      }
    }
    TreeMap<String, List<String>> found = new TreeMap<>();
    RecordReader reader = platform.reader();
    for (String id : patientIds(platform)) {
      List<Resource> versions = new ArrayList<>();
      int below = Integer.MAX_VALUE;
      while (below > 1) {
        List<Resource> page = reader.history("Patient", id, below, RecordReader.HISTORY_PAGE_LIMIT);
        versions.addAll(page);
        below = page.isEmpty() ? 0 : page.get(page.size() - 1).version();
      }
      List<String> names = new ArrayList<>();
      for (int i = versions.size() - 1; i >= 0; i--) {
        names.add(given(versions.get(i).json()));
      }
      found.put(versions.get(0).json().path("identifier").path(0).path("value").asString(), names);
    }
    assertThat(found).as("seed %d", SEED).isEqualTo(expected);
  }

  private static List<String> patientIds(Platform platform) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Connection connection = platform.database().getConnection();
        PreparedStatement query =
            connection.prepareStatement("select id from resource where type = ?")) {
      query.setInt(1, FhirTypes.number("Patient").orElseThrow());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    }
    return ids;
  }

  private static String given(JsonNode patient) {
    return patient.path("name").path(0).path("given").path(0).asString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
