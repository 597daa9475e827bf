package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.trestle.app.site.SiteActivation;
import dev.trestle.app.site.SiteControl;
import dev.trestle.app.site.SiteDifference;
import dev.trestle.app.site.SiteText;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.mllp.SendResult;
import dev.trestle.transport.tls.ClientTls;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site changes while messages flow, as a whole or not at all. */
class SiteSwitchTest {
  private static final String MRN = "- {name: MRN, aliases: [HOSP], system: 'urn:oid:1.2.3'}";
  private static final int ROUNDS = 6;
  private static final int SENDERS = 4;

  @TempDir private Path folder = Path.of("");

  @Test
  void activationsAndRollbacksInALoopLoseNothingAndAnswerNobodyWithAnError() throws Exception {
    int port = Sites.freePort();
    List<SiteText> plain = Sites.mercy(Sites.listener("feeds", port, ""), MRN, "");
    // Another rule of keys, another route, one port more: everything that can change at once.
    List<SiteText> changed =
        Sites.with(
            Sites.mercy(
                Sites.listener("feeds", port, "") + Sites.listener("more", 0, ""),
                MRN.replace("[HOSP]", "[HOSP, OTHER]"),
                "patient-authorities: [MRN]"),
            "site.yaml",
            "listeners:\n"
                + Sites.listener("feeds", port, "").replace("mercy/adt, mercy/lab", "mercy/adt")
                + Sites.listener("more", 0, ""));
    CountDownLatch stop = new CountDownLatch(1);
    try (Platform platform = start(new SiteChoice.Folder(Sites.version(plain)))) {
      List<Sender> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        senders.add(new Sender(i, platform, port, stop));
      }
      senders.forEach(Thread::start);
      for (int round = 0; round < ROUNDS; round++) {
        awaitProgress(senders);
        SiteControl.Activated there = platform.sites().activate(changed, "anna", "round " + round);
        assertThat(platform.site().version()).isEqualTo(there.hash());
        assertThat(platform.mllpPort("more")).isPositive();
        awaitProgress(senders);
        platform.sites().rollback(Optional.empty(), "anna", "and back");
        assertThat(platform.site().version()).isEqualTo(Sites.version(plain).hash());
        assertThatThrownBy(() -> platform.mllpPort("more")).isInstanceOf(TrestleException.class);
      }
      awaitProgress(senders);
      stop.countDown();
      for (Sender sender : senders) {
        sender.join();
        assertThat(sender.wrong).as("answers that are no AA").isEmpty();
        assertThat(sender.connections.get()).as("unchanged ports keep connections").isOne();
      }
      assertThat(platform.awaitIdle(Duration.ofMinutes(2))).isTrue();
      Balance balance = platform.balance();
      assertThat(balance.closes()).as(balance.line()).isTrue();
      assertThat(balance.received())
          .isEqualTo(senders.stream().mapToLong(sender -> sender.accepted.get()).sum());
      assertThat(balance.applied() + balance.unchanged()).isEqualTo(balance.received());
      assertThat(platform.sites().history()).hasSize(1 + 2 * ROUNDS);
    }
  }

  @Test
  void aTakenPortRefusesTheActivationAndNothingChanges() throws Exception {
    List<SiteText> plain = Sites.mercy(Sites.listener("feeds", 0, ""), MRN, "");
    try (ServerSocket taken = new ServerSocket(0);
        Platform platform = start(new SiteChoice.Folder(Sites.version(plain)));
        MllpClient client = client(platform, platform.mllpPort("feeds"))) {
      assertThat(answer(client, "T1")).contains("MSA|AA|T1");
      List<SiteText> other =
          Sites.mercy(
              Sites.listener("feeds", 0, "")
                  + Sites.listener("free", 0, "")
                  + Sites.listener("taken", taken.getLocalPort(), ""),
              MRN.replace("1.2.3", "1.2.4"),
              "");
      assertRefused(platform, other, ProblemCode.PORT_TAKEN);
      assertThat(platform.site().listeners()).hasSize(1);
      assertThat(answer(client, "T2")).contains("MSA|AA|T2");
      assertThat(platform.sites().history()).hasSize(1);
    }
  }

  @Test
  void aRestartRunsTheActiveVersionAndTheHistoryTellsHowItCame() {
    List<SiteText> first = Sites.mercy(Sites.listener("feeds", 0, ""), MRN, "");
    List<SiteText> second =
        Sites.mercy(Sites.listener("feeds", 0, ""), MRN, "on-failure: hold-patient");
    String secondHash = Sites.version(second).hash();
    try (Platform platform = start(new SiteChoice.Active(defaultSite()))) {
      assertThat(platform.site().version()).isEqualTo("default");
      assertThatThrownBy(() -> platform.sites().version(Optional.empty()))
          .hasMessageContaining("default site");
    }
    List<String> said = new ArrayList<>();
    try (Platform platform =
        Platform.start(settings(new SiteChoice.Folder(Sites.version(first))), said::add)) {
      assertThat(said).anySatisfy(line -> assertThat(line).contains("before: the default site"));
      SiteControl.Activated done = platform.sites().activate(second, "otto", "a lab joined");
      assertThat(done.changes())
          .containsExactly(
              new SiteDifference.Change(
                  "health-systems/mercy.yaml sources[adt].on-failure", null, "hold-patient"));
      assertRefused(platform, second, ProblemCode.CONFLICT);
    }
    try (Platform platform = start(new SiteChoice.Active(defaultSite()))) {
      assertThat(platform.site().version()).isEqualTo(secondHash);
      assertThat(platform.sites().version(Optional.of(secondHash.substring(0, 8))).texts())
          .isEqualTo(Sites.version(second).texts());
      assertThat(platform.sites().history())
          .extracting(SiteActivation::hash, SiteActivation::kind, SiteActivation::actor)
          .containsExactly(
              tuple(secondHash, SiteActivation.Kind.ACTIVATE, "otto"),
              tuple(Sites.version(first).hash(), SiteActivation.Kind.START, "up"));
    }
  }

  @Test
  void whatIsInLineIsFinishedBeforeRulesOfKeysChangeOrTheActivationIsRefused() throws Exception {
    int port = Sites.freePort();
    List<SiteText> plain = Sites.mercy(Sites.listener("feeds", port, ""), MRN, "");
    List<SiteText> otherKeys =
        Sites.mercy(Sites.listener("feeds", port, ""), MRN.replace("[HOSP]", "[HOSP, H2]"), "");
    List<SiteText> sameKeys =
        Sites.mercy(Sites.listener("feeds", port, ""), MRN, "on-failure: continue");
    try (Platform platform = start(new SiteChoice.Folder(Sites.version(plain)));
        MllpClient client = client(platform, port)) {
      assertThat(answer(client, "W0")).contains("MSA|AA");
      assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
      try (Connection holding = platform.database().getConnection()) {
        // Nobody can write an outcome: what is received stays in line.
        holding.setAutoCommit(false);
        try (Statement lock = holding.createStatement()) {
          lock.execute("lock table outcome in exclusive mode");
        }
        assertThat(answer(client, "W1")).contains("MSA|AA");
        platform.sites().activate(sameKeys, "anna", "no key changes: nothing has to be finished");
        assertRefused(platform, otherKeys, ProblemCode.SITE_BUSY);
        assertThat(platform.site().version()).isEqualTo(Sites.version(sameKeys).hash());
        assertThat(answer(client, "W2")).as("senders go on").contains("MSA|AA|W2");
        holding.rollback();
      }
      platform.sites().activate(otherKeys, "anna", "again");
      assertThat(platform.site().version()).isEqualTo(Sites.version(otherKeys).hash());
    }
  }

  @Test
  void aLostAnswerToTheCommitIsLookedUp() throws Exception {
    List<SiteText> plain = Sites.mercy(Sites.listener("feeds", 0, ""), MRN, "");
    List<SiteText> other = Sites.mercy(Sites.listener("feeds", 0, ""), MRN, "null: ignore");
    try (Platform platform = start(new SiteChoice.Folder(Sites.version(plain)))) {
      // The connection of the activation is cut: before the commit or after it, nobody can tell.
      CountDownLatch holds = new CountDownLatch(1);
      AtomicInteger cut = new AtomicInteger();
      Thread cutter = new Thread(() -> cutActivation(platform, holds, cut));
      cutter.start();
      holds.await();
      try {
        platform.sites().activate(other, "anna", "cut");
      } catch (TrestleException refused) {
        assertThat(refused.code()).isEqualTo(ProblemCode.DATABASE_UNAVAILABLE);
      }
      cutter.join();
      assertThat(cut).hasPositiveValue();
      String inLedger = platform.sites().history().get(0).hash();
      assertThat(platform.site().version()).as("process and ledger agree").isEqualTo(inLedger);
    }
  }

  /** Holds the ledger, waits until the activation waits for it, and cuts the activation. */
  private static void cutActivation(Platform platform, CountDownLatch holds, AtomicInteger cut) {
    try (Connection holding = platform.database().getConnection();
        Statement statement = holding.createStatement()) {
      holding.setAutoCommit(false);
      statement.execute("lock table site_activation in exclusive mode");
      holds.countDown();
      Awaitility.await()
          .atMost(Duration.ofMinutes(2)) // other tests can keep the disk busy
          .until(
              () -> {
                try (ResultSet row =
                    statement.executeQuery(
                        """
                        select count(pg_terminate_backend(pid)) from pg_stat_activity
                         where wait_event_type = 'Lock' and query like '%site_activation%'
                        """)) {
                  row.next();
                  return cut.addAndGet(row.getInt(1)) > 0;
                }
              });
      holding.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertRefused(Platform platform, List<SiteText> texts, ProblemCode code) {
    String before = platform.site().version();
    assertThatThrownBy(() -> platform.sites().activate(texts, "anna", "try"))
        .isInstanceOfSatisfying(
            TrestleException.class, refused -> assertThat(refused.code()).isEqualTo(code));
    assertThat(platform.site().version()).isEqualTo(before);
  }

  private Platform start(SiteChoice site) {
    return Platform.start(settings(site), text -> {});
  }

  private PlatformSettings settings(SiteChoice site) {
    return PlatformSettings.in(folder.resolve("data"), site, 0);
  }

  private static dev.trestle.kernel.site.Site defaultSite() {
    return dev.trestle.app.site.DefaultSite.on(0, true, ZoneOffset.UTC);
  }

  private static MllpClient client(Platform platform, int port) {
    return new MllpClient(
        MllpTarget.of("localhost", port, ClientTls.trusting(platform.certificate())));
  }

  private static String answer(MllpClient client, String id) {
    SendResult result = client.send(message(id, 1));
    return result instanceof SendResult.Answered answered
        ? new String(answered.answer(), StandardCharsets.US_ASCII)
        : result.toString();
  }

  private static byte[] message(String id, int patient) {
    String application = patient % 2 == 0 ? "ADT" : "LAB";
    String text =
        "MSH|^~\\&|"
            + application
            + "|B|T|T|20260101120000||ADT^A08|"
            + id
            + "|P|2.5.1\rPID|1||S"
            + patient
            + "^^^HOSP^MR||SWITCH^"
            + id
            + "||19610203|F\r";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void awaitProgress(List<Sender> senders) {
    List<Long> before = senders.stream().map(sender -> sender.accepted.get()).toList();
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              for (int i = 0; i < senders.size(); i++) {
                Sender sender = senders.get(i);
                if (!sender.wrong.isEmpty()) {
                  return true;
                }
                if (sender.accepted.get() < before.get(i) + 3) {
                  return false;
                }
              }
              return true;
            });
  }

  /** Sends over one connection and never repeats: what is not answered AA is wrong. */
  private static final class Sender extends Thread {
    private final int number;
    private final Platform platform;
    private final int port;
    private final CountDownLatch stop;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger(1);
    private final List<String> wrong = new java.util.concurrent.CopyOnWriteArrayList<>();

    Sender(int number, Platform platform, int port, CountDownLatch stop) {
      this.number = number;
      this.platform = platform;
      this.port = port;
      this.stop = stop;
    }

    @Override
    public void run() {
      try (MllpClient client = client(platform, port)) {
        while (stop.getCount() > 0 && wrong.isEmpty()) {
          String id = "S" + number + "N" + accepted.get();
          SendResult result = client.send(message(id, number));
          boolean positive =
              result instanceof SendResult.Answered answered
                  && new String(answered.answer(), StandardCharsets.US_ASCII)
                      .contains("MSA|AA|" + id);
          if (positive) {
            accepted.incrementAndGet();
          } else {
            wrong.add(id + ": " + result);
            connections.incrementAndGet();
          }
        }
      }
    }
  }
}
