package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.app.command.Cli;
import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.app.site.DefaultSite;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.mllp.SendResult;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP API over real TLS: who may read what, and that every read is audited. */
class ApiTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MESSAGE =
      "MSH|^~\\&|A|B|T|T|20260101120000+0000||ADT^A01|API1|P|2.5.1\r"
          + "EVN|A01|20260101120000+0000\r"
          + "PID|1||777123^^^HOSP^MR||KUNIGUNDE^ADELHEID||19610203|F\r"
          + "PV1|1|I|||||||||||||||||V777^^^HOSP\r";

  @TempDir private Path folder = Path.of("");

  @Test
  void whatWasReceivedIsReadByWhoMayAndEveryReadIsAudited() throws Exception {
    try (Platform platform =
        Platform.start(
            PlatformSettings.in(
                folder.resolve("data"), DefaultSite.on(0, false, ZoneOffset.UTC), 0),
            text -> {})) {
      send(platform);
      assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
      HttpClient http = HttpClient.newBuilder().sslContext(trusting(platform)).build();
      TokenStore tokens = new TokenStore(platform.database(), Clock.systemUTC());
      String reader = tokens.create("anna", List.of(Role.FHIR_READ), Duration.ofDays(1));
      String operator = tokens.create("otto", List.of(Role.OPERATE), Duration.ofDays(1));
      String expired = tokens.create("emil", List.of(Role.FHIR_READ), Duration.ofSeconds(-1));
      String fhir = platform.httpAddress() + "/fhir";
      String taken = madeAndTakenBack();
      request(http, fhir + "/Patient?family=kunigunde", taken, 401);

      JsonNode found = get(http, fhir + "/Patient?family=kunigunde", reader, 200);
      JsonNode patient = found.path("entry").path(0).path("resource");
      assertThat(patient.path("birthDate").asString()).isEqualTo("1961-02-03");
      String path = "/Patient/" + patient.path("id").asString();
      assertThat(get(http, fhir + path, reader, 200)).isEqualTo(patient);
      assertThat(get(http, fhir + path + "/_history/1", reader, 200)).isEqualTo(patient);
      assertThat(get(http, fhir + path + "/_history", reader, 200).path("entry").size()).isOne();
      assertThat(get(http, fhir + "/Patient?identifier=777123", reader, 200).path("entry"))
          .hasSize(1);

      assertThat(get(http, fhir + "/Patient/unknown", reader, 404).path("resourceType").asString())
          .isEqualTo("OperationOutcome");
      get(http, fhir + "/Patient?shoesize=43", reader, 400);
      for (String wrong : new String[] {null, "trestle_nonsense", expired}) {
        request(http, fhir + path, wrong, 401);
      }
      request(http, fhir + path, operator, 403);
      request(http, platform.httpAddress() + "/api/status", reader, 403);
      request(http, platform.httpAddress() + "/api/site/history", operator, 403);
      request(http, platform.httpAddress() + "/actuator/prometheus", null, 401);
      get(http, platform.httpAddress() + "/api/balance?from=yesterday", operator, 400);
      assertThat(get(http, platform.httpAddress() + "/api/balance", operator, 200).path("closes"))
          .isEqualTo(JSON.getNodeFactory().booleanNode(true));
      get(http, fhir + "/metadata", null, 200);
      assertThatThrownBy(() -> again(0))
          .isInstanceOfSatisfying(
              TrestleException.class,
              refused -> assertThat(refused.code()).isEqualTo(ProblemCode.DATA_LOCKED));
      assertThat(RuntimeFile.read(folder.resolve("data")).address())
          .isEqualTo(platform.httpAddress());

      assertAudited(platform);
    }
    assertThat(Files.exists(folder.resolve("data").resolve("run").resolve("trestle.json")))
        .isFalse();
  }

  private static void assertAudited(Platform platform) {
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(audited(platform))
                    .containsExactly(
                        "trestle application-start 0",
                        "local token-create 0",
                        "local token-revoke 0",
                        "local token-revoke 0", // refused: its own
                        "unknown sign-in-refused 0",
                        "anna search-type 1",
                        "anna read 1",
                        "anna vread 1",
                        "anna history-instance 1",
                        "anna search-type 1",
                        "anna read 0",
                        "unknown sign-in-refused 0",
                        "unknown sign-in-refused 0",
                        "unknown sign-in-refused 0",
                        "otto access-denied 0",
                        "anna access-denied 0",
                        "otto access-denied 0",
                        "unknown sign-in-refused 0"));
  }

  /** Returns the text of a token that is not valid any more. */
  private String madeAndTakenBack() {
    String data = folder.resolve("data").toString();
    Cli.Result made =
        Cli.run(
            "token",
            "create",
            "--name",
            "app-1",
            "--role",
            "fhir-read",
            "--person-view",
            "source",
            "--data",
            data);
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(Cli.run("token", "list", "--data", data).out())
        .contains("app-1  fhir-read  persons source  until ")
        .doesNotContain(made.out().strip())
        .doesNotContain("emil");
    assertThat(Cli.run("token", "revoke", "app-1", "--data", data).out())
        .contains("app-1: revoked 1");
    assertThat(Cli.run("token", "list", "--data", data).out()).doesNotContain("app-1");
    assertThat(Cli.run("token", "list", "--all", "--data", data).out())
        .contains("(revoked)")
        .contains("emil  fhir-read  persons linked  until ")
        .contains("(ended)");
    assertThat(Cli.run("token", "revoke", "local", "--data", data).code()).isNotZero();
    for (String[] wrong :
        new String[][] {{"--name", "a b"}, {"--name", "local"}, {"--name", "x", "--days", "400"}}) {
      List<String> words = new ArrayList<>(List.of("token", "create", "--role", "fhir-read"));
      words.addAll(List.of(wrong));
      words.addAll(List.of("--data", data));
      assertThat(Cli.run(words.toArray(String[]::new)).code()).isNotZero();
    }
    return made.out().strip();
  }

  @Test
  void sourcesAreStoppedAndStartedAndIncidentsAreShownByWhoMayAndAudited() throws Exception {
    try (Platform platform =
        Platform.start(
            PlatformSettings.in(
                folder.resolve("data"), DefaultSite.on(0, false, ZoneOffset.UTC), 0),
            text -> {})) {
      HttpClient http = HttpClient.newBuilder().sslContext(trusting(platform)).build();
      TokenStore tokens = new TokenStore(platform.database(), Clock.systemUTC());
      String operator = tokens.create("otto", List.of(Role.OPERATE), Duration.ofDays(1));
      String steward =
          tokens.create("stella", List.of(Role.STEWARD, Role.OPERATE), Duration.ofDays(1));
      String api = platform.httpAddress() + "/api";

      JsonNode sources = get(http, api + "/sources", operator, 200);
      String name = sources.path(0).path("name").asString();
      String stop = api + "/sources/" + name + "/stop";
      post(http, stop, "{\"reason\": \" \"}", operator, 400);
      post(http, api + "/sources/no/such/stop", "{\"reason\": \"x\"}", operator, 404);
      post(http, stop, "{\"reason\": \"upgrade\"}", operator, 200);
      post(http, stop, "{\"reason\": \"again\"}", operator, 409);
      send(platform);
      assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
      JsonNode stopped = get(http, api + "/sources", operator, 200).path(0);
      assertThat(stopped.path("state").asString()).isEqualTo("stopped");
      assertThat(stopped.path("by").asString()).isEqualTo("otto");
      assertThat(stopped.path("waiting").asLong()).isOne();
      post(http, api + "/sources/" + name + "/start", "{\"reason\": \"done\"}", operator, 200);
      assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
      assertThat(platform.balance().applied()).isOne();

      try (Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), platform.mllpPort("mllp"))) {
        socket.getOutputStream().write("\u000bKUNIGUNDE".getBytes(StandardCharsets.US_ASCII));
      }
      Awaitility.await()
          .until(() -> !get(http, api + "/incidents", operator, 200).path("incidents").isEmpty());
      JsonNode incident =
          get(http, api + "/incidents?code=frame-cut", operator, 200).path("incidents").path(0);
      String bytes = api + "/incidents/" + incident.path("id").asLong() + "/bytes";
      get(http, api + "/incidents?code=nonsense", operator, 400);
      request(http, bytes, operator, 403);
      assertThat(
              new String(
                  Base64.getDecoder()
                      .decode(get(http, bytes, steward, 200).path("firstBytes").asString()),
                  StandardCharsets.US_ASCII))
          .isEqualTo("KUNIGUNDE");
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(audited(platform))
                      .containsExactly(
                          "trestle application-start 0",
                          "otto source-stop 0", // refused: no reason
                          "otto source-stop 0", // refused: no such source
                          "otto source-stop 0",
                          "otto source-stop 0", // refused: it is stopped
                          "otto source-start 0",
                          "otto access-denied 0",
                          "stella incident-show 0"));
    }
  }

  private static void post(HttpClient http, String url, String body, String token, int status)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .as(url)
        .isEqualTo(status);
  }

  /** A second start on the same data. */
  private void again(int httpPort) {
    Platform.start(
            PlatformSettings.in(
                folder.resolve("data"), DefaultSite.on(0, false, ZoneOffset.UTC), httpPort),
            text -> {})
        .close();
  }

  private static void send(Platform platform) {
    MllpTarget target = MllpTarget.of("localhost", platform.mllpPort("mllp"), null);
    try (MllpClient client = new MllpClient(target)) {
      assertThat(client.send(MESSAGE.getBytes(StandardCharsets.US_ASCII)))
          .isInstanceOf(SendResult.Answered.class);
    }
  }

  private static JsonNode get(HttpClient http, String url, @Nullable String token, int status)
      throws Exception {
    return JSON.readTree(request(http, url, token, status));
  }

  private static String request(HttpClient http, String url, @Nullable String token, int status)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(url).isEqualTo(status);
    return response.body();
  }

  /** Who did what, and how many patients' data was in the answer. */
  private static List<String> audited(Platform platform) throws SQLException {
    List<String> events = new ArrayList<>();
    try (Connection connection = platform.database().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select actor, action, cardinality(patients) from audit_event order by id")) {
      while (rows.next()) {
        events.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getInt(3));
      }
    }
    return events;
  }

  private static SSLContext trusting(Platform platform) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(platform.certificate())) {
      trusted.setCertificateEntry(
          "trestle", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
