package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.command.Cli;
import dev.trestle.app.security.PersonView;
import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.app.site.DefaultSite;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.mllp.SendResult;
import java.io.InputStream;
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
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reviews, decisions and their undoing over the API and the command line, of real messages. */
class IdentityApiTest {
  private static final String CHANGES = "/fhir/Patient/$person-changes";
  private static final Duration DAY = Duration.ofDays(1);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder = Path.of("");

  @Test
  void aPersonDecidesWhoIsTheSameAndTakesItBack() throws Exception {
    Path data = folder.resolve("data");
    try (Platform platform =
        Platform.start(
            PlatformSettings.in(data, DefaultSite.on(0, false, ZoneOffset.UTC), 0), text -> {})) {
      send(platform, adt("A01", "11", "KUNIGUNDE^ADELHEID", ""));
      assertThat(platform.awaitIdle(Duration.ofMinutes(2))).as("11 is the first").isTrue();
      send(platform, adt("A01", "12", "KUNIGUNDE^ADELHEID", ""));
      send(platform, adt("A01", "13", "SONNENSCHEIN^OTTO", ""));
      assertThat(platform.awaitIdle(Duration.ofMinutes(2))).isTrue();
      Caller caller = new Caller(platform);
      TokenStore tokens = new TokenStore(platform.database(), Clock.systemUTC());
      String steward = tokens.create("stella", List.of(Role.STEWARD), Duration.ofDays(1));
      String operator = tokens.create("otto", List.of(Role.OPERATE), Duration.ofDays(1));
      String reader = tokens.create("anna", List.of(Role.FHIR_READ), Duration.ofDays(1));
      JsonNode reviews = caller.get("/api/identity/reviews", operator, 200);
      assertThat(reviews.size()).isOne();
      assertThat(reviews.toString()).doesNotContainIgnoringCase("kunigunde");
      String review = "/api/identity/reviews/" + reviews.get(0).path("id").asLong();
      String first = reviews.get(0).path("first").asString();
      String second = reviews.get(0).path("second").asString();
      JsonNode shown = caller.get(review, operator, 200);
      assertThat(shown.path("evidence").toString()).contains("\"birth-date\"", "\"exact\"");
      assertThat(shown.toString()).doesNotContainIgnoringCase("kunigunde");
      caller.get(review + "/patients", operator, 403);
      caller.get("/api/identity/reviews", reader, 403);
      assertThat(caller.get(review + "/patients", steward, 200).toString())
          .containsIgnoringCase("kunigunde");

      explain(caller, data, first, second, operator, reader);
      match(caller, operator, reader);
      JsonNode alone = golden(caller, first, reader);
      assertThat(announced(caller, first, reader)).as("waits for a decision").isTrue();
      decideSame(caller, review, first, steward, operator, reader);
      together(caller, first, second, steward, operator, reader);
      assertThat(announced(caller, first, reader)).as("it is decided").isFalse();
      nearest(caller, data, first, second, operator);
      String single = tokens.create("sam", List.of(Role.FHIR_READ), PersonView.SOURCE, DAY);
      String sure = tokens.create("carl", List.of(Role.FHIR_READ), PersonView.CONFIRMED, DAY);
      assertThat(visits(caller, single, first)).as("each record by itself").isOne();
      assertThat(golden(caller, first, single)).isEqualTo(alone);
      assertThat(golden(caller, first, sure)).isEqualTo(golden(caller, first, reader));
      assertThat(visits(caller, sure, first)).isEqualTo(visits(caller, reader, first));
      verify(caller, first, second, steward, operator, reader);
      long link = look(caller, first, second, steward, operator);
      send(platform, adt("A01", "12", "KUNIGUNDE^ADELHEID", "2"));
      assertThat(platform.awaitIdle(Duration.ofMinutes(2))).isTrue();
      assertThat(visits(caller, reader, first)).isEqualTo(3);
      undo(caller, link, first, second, steward, reader);
      String ruth = tokens.create("ruth", List.of(Role.FHIR_READ), DAY);
      changes(caller, data, List.of(second, first), operator, reader, ruth);
      confirmedChanges(caller, data, List.of(second, first), sure, single, operator);
      assertThat(golden(caller, first, reader)).as("as if never linked").isEqualTo(alone);
      commands(data, first, second);
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(audited(platform))
                      .containsSubsequence(
                          "stella review-show 2",
                          "otto identity-explain 2",
                          "anna match 2",
                          "anna match 0",
                          "stella identity-same 2",
                          "stella identity-same 0", // refused: it was decided
                          "stella identity-unlink 2",
                          "local identity-link 2"));
    }
  }

  private static boolean announced(Caller caller, String patient, String reader) throws Exception {
    JsonNode bundle = caller.get("/fhir/Encounter?patient=" + patient, reader, 200);
    return bundle.toString().contains("wait") && bundle.toString().contains("\"outcome\"");
  }

  private static JsonNode golden(Caller caller, String patient, String reader) throws Exception {
    return caller.get("/fhir/" + patient + "/$golden-record", reader, 200);
  }

  /** A verified value stays with its record: the person has it only while they are linked. */
  private static void verify(
      Caller caller, String first, String second, String steward, String operator, String reader)
      throws Exception {
    for (String record : List.of(second, first)) {
      String path = "/api/identity/" + record.replace("Patient", "patients") + "/verify";
      String word = "{\"element\": \"name\", \"reason\": \"passport\"}";
      caller.post(path, word, operator, 403);
      caller.post(path, "{\"element\": \"name\"}", steward, 400);
      caller.post(path, word.replace("name", "photo"), steward, 404);
      caller.post(path, word, steward, 200);
      caller.post(path, word.replace("}", ", \"verified\": false}"), steward, 200);
    }
    String word = "{\"element\": \"identifier\", \"reason\": \"card\"}";
    caller.post(
        "/api/identity/" + second.replace("Patient", "patients") + "/verify", word, steward, 200);
    JsonNode why =
        caller.get(
            "/api/identity/persons/" + first.substring("Patient/".length()) + "/golden",
            steward,
            200);
    assertThat(
            why.path("elements")
                .valueStream()
                .filter(one -> one.path("verified").asBoolean())
                .map(one -> one.path("from").toString()))
        .containsExactly("[\"" + second + "\"]");
    assertThat(golden(caller, first, reader).toString()).doesNotContain("verified");
  }

  /** Who keeps a copy follows, and is told what it was shown that does not belong together. */
  private static void changes(
      Caller caller, Path data, List<String> linked, String operator, String reader, String nobody)
      throws Exception {
    String path = CHANGES;
    JsonNode all = caller.get(path + "?after=0", reader, 200).path("parameter");
    assertThat(all).hasSize(3);
    assertThat(all.get(0).toString()).contains(linked).doesNotContain("parted");
    assertThat(all.get(1).toString())
        .contains("\"name\":\"parted\"", "\"shown-together\",\"valueCode\":\"yes\"");
    String next = all.get(2).path("valueString").asString();
    assertThat(caller.get(path + "?after=" + next, reader, 200).path("parameter")).hasSize(1);
    caller.get(path, operator, 403);
    assertThat(caller.get(path, nobody, 200).toString())
        .as("she was shown nothing")
        .contains("parted")
        .doesNotContain("shown-together");
    JsonNode list = caller.get("/api/identity/changes", operator, 200);
    assertThat(list).hasSize(2);
    assertThat(list.get(1).path("to").asString())
        .as("its own person again")
        .isEqualTo(linked.get(0));
    assertThat(Cli.run("identity", "changes", "--data", data.toString()).out())
        .contains(linked.get(0) + " -> " + linked.get(1), "(parted)");
  }

  /** A person's word links in both views; the numbers of the two are one row. */
  private static void confirmedChanges(
      Caller caller, Path data, List<String> linked, String sure, String single, String operator)
      throws Exception {
    assertThat(caller.get(CHANGES, single, 400).toString()).contains("never change");
    for (String view : List.of("source", "others")) {
      caller.get("/api/identity/changes?view=" + view, operator, 400);
    }
    JsonNode all = caller.get(CHANGES, sure, 200).path("parameter");
    assertThat(all).hasSize(3);
    assertThat(all.get(0).toString()).contains(linked).doesNotContain("parted");
    assertThat(all.get(1).toString())
        .contains("\"name\":\"parted\"", "\"shown-together\",\"valueCode\":\"yes\"");
    JsonNode list = caller.get("/api/identity/changes?view=confirmed", operator, 200);
    assertThat(list).hasSize(2);
    assertThat(list)
        .doesNotContainAnyElementsOf(caller.get("/api/identity/changes", operator, 200));
    assertThat(
            Cli.run("identity", "changes", "--view", "confirmed", "--data", data.toString()).out())
        .contains(linked.get(0) + " -> " + linked.get(1), "(parted)");
  }

  /** Both records' numbers are the person's; why each value is shown is for stewards. */
  private static void together(
      Caller caller, String first, String second, String steward, String operator, String reader)
      throws Exception {
    JsonNode person = golden(caller, first, reader);
    assertThat(golden(caller, second, reader)).isEqualTo(person);
    assertThat(person.path("identifier").findValuesAsString("value")).contains("11", "12");
    assertThat(person.path("link").findValuesAsString("reference"))
        .containsExactlyInAnyOrder(first, second);
    assertThat(person.has("id")).isFalse();
    assertThat(person.path("name")).hasSize(1);
    String api = "/api/identity/persons/" + first.substring("Patient/".length()) + "/golden";
    caller.get(api, operator, 403);
    caller.get(api, reader, 403);
    JsonNode why = caller.get(api, steward, 200);
    assertThat(why.path("records")).hasSize(2);
    assertThat(why.path("elements").findValuesAsString("element")).contains("name", "birthDate");
    caller.get("/fhir/Patient/00000000-0000-0000-0000-000000000000/$golden-record", reader, 404);
  }

  private static void explain(
      Caller caller, Path data, String first, String second, String operator, String reader)
      throws Exception {
    String path = "/api/identity/explain?first=" + first + "&second=" + second;
    JsonNode why = caller.get(path, operator, 200);
    assertThat(why.path("onePerson").asBoolean()).isFalse();
    assertThat(why.path("outcome").asString()).contains("for a person to look at");
    assertThat(why.path("now").path("steps").findValuesAsString("field"))
        .contains("before", "name", "birth-date", "sex");
    assertThat(why.path("now").path("changes").toString()).contains("without the name");
    assertThat(why.toString()).doesNotContainIgnoringCase("kunigunde");
    caller.get(path, reader, 403);
    caller.get("/api/identity/explain?first=" + first + "&second=" + first, operator, 400);
    Cli.Result told = Cli.run("identity", "explain", first, second, "--data", data.toString());
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(told.out())
        .contains("not one person", "birth-date", "sum", "One health system keeps them as two")
        .doesNotContainIgnoringCase("kunigunde");
  }

  /** A decision keeps who else came near: nobody. */
  private static void nearest(
      Caller caller, Path data, String first, String second, String operator) throws Exception {
    String path = "/api/identity/explain?first=" + first + "&second=" + second;
    JsonNode why = caller.get(path, operator, 200);
    assertThat(why.path("decided").path("steps").findValuesAsString("field")).contains("name");
    assertThat(why.path("nearest").path("record").asString("not kept")).isEmpty();
    Cli.Result told = Cli.run("identity", "explain", first, second, "--data", data.toString());
    assertThat(told.out()).contains("When the link was made", "Nobody else came to a probability");
  }

  private static void match(Caller caller, String operator, String reader) throws Exception {
    String path = "/fhir/Patient/$match";
    String adelheid =
        """
        {"resourceType": "Patient", "birthDate": "1961-02-03", "gender": "female",
         "name": [{"family": "Kunigunde", "given": ["Adelheid"]}]}
        """;
    caller.post(path, adelheid, operator, 403);
    JsonNode both = caller.post(path, adelheid, reader, 200);
    assertThat(both.path("total").asInt()).isEqualTo(2);
    JsonNode search = both.path("entry").path(0).path("search");
    assertThat(search.path("score").asDouble()).isGreaterThan(0.99);
    assertThat(search.path("extension").path(0).path("valueCode").asString())
        .as("two records fit")
        .isEqualTo("probable");
    assertThat(both.path("entry").path(0).path("resource").path("resourceType").asString())
        .isEqualTo("Patient");
    JsonNode one = caller.post(path, parameters(adelheid, "count", "1"), reader, 200);
    assertThat(one.path("entry").size()).isOne();
    JsonNode sure =
        caller.post(path, parameters(adelheid, "onlyCertainMatches", "true"), reader, 200);
    assertThat(sure.path("total").asInt()).isZero();
    caller.post(path, parameters(adelheid, "count", "0"), reader, 400);
    caller.post(path, "{\"resourceType\": \"Parameters\"}", reader, 400);
    caller.post(path, "no JSON", reader, 400);
    weighed(caller, path, adelheid, reader);
  }

  /** Profiles of the guide on identity matching: what is claimed is weighed. */
  private static void weighed(Caller caller, String path, String patient, String reader)
      throws Exception {
    JsonNode base = caller.post(path, claiming(patient, "IDI-Patient"), reader, 200);
    assertThat(base.path("total").asInt()).isEqualTo(2);
    JsonNode last = base.path("entry").path(2);
    assertThat(last.path("search").path("mode").asString()).isEqualTo("outcome");
    assertThat(last.path("resource").path("issue").path(0).path("diagnostics").asString())
        .isEqualTo("The question has weight 5: documents 0, contacts 0, name 3, date of birth 2.");
    JsonNode refused = caller.post(path, claiming(patient, "IDI-Patient-L0|2.0.0"), reader, 400);
    assertThat(refused.path("issue").path(0).path("diagnostics").asString())
        .contains("IDI-Patient-L0 asks for a weight of 9", "weight 5")
        .doesNotContainIgnoringCase("kunigunde");
    String living =
        claiming(patient, "IDI-Patient-L1")
            .replace(
                "\"gender\"",
                "\"telecom\": [{\"system\": \"phone\", \"value\": \"217-232-4567\"}, {\"system\":"
                    + " \"email\", \"value\": \"a.k@example.org\"}], \"gender\"");
    caller.post(path, living, reader, 200);
  }

  private static String claiming(String patient, String profile) {
    return patient.replace(
        "\"birthDate\"",
        "\"meta\": {\"profile\": [\"http://hl7.org/fhir/us/identity-matching/StructureDefinition/"
            + profile
            + "\"]}, \"birthDate\"");
  }

  private static String parameters(String patient, String name, String value) {
    String type = name.equals("count") ? "valueInteger" : "valueBoolean";
    return "{\"resourceType\": \"Parameters\", \"parameter\": [{\"name\": \"resource\","
        + " \"resource\": "
        + patient
        + "}, {\"name\": \""
        + name
        + "\", \""
        + type
        + "\": "
        + value
        + "}]}";
  }

  private static void decideSame(
      Caller caller, String review, String first, String steward, String operator, String reader)
      throws Exception {
    String same = "{\"decision\": \"same\", \"reason\": \"Adelheid said so\"}";
    caller.post(review + "/decide", same, operator, 403);
    caller.post(review + "/decide", "{\"decision\": \"same\"}", steward, 400);
    caller.post(review + "/decide", "{\"decision\": \"yes\", \"reason\": \"x\"}", steward, 400);
    assertThat(visits(caller, reader, first)).isOne();
    caller.post(review + "/decide", same, steward, 200);
    caller.post(review + "/decide", same, steward, 409);
    assertThat(visits(caller, reader, first)).isEqualTo(2);
  }

  /** Who is who while the link stands; returns its number. */
  private static long look(
      Caller caller, String first, String second, String steward, String operator)
      throws Exception {
    JsonNode links = caller.get("/api/identity/links", operator, 200);
    assertThat(links.size()).isOne();
    assertThat(links.get(0).path("reason").asString()).isEmpty();
    assertThat(caller.get("/api/identity/links", steward, 200).get(0).path("reason").asString())
        .isEqualTo("Adelheid said so");
    String id = second.substring("Patient/".length());
    JsonNode person = caller.get("/api/identity/persons/" + id, operator, 200);
    assertThat(person.path("records").size()).isEqualTo(2);
    assertThat(person.path("id").asString()).isEqualTo(first.substring("Patient/".length()));
    return links.get(0).path("id").asLong();
  }

  private static void undo(
      Caller caller, long link, String first, String second, String steward, String reader)
      throws Exception {
    JsonNode undone =
        caller.post(
            "/api/identity/links/" + link + "/unlink", "{\"reason\": \"twins\"}", steward, 200);
    assertThat(undone.path("decision").asString()).isEqualTo("unlink");
    assertThat(visits(caller, reader, first)).isOne();
    assertThat(visits(caller, reader, second)).isEqualTo(2);
    String readers = "/api/identity/links/" + link + "/readers";
    // The audit of a read reaches the disk within a second after it. Sam saw no link.
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        caller
                            .get(readers, steward, 200)
                            .path("events")
                            .findValuesAsString("actor"))
                    .containsExactly(
                        "anna", "anna", "anna", "stella", "anna", "carl", "anna", "carl", "anna",
                        "stella", "anna", "anna"));
  }

  private static void commands(Path data, String first, String second) {
    String at = data.toString();
    assertThat(Cli.run("identity", "reviews", "--data", at).code()).isZero();
    Cli.Result linked =
        Cli.run("identity", "link", first, second, "--reason", "asked", "--data", at);
    assertThat(linked.code()).as(linked.err()).isZero();
    Cli.Result links = Cli.run("identity", "links", "--data", at);
    assertThat(links.out()).contains(first, second, "together", "asked");
    assertThat(Cli.run("identity", "show", "1", "--data", at).out())
        .contains("birth-date", "exact", "bits")
        .doesNotContainIgnoringCase("kunigunde");
    assertThat(Cli.run("identity", "show", "1", "--patients", "--data", at).out())
        .containsIgnoringCase("kunigunde");
    String number = links.out().substring(0, links.out().indexOf(' '));
    assertThat(Cli.run("identity", "unlink", number, "--reason", "no", "--data", at).code())
        .isZero();
    assertThat(Cli.run("identity", "unlink", number, "--reason", "no", "--data", at).code())
        .isOne();
    assertThat(Cli.run("identity", "decide", "1", "maybe", "--reason", "no").code()).isEqualTo(2);
    assertThat(Cli.run("identity", "--help").out()).contains("reviews", "decide", "unlink");
    assertThat(Cli.run("identity").code()).isEqualTo(2);
  }

  private static String adt(String trigger, String number, String name, String visit) {
    return "MSH|^~\\&|A|B|T|T|20260101120000+0000||ADT^"
        + trigger
        + "|C"
        + number
        + visit
        + "|P|2.5.1\rEVN|"
        + trigger
        + "|20260101120000+0000\rPID|1||"
        + number
        + "^^^HOSP^MR||"
        + name
        + "||19610203|F\rPV1|1|I|||||||||||||||||V"
        + number
        + visit
        + "^^^HOSP\r";
  }

  private static int visits(Caller caller, String reader, String patient) throws Exception {
    return (int)
        caller
            .get("/fhir/Encounter?patient=" + patient, reader, 200)
            .path("entry")
            .valueStream()
            .filter(entry -> entry.path("search").path("mode").asString().equals("match"))
            .count();
  }

  private static void send(Platform platform, String message) {
    MllpTarget target = MllpTarget.of("localhost", platform.mllpPort("mllp"), null);
    try (MllpClient client = new MllpClient(target)) {
      assertThat(client.send(message.getBytes(StandardCharsets.US_ASCII)))
          .isInstanceOf(SendResult.Answered.class);
    }
  }

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

  /** HTTP with trust in the platform's certificate. */
  private static final class Caller {
    private final HttpClient http;
    private final String address;

    Caller(Platform platform) throws Exception {
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
      this.http = HttpClient.newBuilder().sslContext(context).build();
      this.address = platform.httpAddress();
    }

    JsonNode get(String path, String token, int status) throws Exception {
      return send(HttpRequest.newBuilder(URI.create(address + path)).GET(), token, status);
    }

    JsonNode post(String path, String body, String token, int status) throws Exception {
      return send(
          HttpRequest.newBuilder(URI.create(address + path))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body)),
          token,
          status);
    }

    private JsonNode send(HttpRequest.Builder request, String token, int status) throws Exception {
      HttpResponse<String> response =
          http.send(
              request.header("Authorization", "Bearer " + token).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.uri().getPath()).isEqualTo(status);
      return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }
  }
}
