package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.http.Check;
import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.app.site.DefaultSite;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.postgres.Durability;
import dev.trestle.postgres.disk.DiskState;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.mllp.SendResult;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a monitoring system sees: every metric is documented, and health says what is wrong. */
class OperationsTest {
  private static final Pattern EXPOSED = Pattern.compile("(?m)^# TYPE (\\S+) \\S+$");
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(trestle_\\w+)` \\|");
  private static final Pattern LIBRARY = Pattern.compile("`(\\w+_)\\*`");

  @TempDir private Path folder = Path.of("");

  @Test
  void everyMetricIsDocumentedAndEveryDocumentedOneIsThere() throws Exception {
    try (Platform platform =
        Platform.start(
            PlatformSettings.in(
                folder.resolve("data"), DefaultSite.on(0, false, ZoneOffset.UTC), 0),
            text -> {})) {
      send(platform, "ADT^A04", "OP1");
      send(platform, "ADT^A04", "OP1");
      for (int n = 0; n < 60; n++) {
        send(platform, "ZZ%1$c^Z%2$02d".formatted('A' + n % 26, n), "OPZ" + n);
      }
      assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
      TokenStore tokens = new TokenStore(platform.database(), Clock.systemUTC());
      FhirClient operator =
          new FhirClient(platform, tokens.create("o", List.of(Role.OPERATE), Duration.ofDays(1)));
      HttpResponse<String> answer = operator.get("/actuator/prometheus");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertDocumented(answer.body());

      assertThat(answer.body())
          .contains("trestle_messages_received_total{source=\"default/any\",type=\"ADT^A04\"} 2.0")
          .contains("outcome=\"duplicate\",source=\"default/any\",type=\"ADT^A04\"} 1.0")
          .contains("type=\"other\"")
          .doesNotContain("KLARA");
      assertThat(answer.body().lines().filter(line -> line.startsWith("trestle_messages_received")))
          .hasSizeLessThanOrEqualTo(51);

      FhirClient nobody = new FhirClient(platform, null);
      assertThat(nobody.get("/actuator/health/readiness").body()).contains("UP");
      assertThat(nobody.get("/actuator/health/readiness").body()).doesNotContain("dispatcher");
      assertThat(nobody.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
      assertThat(operator.get("/actuator/health/readiness").body())
          .contains("dispatcher", "answers, and keeps what it commits");
      assertThat(operator.get("/api/status").body()).contains("\"checks\"");
    }
  }

  private static void assertDocumented(String metrics) throws Exception {
    String page = Files.readString(Path.of("..", "docs", "operations.md"));
    Set<String> libraries = found(LIBRARY, page);
    Set<String> exposed = new TreeSet<>();
    for (String name : found(EXPOSED, metrics)) {
      if (libraries.stream().noneMatch(name::startsWith)) {
        exposed.add(name.replaceFirst("_max$", ""));
      }
    }
    assertThat(exposed).isEqualTo(found(DOCUMENTED, page));
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static void send(Platform platform, String type, String id) {
    MllpTarget target = MllpTarget.of("localhost", platform.mllpPort("mllp"), null);
    String message =
        "MSH|^~\\&|A|B|T|T|20260101120000+0000||"
            + type
            + "|"
            + id
            + "|P|2.5.1\rPID|1||88^^^HOSP^MR||KLEIN^KLARA||19500102|F\r";
    try (MllpClient client = new MllpClient(target)) {
      assertThat(client.send(message.getBytes(StandardCharsets.US_ASCII)))
          .isInstanceOf(SendResult.Answered.class);
    }
  }

  @Test
  void whateverIsNotAsItMustBeIsDownAndSaysWhy() {
    AtomicBoolean lives = new AtomicBoolean(true);
    Durability durable = new Durability("on", "on", "on");
    assertThat(checks(durable, DiskState.ROOMY, true, lives)).allMatch(Check::up);

    assertDown(checks(new Durability("on", "on", "off"), DiskState.ROOMY, true, lives), "database");
    assertDown(checks(null, DiskState.ROOMY, true, lives), "database");
    assertDown(checks(durable, DiskState.LOW, true, lives), "disk");
    assertDown(checks(durable, DiskState.CRITICAL, true, lives), "disk");
    assertDown(checks(durable, DiskState.ROOMY, false, lives), "listeners");
    lives.set(false);
    assertDown(checks(durable, DiskState.ROOMY, true, lives), "dispatcher");
    assertThat(checks(durable, DiskState.ROOMY, true, lives))
        .filteredOn(check -> !check.up())
        .allMatch(check -> check.kind() == Check.Kind.PROCESS);
  }

  private static void assertDown(List<Check> checks, String name) {
    assertThat(checks)
        .filteredOn(check -> !check.up())
        .extracting(Check::name)
        .containsExactly(name);
  }

  private static List<Check> checks(
      @org.jspecify.annotations.Nullable Durability durability,
      DiskState disk,
      boolean receiving,
      AtomicBoolean lives) {
    return new Checks(
            () -> {
              if (durability == null) {
                throw new TrestleException(ProblemCode.DATABASE_UNAVAILABLE, "away");
              }
              return durability;
            },
            () -> disk,
            () -> receiving,
            Map.of("dispatcher", lives::get),
            List.of())
        .look();
  }
}
