package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.command.Cli;
import dev.trestle.app.site.DefaultSite;
import dev.trestle.identity.learn.LinkModels;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.mllp.SendResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model is trained, seen, taken into use and taken back by the commands of the README. */
class ModelsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aModelIsTrainedSeenUsedAndTakenBack() throws Exception {
    Path data = folder.resolve("data");
    String used;
    PlatformSettings settings =
        PlatformSettings.in(data, DefaultSite.on(0, false, ZoneOffset.UTC), 0);
    try (Platform platform = Platform.start(settings, text -> {})) {
      Cli.Result early = run(data, "train", "--because", "first look");
      assertThat(early.code()).isOne();
      assertThat(early.out()).contains("at least " + LinkModels.FEWEST_RECORDS + " are needed");
      assertThat(run(data, "activate", "1", "--because", "hurry").code()).isOne();
      assertThat(run(data, "rollback", "--because", "hurry").code()).isOne();
      admit(platform);
      String standard = method(data);
      assertThat(run(data, "models").out()).contains("in use: " + standard, "1  -  failed");

      Cli.Result wrong = run(data, "train", "--because", "x", "--automatic-from", "0.5");
      assertThat(wrong.code()).isNotZero();
      assertThat(wrong.err()).contains("automatic-from at least 0.9");
      Cli.Result trained = run(data, "train", "--because", "go-live", "--automatic-from", "0.97");
      assertThat(trained.code()).as(trained.err() + trained.out()).isZero();
      assertThat(trained.out())
          .contains("model 2 of 130 records", "would merge: 0", "activate 2 takes it into use")
          .doesNotContain("KUNIGUNDE");
      assertThat(run(data, "compare", "2").out()).contains("automatic links 0 now, 0 then");
      assertThat(run(data, "compare", "77").code()).isOne();
      assertThat(method(data)).as("nothing changes before").isEqualTo(standard);

      Cli.Result active = run(data, "activate", "2", "--because", "the board agreed");
      assertThat(active.out()).contains("in use: model 2");
      assertThat(platform.awaitIdle(Duration.ofMinutes(2))).isTrue();
      used = method(data);
      assertThat(used).isNotEqualTo(standard);
      assertThat(run(data, "models").out()).as("listed as it is used").contains("2  " + used);
      assertThat(run(data, "models").out())
          .contains("automatic from 0.97", "the board agreed", "in use: " + used);
    }
    try (Platform platform = Platform.start(settings, text -> {})) {
      assertThat(platform.awaitIdle(Duration.ofMinutes(2))).isTrue();
      assertThat(method(data)).as("after a start").isEqualTo(used);
      assertThat(run(data, "rollback", "--because", "too strict").out())
          .contains("the model that comes with Trestle");
      assertThat(platform.awaitIdle(Duration.ofMinutes(2))).isTrue();
      assertThat(method(data)).isNotEqualTo(used);
      assertThat(run(data, "rollback", "--because", "again").out()).contains("in use: model 2");
    }
  }

  private static Cli.Result run(Path data, String command, String... more) {
    String[] all = new String[more.length + 4];
    all[0] = "identity";
    all[1] = command;
    System.arraycopy(more, 0, all, 2, more.length);
    all[more.length + 2] = "--data";
    all[more.length + 3] = data.toString();
    return Cli.run(all);
  }

  private static String method(Path data) {
    String first = run(data, "models").out().lines().findFirst().orElseThrow();
    return first.substring("in use: ".length(), first.indexOf(','));
  }

  private static void admit(Platform platform) throws Exception {
    StringBuilder name = new StringBuilder();
    try (MllpClient client =
        new MllpClient(MllpTarget.of("localhost", platform.mllpPort("mllp"), null))) {
      for (int i = 0; i < 130; i++) {
        name.setLength(0);
        name.append((char) ('A' + i % 26)).append((char) ('A' + i / 26)).append("KUNIGUNDE");
        String message =
            "MSH|^~\\&|A|B|T|T|20260101120000+0000||ADT^A01|C%d|P|2.5.1\rEVN|A01|20260101120000+0000\r"
                + "PID|1||%d^^^HOSP^MR||%s^ADELHEID%d||19%02d0203|F\rPV1|1|I\r";
        String text = message.formatted(i, i, name, i % 7, i % 90 + 10);
        assertThat(client.send(text.getBytes(StandardCharsets.US_ASCII)))
            .isInstanceOf(SendResult.Answered.class);
      }
    }
    assertThat(platform.awaitIdle(Duration.ofMinutes(2))).isTrue();
  }
}
