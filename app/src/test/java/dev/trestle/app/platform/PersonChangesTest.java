package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.person.ChangeWaits;
import dev.trestle.app.security.PersonView;
import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.app.site.DefaultSite;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.mllp.SendResult;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Applications that wait for changes of persons, over HTTP. */
class PersonChangesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PATH = "/fhir/Patient/$person-changes";
  private static final String AUDITED =
      "select actor || ' ' || cardinality(patients) from audit_event"
          + " where action = 'person-changes' order by id";
  private static final Duration DAY = Duration.ofDays(1);

  /** Far less than anybody waits here, and far more than it takes. */
  private static final long SOON_SECONDS = 30;

  /** With four waits each more than the server has threads, or the database connections. */
  private static final int APPLICATIONS = 20;

  @TempDir private Path folder = Path.of("");
  private Platform platform;
  private TokenStore tokens;
  private FhirClient anna;
  private FhirClient steward;
  private String first = "";
  private String second = "";

  @BeforeEach
  void start() throws Exception {
    platform =
        Platform.start(
            PlatformSettings.in(
                folder.resolve("data"), DefaultSite.on(0, false, ZoneOffset.UTC), 0),
            text -> {});
    tokens = new TokenStore(platform.database(), Clock.systemUTC());
    anna = client("anna", PersonView.LINKED, Role.FHIR_READ);
    steward = client("stella", PersonView.LINKED, Role.STEWARD);
    send(adt("A28", "11", ""), adt("A28", "12", ""));
    first = id("11");
    second = id("12");
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void aChangeIsAnsweredAsSoonAsItIsThereInItsViewOnly() throws Exception {
    CompletableFuture<HttpResponse<String>> linked = anna.begin(PATH + "?wait=60");
    FhirClient carl = client("carl", PersonView.CONFIRMED, Role.FHIR_READ);
    CompletableFuture<HttpResponse<String>> confirmed = carl.begin(PATH + "?wait=60");
    awaitWaiting(2);
    link();
    JsonNode told = answered(linked);
    assertThat(told.path("parameter")).hasSize(2);
    assertThat(told.toString()).contains(first, second);
    assertThat(answered(confirmed).path("parameter")).hasSize(2);
    String after = next(told);
    // A source takes nothing back of what a person said, but the resolver links by its word.
    CompletableFuture<HttpResponse<String>> again = anna.begin(PATH + "?wait=60&after=" + after);
    awaitWaiting(1);
    send(adt("A28", "13", ""), merge("11", "13"));
    assertThat(answered(again).toString()).contains(id("13"), first);
    // Another process writes, and tells nobody.
    String last = next(answered(anna.begin(PATH)));
    String own = next(answered(carl.begin(PATH)));
    CompletableFuture<HttpResponse<String>> other = anna.begin(PATH + "?wait=60&after=" + last);
    CompletableFuture<HttpResponse<String>> sure = carl.begin(PATH + "?wait=60&after=" + own);
    awaitWaiting(2);
    execute(
        "insert into person_change (view, rid, from_person, to_person, parted)"
            + " select 1, max(rid), max(rid), min(rid), false from source_record");
    assertThat(answered(other).path("parameter")).hasSize(2);
    assertThat(sure).as("of the other view").isNotDone();
    awaitWaiting(1);
  }

  @Test
  void withoutAChangeItIsAnsweredWhenTheTimeIsOver() throws Exception {
    long began = System.nanoTime();
    JsonNode told = answered(anna.begin(PATH + "?after=7&wait=1"));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(950));
    assertThat(told.path("parameter")).hasSize(1);
    assertThat(next(told)).isEqualTo("7");
    assertThat(answered(anna.begin(PATH + "?after=7&wait=0")).path("parameter")).hasSize(1);
    link();
    assertThat(answered(anna.begin(PATH + "?wait=60")).path("parameter"))
        .as("it was there before")
        .hasSize(2);
    for (String wait : List.of("61", "-1", "soon", "", "1e1", "99999999999999999999")) {
      HttpResponse<String> refused = anna.get(PATH + "?wait=" + wait);
      assertThat(refused.statusCode()).as(wait).isEqualTo(400);
      assertThat(refused.body()).contains("OperationOutcome", "wait");
    }
    FhirClient sam = client("sam", PersonView.SOURCE, Role.FHIR_READ);
    assertThat(sam.get(PATH + "?wait=60").body()).contains("never change");
    assertThat(steward.get(PATH + "?wait=60").statusCode()).isEqualTo(403);
    // One row for each answer, with those who were told of.
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(texts(AUDITED)).containsExactly("anna 0", "anna 0", "anna 1"));
  }

  @Test
  void aTokenHasAFewAndWhoWaitsHoldsNoThreadAndNoConnection() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < APPLICATIONS; i++) {
      FhirClient application = client("app-" + i, PersonView.LINKED, Role.FHIR_READ);
      for (int j = 0; j < ChangeWaits.OF_A_CALLER; j++) {
        all.add(application.begin(PATH + "?wait=60"));
      }
      awaitWaiting(all.size());
      HttpResponse<String> refused = application.get(PATH + "?wait=60");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("OperationOutcome", "throttled");
      for (String path : List.of(PATH, PATH + "?wait=0")) {
        assertThat(application.get(path).statusCode()).as("without waiting").isEqualTo(200);
      }
    }
    link();
    for (CompletableFuture<HttpResponse<String>> one : all) {
      assertThat(answered(one).path("parameter")).hasSize(2);
    }
    awaitWaiting(0);
  }

  @Test
  void whoHangsUpIsForgottenAndWhoLosesTheTokenIsToldNothing() throws Exception {
    // The time of the last is over while nobody is there.
    List<String> seconds = List.of("60", "60", "5");
    for (int i = 0; i < seconds.size(); i++) {
      Socket socket = anna.hold(PATH + "?wait=" + seconds.get(i));
      awaitWaiting(i + 1);
      socket.close();
    }
    Awaitility.await()
        .untilAsserted(() -> assertThat(texts(AUDITED)).as("its answer").containsExactly("anna 0"));
    awaitWaiting(2);
    CompletableFuture<HttpResponse<String>> waiting = anna.begin(PATH + "?wait=60");
    FhirClient ruth = client("ruth", PersonView.LINKED, Role.FHIR_READ);
    CompletableFuture<HttpResponse<String>> revoked = ruth.begin(PATH + "?wait=60");
    awaitWaiting(4);
    assertThat(tokens.revoke("ruth")).isOne();
    link();
    assertThat(answered(waiting).path("parameter")).hasSize(2);
    HttpResponse<String> refused = revoked.get(SOON_SECONDS, TimeUnit.SECONDS);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("OperationOutcome").doesNotContain(first);
    awaitWaiting(0);
    assertThat(answered(anna.begin(PATH + "?wait=60")).path("parameter")).hasSize(2);
  }

  @Test
  void theEndOfThePlatformAnswersAtOnce() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < ChangeWaits.OF_A_CALLER; i++) {
      all.add(anna.begin(PATH + "?after=3&wait=60"));
    }
    awaitWaiting(all.size());
    CompletableFuture<Void> closed = CompletableFuture.runAsync(platform::close);
    for (CompletableFuture<HttpResponse<String>> one : all) {
      JsonNode told = answered(one);
      assertThat(told.path("parameter")).hasSize(1);
      assertThat(next(told)).isEqualTo("3");
    }
    closed.get(SOON_SECONDS, TimeUnit.SECONDS);
  }

  private static JsonNode answered(CompletableFuture<HttpResponse<String>> one) throws Exception {
    HttpResponse<String> response = one.get(SOON_SECONDS, TimeUnit.SECONDS);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/fhir+json");
    return JSON.readTree(response.body());
  }

  private static String next(JsonNode told) {
    JsonNode parameters = told.path("parameter");
    return parameters.get(parameters.size() - 1).path("valueString").asString();
  }

  private FhirClient client(String name, PersonView view, Role role) throws Exception {
    return new FhirClient(platform, tokens.create(name, List.of(role), view, DAY));
  }

  private void awaitWaiting(int requests) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(SOON_SECONDS))
        .untilAsserted(() -> assertThat(platform.waits().waiting()).isEqualTo(requests));
  }

  private void link() throws Exception {
    String body =
        "{\"first\": \"" + first + "\", \"second\": \"" + second + "\", \"reason\": \"asked\"}";
    assertThat(steward.post("/api/identity/links", body, "application/json").statusCode())
        .isEqualTo(200);
  }

  private String id(String number) throws Exception {
    return JSON.readTree(anna.get("/fhir/Patient?identifier=" + number).body())
        .path("entry")
        .path(0)
        .path("resource")
        .path("id")
        .asString();
  }

  private void send(String... messages) {
    MllpTarget target = MllpTarget.of("localhost", platform.mllpPort("mllp"), null);
    try (MllpClient client = new MllpClient(target)) {
      for (String message : messages) {
        assertThat(client.send(message.getBytes(StandardCharsets.US_ASCII)))
            .isInstanceOf(SendResult.Answered.class);
      }
    }
    assertThat(platform.awaitIdle(Duration.ofMinutes(2))).isTrue();
  }

  private static String adt(String trigger, String number, String more) {
    return "MSH|^~\\&|A|B|T|T|20260101120000+0000||ADT^"
        + trigger
        + "|C"
        + trigger
        + number
        + "|P|2.5.1\rEVN|"
        + trigger
        + "|20260101120000+0000\rPID|1||"
        + number
        + "^^^HOSP^MR||KUNIGUNDE^ADELHEID^"
        + number
        + "||19610203|F\r"
        + more;
  }

  private static String merge(String survivor, String retired) {
    return adt("A40", survivor, "MRG|" + retired + "^^^HOSP^MR\r");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = platform.database().getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = platform.database().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
