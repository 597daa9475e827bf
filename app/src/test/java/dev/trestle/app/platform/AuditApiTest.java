package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.command.Cli;
import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.app.site.DefaultSite;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit as an auditor asks for it: found, proved whole, and closed to everybody else. */
class AuditApiTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MESSAGE =
      "MSH|^~\\&|A|B|T|T|20260101120000+0000||ADT^A01|AUD1|P|2.5.1\r"
          + "EVN|A01|20260101120000+0000\r"
          + "PID|1||777124^^^HOSP^MR||KUNIGUNDE^ADELHEID||19610203|F\r";

  @TempDir private Path folder = Path.of("");

  @Test
  void anAuditorFindsWhoSawAPatientAndProvesThatNobodyChangedIt() throws Exception {
    try (Platform platform =
        Platform.start(
            PlatformSettings.in(
                folder.resolve("data"), DefaultSite.on(0, false, ZoneOffset.UTC), 0),
            text -> {})) {
      send(platform);
      FhirClient anna = client(platform, "anna", Role.FHIR_READ);
      FhirClient iris = client(platform, "iris", Role.AUDIT);
      FhirClient otto = client(platform, "otto", Role.OPERATE, Role.ADMINISTER, Role.STEWARD);
      String patient =
          json(anna.get("/fhir/Patient?family=kunigunde"))
              .path("entry")
              .path(0)
              .path("resource")
              .path("id")
              .asString();
      anna.get("/fhir/Patient/" + patient);
      awaitEvents(iris, "/api/audit?actor=anna&patient=" + patient, 2);

      JsonNode events = json(iris.get("/api/audit?actor=anna&person=" + patient)).path("events");
      assertThat(events.path(0).path("action").asString()).isEqualTo("read");
      assertThat(events.path(1).path("detail").asString()).isEqualTo("family=kunigunde");
      assertThat(json(iris.get("/api/audit?actor=iris&action=audit-search")).path("events"))
          .isNotEmpty()
          .allMatch(event -> event.path("actor").asString().equals("iris"));
      assertThat(json(iris.get("/api/audit?patient=" + patient + "&after=" + id(events, 0))))
          .isEqualTo(json(iris.get("/api/audit?patient=" + patient + "&action=search-type")));
      assertThat(json(iris.get("/api/audit?actor=anna&to=2026-01-01T00:00:00Z")).path("events"))
          .isEmpty();
      assertThat(json(iris.get("/api/audit?actor=anna&from=2026-01-01T00:00:00Z")).path("events"))
          .hasSize(2);
      assertFoundByEntry(otto, iris);
      assertThat(iris.get("/api/audit?patient=KUNIGUNDE").statusCode()).isEqualTo(400);
      assertThat(otto.get("/api/exceptions?after=KUNIGUNDE").statusCode()).isEqualTo(400);
      assertThat(otto.get("/api/unmapped/codes?source=default/any").body())
          .contains("The parameter table is missing.");
      assertThat(iris.get("/api/audit/events/" + patient).statusCode()).isEqualTo(404);
      String path = "/api/audit/events/" + id(events, 0);
      Awaitility.await().until(() -> json(iris.get(path)).path("block").asLong() > 0);
      assertThat(json(iris.get(path + "?format=fhir")).path("resourceType").asString())
          .isEqualTo("AuditEvent");

      for (String closed : List.of("/api/audit", path, "/api/audit/key")) {
        assertThat(otto.get(closed).statusCode()).as(closed).isEqualTo(403);
      }
      for (String clinical :
          List.of("/fhir/Patient/" + patient, "/api/exceptions", "/api/status")) {
        assertThat(iris.get(clinical).statusCode()).as(clinical).isEqualTo(403);
      }
      assertVerified(platform);
    }
  }

  /** Who looked at one message; a look at another one is not among them. */
  private static void assertFoundByEntry(FhirClient otto, FhirClient iris) throws Exception {
    for (int entry : List.of(2, 3)) {
      assertThat(otto.get("/api/exceptions/" + entry + "/message").statusCode()).isEqualTo(200);
    }
    awaitEvents(iris, "/api/audit?entry=2", 1);
    awaitEvents(iris, "/api/audit?entry=3", 1);
    JsonNode look = json(iris.get("/api/audit?entry=2")).path("events").path(0);
    assertThat(look.path("action").asString()).isEqualTo("exception-show");
    assertThat(look.path("actor").asString()).isEqualTo("otto");
    assertThat(look.path("detail").asString()).isEqualTo("entry 2");
    assertThat(json(iris.get("/api/audit?entry=1")).path("events")).isEmpty();
    assertThat(json(iris.get("/api/audit?entry=2&actor=anna")).path("events")).isEmpty();
    assertThat(iris.get("/api/audit?entry=99").statusCode()).isEqualTo(404);
  }

  private void assertVerified(Platform platform) throws Exception {
    Path data = folder.resolve("data");
    Cli.Result whole = Cli.run("audit", "verify", "--data", data.toString());
    assertThat(whole.code()).as(whole.err()).isZero();
    assertThat(whole.out()).contains("Nothing is wrong.");
    String key = Cli.run("audit", "key", "--data", data.toString()).out().strip();
    assertThat(key).hasSize(64);
    Cli.Result rotated =
        Cli.run("audit", "key", "rotate", "--reason", "yearly", "--data", data.toString());
    assertThat(rotated.code()).as(rotated.err()).isZero();
    assertThat(rotated.out().strip())
        .isNotEqualTo(key)
        .isEqualTo(Cli.run("audit", "key", "--data", data.toString()).out().strip());
    assertThat(Cli.run("audit", "verify", "--data", data.toString()).code()).isZero();
    assertThat(
            Cli.run("audit", "verify", "--data", data.toString(), "--head", "ff".repeat(32)).code())
        .isOne();
    try (Connection connection = platform.database().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter table audit_event disable trigger user");
      statement.execute("update audit_event set actor = 'nobody' where actor = 'anna'");
      statement.execute("alter table audit_event enable trigger user");
    }
    Cli.Result changed = Cli.run("audit", "verify", "--data", data.toString());
    assertThat(changed.code()).isOne();
    assertThat(changed.out()).contains("is not as it was sealed").contains("2 things are wrong.");
  }

  private static String id(JsonNode events, int place) {
    return events.path(place).path("id").asString();
  }

  private static void awaitEvents(FhirClient client, String path, int count) {
    Awaitility.await().until(() -> json(client.get(path)).path("events").size() == count);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static FhirClient client(Platform platform, String name, Role... roles) throws Exception {
    TokenStore tokens = new TokenStore(platform.database(), Clock.systemUTC());
    return new FhirClient(platform, tokens.create(name, List.of(roles), Duration.ofDays(1)));
  }

  private static void send(Platform platform) {
    MllpTarget target = MllpTarget.of("localhost", platform.mllpPort("mllp"), null);
    String ofNobody = MESSAGE.replace("777124^^^HOSP^MR", "");
    try (MllpClient client = new MllpClient(target)) {
      for (String message :
          List.of(MESSAGE, ofNobody.replace("AUD1", "AUD2"), ofNobody.replace("AUD1", "AUD3"))) {
        client.send(message.getBytes(StandardCharsets.US_ASCII));
      }
    }
    assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
  }
}
