package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.orchestration.balance.Balance;
import dev.trestle.sandbox.Sandbox;
import dev.trestle.sandbox.people.LeakTerm;
import dev.trestle.sandbox.sender.FeedReport;
import dev.trestle.sandbox.sender.HospitalSender;
import dev.trestle.sandbox.sender.SenderSettings;
import dev.trestle.sandbox.sender.Witness;
import dev.trestle.sandbox.site.DemoSite;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.tls.ClientTls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The three hospitals send over TLS, the balance closes, and nothing readable is left on the disk.
 */
class DemoTest {
  private static final long SEED = 77;
  private static final int PEOPLE = 150;
  private static final int MESSAGES_EACH = 150;
  private static final String LISTENER = "hospitals";

  @TempDir private Path folder = Path.of("");

  @Test
  void whatHospitalsSendIsAccountedForAndUnreadableAtRest() throws Exception {
    Path data = folder.resolve("data");
    Sandbox sandbox = Sandbox.of(SEED, PEOPLE);
    Logs.into(data);
    try (Platform platform =
        Platform.start(PlatformSettings.in(data, DemoSite.site(0), 0), text -> {})) {
      FeedReport sent = send(platform, sandbox);
      assertThat(platform.awaitIdle(Duration.ofMinutes(2))).isTrue();
      Balance balance = platform.balance();
      assertThat(sent.accepted()).isEqualTo(sent.answered()).isPositive();
      assertThat(balance.received()).isEqualTo(sent.answered());
      assertThat(balance.closes()).as(balance.line()).isTrue();
      assertThat(balance.inFlight()).isZero();
      assertThat(balance.applied()).isPositive();
      assertThat(balance.duplicate()).isEqualTo(sent.copies());
    }
    assertNothingReadable(data, sandbox.truth().leakTerms(PEOPLE));
  }

  private static FeedReport send(Platform platform, Sandbox sandbox) throws InterruptedException {
    MllpTarget target =
        MllpTarget.of(
            "localhost", platform.mllpPort(LISTENER), ClientTls.trusting(platform.certificate()));
    SenderSettings settings = new SenderSettings(target, 0, MESSAGES_EACH, Duration.ofMillis(100));
    try (HospitalSender sender = new HospitalSender(settings, sandbox.hospitals(), Witness.NONE)) {
      sender.start();
      assertThat(sender.awaitFinished(Duration.ofMinutes(3))).isTrue();
      return sender.report().total();
    }
  }

  private static void assertNothingReadable(Path data, List<LeakTerm> terms) throws Exception {
    assertThat(terms).hasSizeGreaterThan(PEOPLE);
    LeakSearch search = new LeakSearch(terms);
    // The search can fail: it finds a term that lies about.
    Path planted = Files.createDirectories(data.resolve("planted")).resolve("file");
    Files.write(planted, ("x" + terms.get(0).text() + "y").getBytes(StandardCharsets.UTF_8));
    assertThat(search.search(data.resolve("planted"))).hasSize(1);
    Files.delete(planted);
    assertThat(search.search(data)).isEmpty();
  }
}
