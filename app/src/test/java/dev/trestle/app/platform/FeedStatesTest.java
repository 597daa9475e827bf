package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.site.SiteText;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.transport.mllp.SendResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed comes into use while the platform runs: from draft through its shadow to live. */
class FeedStatesTest {
  private static final String MRN = "- {name: MRN, aliases: [HOSP], system: 'urn:oid:1.2.3'}";
  private static final List<String> RECORD =
      List.of(
          "resource",
          "identifier",
          "statement",
          "alias",
          "source_record",
          "identity_block",
          "link_decision");

  @TempDir private Path folder = Path.of("");

  @Test
  void aFeedLeavesNoTraceInTheRecordUntilItIsLive() {
    try (Platform platform =
        Platform.start(
            PlatformSettings.in(
                folder.resolve("data"),
                new SiteChoice.Folder(Sites.version(site("state: draft"))),
                0),
            text -> {})) {
      assertThat(send(platform, "D1")).contains("MSA|AR|D1");
      platform.sites().activate(site("state: shadow"), "anna", "compare");
      assertThat(send(platform, "S1")).contains("MSA|AA|S1");
      assertThat(send(platform, "S2")).contains("MSA|AA|S2");
      assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
      assertThat(platform.balance()).isEqualTo(new Balance(3, 0, 0, 0, 2, 1, 0, 0, 0, 0));
      for (String table : RECORD) {
        assertThat(rows(platform, table)).as(table).isZero();
      }

      platform.sites().activate(site("state: live"), "anna", "it agrees");
      assertThat(rows(platform, "resource")).as("going live applies nothing old").isZero();
      assertThat(send(platform, "L1")).contains("MSA|AA|L1");
      assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
      assertThat(platform.balance()).isEqualTo(new Balance(4, 1, 0, 0, 2, 1, 0, 0, 0, 0));
      assertThat(rows(platform, "resource")).isPositive();
    }
  }

  private static List<SiteText> site(String ofAdt) {
    return Sites.mercy(Sites.listener("feeds", 0, ""), MRN, ofAdt);
  }

  private static long rows(Platform platform, String table) {
    return Jdbi.create(platform.database())
        .withHandle(
            handle -> handle.createQuery("select count(*) from " + table).mapTo(long.class).one());
  }

  private static String send(Platform platform, String id) {
    SendResult result =
        Wire.send(
            platform.mllpPort("feeds"),
            platform.certificate(),
            Wire.admission(id).replace("|A|B|", "|ADT|B|"));
    return result instanceof SendResult.Answered answered
        ? new String(answered.answer(), StandardCharsets.US_ASCII)
        : result.toString();
  }
}
