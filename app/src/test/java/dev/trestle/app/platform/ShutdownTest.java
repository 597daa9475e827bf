package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.site.DefaultSite;
import dev.trestle.orchestration.balance.Balance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGTERM in the middle of the work: it finishes, ends with 0, and nothing acknowledged is lost.
 */
class ShutdownTest {
  private static final int SENDERS = 4;
  private static final int PATIENTS_EACH = 3;
  private static final int BEFORE = 50;

  @TempDir private Path folder = Path.of("");

  @Test
  void whatWasAcknowledgedBeforeAStopUnderLoadIsThere() throws Exception {
    Path data = folder.resolve("data");
    int port = Sites.freePort();
    CountDownLatch stop = new CountDownLatch(1);
    ChildTrestle trestle = ChildTrestle.start(data, port, folder.resolve("up.log"));
    List<RepeatingSender> senders = RepeatingSender.start(SENDERS, PATIENTS_EACH, port, stop);
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> senders.stream().allMatch(sender -> sender.accepted() > BEFORE));

    assertThat(trestle.terminate()).isZero();
    assertThat(Files.readString(folder.resolve("up.log"))).contains("stopped");
    long acknowledged = senders.stream().mapToLong(RepeatingSender::accepted).sum();
    stop.countDown();
    // The senders repeat their last message until it is accepted: a second start takes it.
    ChildTrestle again = ChildTrestle.start(data, port, folder.resolve("again.log"));
    for (RepeatingSender sender : senders) {
      sender.join(TimeUnit.MINUTES.toMillis(2));
      assertThat(sender.isAlive()).isFalse();
    }
    assertThat(again.terminate()).isZero();

    try (Platform platform =
        Platform.start(
            PlatformSettings.in(data, DefaultSite.on(0, false, ZoneOffset.UTC), 0), text -> {})) {
      assertThat(platform.awaitIdle(Duration.ofMinutes(2))).isTrue();
      Balance balance = platform.balance();
      assertThat(balance.closes()).as(balance.line()).isTrue();
      assertThat(balance.received() - balance.duplicate())
          .isEqualTo(senders.stream().mapToLong(RepeatingSender::accepted).sum())
          .isGreaterThanOrEqualTo(acknowledged);
      assertThat(balance.exceptions() + balance.inFlight()).isZero();
    }
  }
}
