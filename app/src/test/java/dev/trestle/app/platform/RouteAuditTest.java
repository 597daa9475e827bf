package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.http.AuditRoutes;
import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every route of the API, found in the code, is called with a valid request and leaves its event in
 * the audit, or stands here with the reason why not. A route that is not listed fails the test.
 */
class RouteAuditTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Routes whose answers hold nothing about a patient and change nothing. */
  private static final Map<String, String> NOT_AUDITED =
      Map.ofEntries(
          Map.entry("GET /fhir/metadata", "what the server can do"),
          Map.entry("GET /api/balance", "counts"),
          Map.entry("GET /api/status", "state of the process"),
          Map.entry("GET /api/sources", "state of the sources"),
          Map.entry("GET /api/deletions", "sources and elements"),
          Map.entry("GET /api/exceptions", "causes and numbers; the message itself is audited"),
          Map.entry("GET /api/incidents", "kinds and peers; the bytes are audited"),
          Map.entry("GET /api/identity/status", "state of the resolver"),
          Map.entry("GET /api/identity/links", "opaque ids of everybody, no person asked for"),
          Map.entry("GET /api/identity/retired", "opaque ids of everybody, no person asked for"),
          Map.entry("GET /api/identity/alarms", "opaque ids of everybody, no person asked for"),
          Map.entry("GET /api/identity/reviews", "opaque ids of everybody, no person asked for"),
          Map.entry("GET /api/identity/changes", "opaque ids of everybody, no person asked for"),
          Map.entry("GET /api/identity/models", "models and counts"),
          Map.entry("GET /api/identity/automatic", "a threshold and counts"),
          Map.entry("GET /api/identity/known-pairs", "counts"),
          Map.entry("GET /api/unmapped", "sources and tables with counts"),
          Map.entry("GET /api/tokens", "names and roles of programs"),
          Map.entry("GET /api/users", "names and roles of people of the console"),
          Map.entry("GET /api/audit/key", "a public key"));

  /** Routes of lineage and impact: they need more than one message, and have tests of their own. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "GET /api/lineage/{type}/{id}/{version}",
          "GET /api/lineage/{type}/{id}",
          "GET /api/messages/{seq}/resources",
          "GET /fhir/Provenance",
          "GET /api/impact",
          "GET /api/impact/versions",
          "GET /api/impact/persons",
          "GET /api/impact/reads",
          "GET /api/impact/export",
          "POST /api/impact/search");

  private final Map<String, Call> calls = new LinkedHashMap<>();

  @TempDir private Path folder = Path.of("");

  /** A request, and the event that it must leave. */
  private record Call(String path, String body, String contentType, String action) {}

  @Test
  void everyRouteLeavesItsEvent() throws Exception {
    try (Platform platform =
        Platform.start(PlatformSettings.in(folder.resolve("data"), site(), 0), text -> {})) {
      TokenStore tokens = new TokenStore(platform.database(), Clock.systemUTC());
      FhirClient caller =
          new FhirClient(
              platform, tokens.create("walker", List.of(Role.values()), Duration.ofDays(1)));
      prepare(platform, caller);

      Set<String> listed = new TreeSet<>(calls.keySet());
      listed.addAll(NOT_AUDITED.keySet());
      listed.addAll(ELSEWHERE);
      assertThat(listed).isEqualTo(new TreeSet<>(AuditRoutes.all()));

      for (Map.Entry<String, Call> each : calls.entrySet()) {
        assertAudited(platform, caller, each.getKey(), each.getValue());
      }
      assertReasonsAreKept(caller);
      assertOthersAreNot(
          platform,
          new FhirClient(
              platform, tokens.create("idler", List.of(Role.values()), Duration.ofDays(1))));
      LongBodies.assertRefused(caller);
      LongBodies.assertFewAtOnce(caller);
    }
  }

  /** Somebody of whom nothing was written before: what the walker did last may still come. */
  private static void assertOthersAreNot(Platform platform, FhirClient idler) throws Exception {
    for (String route : NOT_AUDITED.keySet()) {
      assertThat(idler.get(route.substring("GET ".length())).statusCode()).as(route).isEqualTo(200);
    }
    idler.get("/api/audit/events/00000000-0000-7000-8000-000000000000");
    Awaitility.await().until(() -> events(platform, "idler") > 0);
    assertThat(events(platform, "idler")).isEqualTo(1);
  }

  /** Where the reason is kept nowhere else it stands in the event. */
  private static void assertReasonsAreKept(FhirClient caller) throws Exception {
    List<String> details = new ArrayList<>();
    for (String action : List.of("identity-plant", "identity-band-sample")) {
      String found = "/api/audit?actor=walker&action=" + action;
      json(caller.get(found))
          .path("events")
          .forEach(event -> details.add(event.path("detail").asString()));
    }
    assertThat(details).hasSize(3).allMatch(detail -> detail.endsWith(": monthly"));
  }

  private static SiteChoice site() {
    return new SiteChoice.Folder(
        Sites.version(
            Sites.mercy(
                Sites.listener("mllp", 0, "tls: false"),
                "- {name: MRN, aliases: [HOSP], system: 'urn:oid:1.2.3'}",
                "")));
  }

  private static void assertAudited(Platform platform, FhirClient caller, String route, Call call)
      throws Exception {
    long before = count(platform, call.action());
    HttpResponse<String> answer =
        route.startsWith("GET ")
            ? caller.get(call.path())
            : caller.post(call.path(), call.body(), call.contentType());
    // What was asked for is refused sometimes (no such thing now): the attempt is audited too.
    assertThat(answer.statusCode()).as(route + " " + answer.body()).isLessThan(500);
    Awaitility.await(route)
        .atMost(Duration.ofMinutes(1))
        .until(() -> count(platform, call.action()) > before);
  }

  private void prepare(Platform platform, FhirClient caller) throws Exception {
    send(platform, adt("21", "KUNIGUNDE^ADELHEID"));
    send(platform, adt("22", "KUNIGUNDE^ADELHEID"));
    send(platform, adt("23", "SONNENSCHEIN^OTTO"));
    send(platform, adt("23", "ANDERS^RITA").replace("19610203", "19990909"));
    for (int n = 0; n < 3; n++) {
      send(platform, adt("", "NOBODY").replace("|C|", "|C9" + n + "|"));
    }
    try (Socket socket = new Socket("localhost", platform.mllpPort("mllp"))) {
      socket.getOutputStream().write("\u000bKUNIGUNDE".getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(platform.awaitIdle(Duration.ofMinutes(2))).isTrue();
    Awaitility.await().until(() -> !json(caller.get("/api/incidents")).path("incidents").isEmpty());
    JsonNode review = json(caller.get("/api/identity/reviews")).path(0);
    JsonNode exceptions = json(caller.get("/api/exceptions")).path("exceptions");
    assertThat(exceptions.size()).isEqualTo(3);
    String patient = review.path("first").asString().substring("Patient/".length());
    String other = review.path("second").asString();
    fhir(patient);
    messages(exceptions, json(caller.get("/api/incidents")).path("incidents").path(0));
    identity(review.path("id").asLong(), patient, other);
    models();
    configuration(
        json(caller.get("/api/sources")).path(0).path("name").asString(),
        json(caller.get("/api/site")).path("hash").asString());
    replays(json(caller.get("/api/site")).path("files"));
    audit(patient);
  }

  private void get(String route, String path, String action) {
    calls.put("GET " + route, new Call(path, "", "", action));
  }

  private void post(String route, String path, String body, String action) {
    calls.put("POST " + route, new Call(path, body, "application/json", action));
  }

  private void fhir(String patient) {
    get("/fhir/{type}", "/fhir/Patient?family=kunigunde", "search-type");
    String one = "/fhir/Patient/" + patient;
    get("/fhir/{type}/{id}", one, "read");
    get("/fhir/{type}/{id}/$validate", one + "/$validate", "validate");
    get("/fhir/MessageHeader/{id}", "/fhir/MessageHeader/1", "message-header");
    get("/fhir/{type}/{id}/_history", one + "/_history", "history-instance");
    get("/fhir/{type}/{id}/_history/{version}", one + "/_history/1", "vread");
    calls.put(
        "POST /fhir/{type}/_search",
        new Call(
            "/fhir/Patient/_search",
            "family=kunigunde",
            "application/x-www-form-urlencoded",
            "search-type"));
    get(
        "/fhir/Patient/{id}/$golden-record",
        "/fhir/Patient/" + patient + "/$golden-record",
        "golden-record");
    calls.put(
        "POST /fhir/Patient/$match",
        new Call(
            "/fhir/Patient/$match",
            "{\"resourceType\": \"Patient\", \"birthDate\": \"1961-02-03\","
                + " \"name\": [{\"family\": \"KUNIGUNDE\", \"given\": [\"ADELHEID\"]}]}",
            "application/fhir+json",
            "match"));
    post(
        "/fhir/{type}/$validate",
        "/fhir/Patient/$validate",
        "{\"resourceType\": \"Patient\"}",
        "validate");
  }

  private void messages(JsonNode exceptions, JsonNode incident) {
    String first = "/api/exceptions/" + exceptions.path(0).path("seq").asLong();
    String second = "/api/exceptions/" + exceptions.path(1).path("seq").asLong();
    String third = "/api/exceptions/" + exceptions.path(2).path("seq").asLong();
    get("/api/exceptions/{seq}/message", first + "/message", "exception-show");
    post(
        "/api/exceptions/{seq}/resubmit",
        first + "/resubmit",
        "{\"reason\": \"again\"}",
        "exception-resubmit");
    post(
        "/api/exceptions/{seq}/dismiss",
        second + "/dismiss",
        "{\"reason\": \"test\"}",
        "exception-dismiss");
    String raw =
        Base64.getEncoder().encodeToString(adt("24", "NOBODY").getBytes(StandardCharsets.US_ASCII));
    post(
        "/api/exceptions/{seq}/message",
        third + "/message",
        "{\"reason\": \"number\", \"raw\": \"" + raw + "\"}",
        "exception-correct");
    get(
        "/api/incidents/{id}/bytes",
        "/api/incidents/" + incident.path("id").asLong() + "/bytes",
        "incident-show");
  }

  private void identity(long review, String patient, String other) {
    get("/fhir/Patient/$person-changes", "/fhir/Patient/$person-changes", "person-changes");
    post(
        "/api/identity/patients/{id}/verify",
        "/api/identity/patients/" + patient + "/verify",
        "{\"element\": \"birthDate\", \"reason\": \"passport\"}",
        "identity-verify");
    String alarm = "/api/identity/alarms/1";
    get("/api/identity/alarms/{id}", alarm, "alarm-show");
    post(
        "/api/identity/alarms/{id}/decide",
        alarm + "/decide",
        "{\"decision\": \"same\", \"reason\": \"seen\"}",
        "alarm-same");
    String path = "/api/identity/reviews/" + review;
    get("/api/identity/reviews/{id}", path, "review-evidence");
    get("/api/identity/reviews/{id}/patients", path + "/patients", "review-show");
    post(
        "/api/identity/reviews/{id}/decide",
        path + "/decide",
        "{\"decision\": \"same\", \"reason\": \"seen\"}",
        "identity-same");
    get(
        "/api/identity/explain",
        "/api/identity/explain?first=" + patient + "&second=" + other,
        "identity-explain");
    get("/api/identity/persons/{id}", "/api/identity/persons/" + patient, "identity-person");
    get(
        "/api/identity/persons/{id}/golden",
        "/api/identity/persons/" + patient + "/golden",
        "golden-record");
    get(
        "/api/identity/patients/{id}/aliases",
        "/api/identity/patients/" + patient + "/aliases",
        "identity-aliases");
    get("/api/identity/links/{id}/readers", "/api/identity/links/1/readers", "identity-readers");
    post(
        "/api/identity/links/{id}/unlink",
        "/api/identity/links/1/unlink",
        "{\"reason\": \"twins\"}",
        "identity-unlink");
    post(
        "/api/identity/links",
        "/api/identity/links",
        "{\"first\": \"" + patient + "\", \"second\": \"" + other + "\", \"reason\": \"asked\"}",
        "identity-link");
  }

  private void models() {
    String models = "/api/identity/models";
    post(models, models, "{\"reason\": \"asked\"}", "identity-model-train");
    get(models + "/{id}", models + "/1", "identity-model-show");
    post(
        models + "/{id}/activate",
        models + "/7/activate",
        "{\"reason\": \"asked\"}",
        "identity-model-activate");
    post(
        models + "/rollback",
        models + "/rollback",
        "{\"reason\": \"asked\"}",
        "identity-model-rollback");
    String automatic = "/api/identity/automatic";
    String size = "{\"size\": 5, \"reason\": \"monthly\"}";
    post(automatic + "/sample", automatic + "/sample", size, "identity-band-sample");
    post(automatic + "/rollback", automatic + "/rollback", size, "identity-band-rollback");
    get("/api/identity/reviewers", "/api/identity/reviewers", "identity-reviewers");
    post("/api/identity/known-pairs", "/api/identity/known-pairs", size, "identity-plant");
    post(
        "/api/identity/reviews/{id}/plant",
        "/api/identity/reviews/7/plant",
        "{\"answer\": \"same\", \"reason\": \"monthly\"}",
        "identity-plant");
  }

  private void configuration(String source, String hash) {
    post(
        "/api/sources/{system}/{feed}/stop",
        "/api/sources/" + source + "/stop",
        "{\"reason\": \"upgrade\"}",
        "source-stop");
    post(
        "/api/sources/{system}/{feed}/start",
        "/api/sources/" + source + "/start",
        "{\"reason\": \"done\"}",
        "source-start");
    post(
        "/api/deletions/allow",
        "/api/deletions/allow",
        "{\"source\": \"" + source + "\", \"element\": \"x\", \"reason\": \"known\"}",
        "deletions-allow");
    post(
        "/api/tokens",
        "/api/tokens",
        "{\"name\": \"new\", \"roles\": [\"audit\"], \"days\": 1}",
        "token-create");
    post("/api/tokens/{name}/revoke", "/api/tokens/new/revoke", "{}", "token-revoke");
    users();
    get(
        "/api/unmapped/codes",
        "/api/unmapped/codes?source=" + source + "&table=0001-gender",
        "unmapped-show");
    post(
        "/api/audit/key/rotate",
        "/api/audit/key/rotate",
        "{\"reason\": \"once a year\"}",
        "audit-key-rotate");
    get("/api/site", "/api/site", "site-show");
    get("/api/site/{hash}", "/api/site/" + hash, "site-show");
    get("/api/site/history", "/api/site/history", "site-history");
    post(
        "/api/site/activate",
        "/api/site/activate",
        "{\"files\": [], \"reason\": \"test\"}",
        "site-activate");
    post("/api/site/rollback", "/api/site/rollback", "{\"reason\": \"test\"}", "site-rollback");
    post(
        "/api/messages/export",
        "/api/messages/export",
        "{\"source\": \"" + source + "\", \"last\": 2, \"reason\": \"test\"}",
        "message-export");
    post("/api/backup", "/api/backup", "", "backup");
  }

  private void replays(JsonNode files) {
    post(
        "/api/site/replay",
        "/api/site/replay",
        "{\"files\": " + files + ", \"messages\": 5}",
        "site-replay");
    post(
        "/api/site/interface",
        "/api/site/interface",
        "{\"files\": " + files + ", \"source\": \"mercy/adt\"}",
        "site-interface");
    get("/api/site/replays/{id}", "/api/site/replays/1", "site-replay-show");
    post(
        "/api/site/signoffs", "/api/site/signoffs", "{\"source\": \"mercy/adt\"}", "signoff-start");
    get("/api/site/signoffs", "/api/site/signoffs", "signoff-show");
    get("/api/site/signoffs/{id}", "/api/site/signoffs/1", "signoff-show");
    get("/api/site/parallel", "/api/site/parallel", "site-parallel-show");
    post(
        "/api/site/parallel",
        "/api/site/parallel",
        "{\"files\": " + files + ", \"source\": \"mercy/adt\", \"reason\": \"test\"}",
        "site-parallel-start");
    post(
        "/api/site/parallel/{id}/stop",
        "/api/site/parallel/1/stop",
        "{\"reason\": \"test\"}",
        "site-parallel-stop");
    get(
        "/api/site/replays/{id}/messages/{seq}",
        "/api/site/replays/1/messages/1",
        "message-replay");
  }

  private void users() {
    String dora = "{\"name\": \"dora\", \"roles\": [\"operate\"]}";
    post("/api/users", "/api/users", dora, "user-create");
    post("/api/users/{name}/password", "/api/users/dora/password", "", "user-password-reset");
    post("/api/users/{name}/roles", "/api/users/dora/roles", dora, "user-roles");
    post("/api/users/{name}/disable", "/api/users/dora/disable", "", "user-disable");
    post("/api/users/{name}/enable", "/api/users/dora/enable", "", "user-enable");
  }

  private void audit(String patient) {
    get("/api/audit", "/api/audit?patient=" + patient, "audit-search");
    post("/api/audit/search", "/api/audit/search", "{}", "audit-search");
    get(
        "/api/audit/events/{id}",
        "/api/audit/events/00000000-0000-7000-8000-000000000000",
        "audit-show");
    post("/api/audit/verify", "/api/audit/verify", "{}", "audit-verify");
    post("/api/audit/export", "/api/audit/export", "{}", "audit-export");
    post("/api/audit/reports/{kind}", "/api/audit/reports/roles", "{}", "audit-report");
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static long count(Platform platform, String action) {
    return number(platform, "action", action);
  }

  private static long events(Platform platform, String actor) {
    return number(platform, "actor", actor);
  }

  private static long number(Platform platform, String column, String value) {
    return Jdbi.create(platform.database())
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from audit_event where " + column + " = :value")
                    .bind("value", value)
                    .mapTo(long.class)
                    .one());
  }

  private static String adt(String number, String name) {
    return "MSH|^~\\&|ADT|B|T|T|20260101120000+0000||ADT^A01|C"
        + number
        + "|P|2.5.1\rEVN|A01|20260101120000+0000\rPID|1||"
        + (number.isEmpty() ? "" : number + "^^^HOSP^MR")
        + "||"
        + name
        + "||19610203|F\r";
  }

  private static void send(Platform platform, String message) {
    MllpTarget target = MllpTarget.of("localhost", platform.mllpPort("mllp"), null);
    try (MllpClient client = new MllpClient(target)) {
      client.send(message.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
