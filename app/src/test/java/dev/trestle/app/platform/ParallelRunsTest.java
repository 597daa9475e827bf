package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.app.command.Cli;
import dev.trestle.app.replay.ParallelRun;
import dev.trestle.app.replay.Replay;
import dev.trestle.app.replay.ReplayCounts;
import dev.trestle.app.site.SiteText;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.mllp.SendResult;
import dev.trestle.transport.tls.ClientTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version of the site runs beside the active one: every message once, and nothing is changed. */
class ParallelRunsTest {
  private static final String MRN = "- {name: MRN, aliases: [HOSP], system: 'urn:oid:1.2.3'}";
  private static final List<SiteText> ACTIVE = site("");
  private static final List<SiteText> CANDIDATE = site("demographics: fill-only");
  private static final String FEED = "mercy/adt";

  @TempDir private Path folder = Path.of("");

  @Test
  void eachMessageOfTheFeedIsLookedAtOnceAcrossARestartAndAnActivationEndsIt() throws Exception {
    try (Platform platform = start(new SiteChoice.Folder(Sites.version(ACTIVE)))) {
      send(platform, "ADT", "before");
      ParallelRun run =
          platform.parallel().begin(Sites.version(CANDIDATE), FEED, "anna", "before it is live");
      assertThat(run.running()).isTrue();
      send(platform, "ADT", "A1", "A2", "A2");
      send(platform, "LAB", "L1");
      assertThat(settled(platform, 3)).isEqualTo(new ReplayCounts(3, 3, 2, 2, 1, 0, 0));
      assertRefused(platform, CANDIDATE, FEED, ProblemCode.CONFLICT);
      assertRefused(platform, ACTIVE, "mercy/lab", ProblemCode.CONFLICT);
      assertRefused(platform, CANDIDATE, "mercy/nobody", ProblemCode.NOT_FOUND);
    }
    try (Platform platform = start(new SiteChoice.Active(Sites.version(ACTIVE).site()))) {
      send(platform, "ADT", "A3");
      assertThat(settled(platform, 4)).isEqualTo(new ReplayCounts(4, 4, 3, 3, 1, 0, 0));
      assertThat(platform.parallel().list().get(0).replay().places())
          .extracting(Replay.Place::place)
          .contains("Patient (authority and time)");
      assertThat(platform.replays().differences(1)).hasSize(3);
      assertThat(platform.replays().changes(1, platform.replays().differences(1).get(0).seq()))
          .isNotEmpty();
      assertNothingOfAPatientIsKept(platform);

      platform.sites().activate(CANDIDATE, "anna", "it does what it should");
      send(platform, "ADT", "A4");
      Awaitility.await().until(() -> !platform.parallel().list().get(0).running());
      ParallelRun ended = platform.parallel().list().get(0);
      assertThat(ended.ending()).isEqualTo("it was activated");
      assertThat(ended.replay().counts().looked()).as("nothing after the activation").isEqualTo(4);
      assertThat(ended.replay().endedAt()).isPresent();
      assertAudited(platform, "site-parallel-end", 1);
    }
  }

  @Test
  void aVersionThatSaysTheSameDiffersNowhere() throws Exception {
    try (Platform platform = start(new SiteChoice.Folder(Sites.version(ACTIVE)))) {
      platform
          .parallel()
          .begin(Sites.version(site("owner: somebody else")), FEED, "anna", "to be sure");
      send(platform, "ADT", "A1", "A2");
      assertThat(settled(platform, 2)).isEqualTo(new ReplayCounts(2, 2, 2, 0, 0, 0, 0));
      platform.sites().activate(CANDIDATE, "anna", "another one");
      Awaitility.await().until(() -> !platform.parallel().list().get(0).running());
      assertThat(platform.parallel().list().get(0).ending())
          .isEqualTo("another version was activated");
    }
  }

  @Test
  void theCommandLineBeginsShowsAndStopsIt() throws Exception {
    Path files = written(CANDIDATE);
    String data = folder.resolve("data").toString();
    try (Platform platform = start(new SiteChoice.Folder(Sites.version(ACTIVE)))) {
      Cli.Result begun =
          Cli.run(
              "site",
              "parallel",
              "start",
              files.toString(),
              "--source",
              FEED,
              "--reason",
              "to see",
              "--data",
              data);
      assertThat(begun.code()).as(begun.out() + begun.err()).isZero();
      assertThat(begun.out()).contains("run 1  mercy/adt").contains("0 of 0 differ; runs");
      send(platform, "ADT", "A1", "A2");
      settled(platform, 2);
      Cli.Result shown = Cli.run("site", "parallel", "show", "1", "--data", data);
      assertThat(shown.code()).isOne();
      assertThat(shown.out())
          .contains("2 of 2 differ; runs", "      2  Patient (authority and time)", "ADT^A01")
          .doesNotContain("KUNIGUNDE");
      Cli.Result stopped =
          Cli.run("site", "parallel", "stop", "1", "--reason", "seen enough", "--data", data);
      assertThat(stopped.code()).as(stopped.err()).isZero();
      assertThat(stopped.out()).contains("stopped by").contains("seen enough");
      send(platform, "ADT", "A3");
      assertThat(Cli.run("site", "parallel", "show", "--data", data).out())
          .contains("2 of 2 differ; stopped by");
      assertThat(Cli.run("site", "parallel", "stop", "1", "--reason", "again", "--data", data))
          .extracting(Cli.Result::code)
          .isNotEqualTo(0);
      assertAudited(platform, "site-parallel-start", 1);
      assertAudited(platform, "site-parallel-stop", 2);
    }
  }

  private static List<SiteText> site(String ofAdt) {
    return Sites.mercy(Sites.listener("feeds", 0, ""), MRN, ofAdt);
  }

  private Path written(List<SiteText> texts) throws IOException {
    Path site = folder.resolve("candidate");
    for (SiteText text : texts) {
      Path file = site.resolve(text.path());
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.text());
    }
    return site;
  }

  private Platform start(SiteChoice site) {
    return Platform.start(PlatformSettings.in(folder.resolve("data"), site, 0), text -> {});
  }

  private static void send(Platform platform, String application, String... ids) {
    MllpTarget target =
        MllpTarget.of(
            "localhost", platform.mllpPort("feeds"), ClientTls.trusting(platform.certificate()));
    try (MllpClient client = new MllpClient(target)) {
      for (String id : ids) {
        String message =
            """
            MSH|^~\\&|%s|B|T|T|20260101120000||ADT^A01|%s|P|2.5.1
            EVN|A01|20260101120000
            PID|1||77%s^^^HOSP^MR||KUNIGUNDE^ADELHEID||19610203|F
            PV1|1|I|||||||||||||||||V%s^^^HOSP
            """
                .formatted(application, id, id.hashCode(), id);
        SendResult result =
            client.send(message.replace('\n', '\r').getBytes(StandardCharsets.US_ASCII));
        assertThat(result).isInstanceOf(SendResult.Answered.class);
      }
    }
    assertThat(platform.awaitIdle(Duration.ofMinutes(2))).isTrue();
  }

  private static ReplayCounts settled(Platform platform, long looked) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> platform.parallel().list().get(0).replay().counts().looked() >= looked);
    return platform.parallel().list().get(0).replay().counts();
  }

  private static void assertRefused(
      Platform platform, List<SiteText> texts, String source, ProblemCode code) {
    assertThatThrownBy(() -> platform.parallel().begin(Sites.version(texts), source, "otto", "no"))
        .isInstanceOfSatisfying(
            TrestleException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private static void assertNothingOfAPatientIsKept(Platform platform) {
    List<String> kept =
        Jdbi.create(platform.database())
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            select r::text from site_replay r
                            union all select m::text from site_replay_message m
                            union all select p::text from site_parallel p
                            """)
                        .mapTo(String.class)
                        .list());
    assertThat(kept).hasSize(5).noneMatch(row -> row.contains("KUNI") || row.contains("1961"));
  }

  /** What was done and what was refused. */
  private static void assertAudited(Platform platform, String action, int times) {
    Jdbi jdbi = Jdbi.create(platform.database());
    Awaitility.await().until(() -> count(jdbi, action) >= times);
    assertThat(count(jdbi, action)).isEqualTo(times);
  }

  private static int count(Jdbi jdbi, String action) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from audit_event where action = :action")
                .bind("action", action)
                .mapTo(Integer.class)
                .one());
  }
}
