package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.command.Cli;
import dev.trestle.app.command.ExitCode;
import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.app.site.DefaultSite;
import dev.trestle.postgres.testing.TestDatabase;
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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an incident needs: from a cause to everything that came of it, counted and listed. */
class ImpactTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ALWAYS = "&from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z";

  @TempDir private Path folder = Path.of("");
  private final TestDatabase database = TestDatabase.create();

  @AfterEach
  void dropDatabase() {
    database.close();
  }

  @Test
  void aMessageASourceAndAMappingLeadToVersionsPersonsAndReads() throws Exception {
    try (Platform platform = start()) {
      FhirClient operator = client(platform, "otto", Role.OPERATE);
      FhirClient steward = client(platform, "stella", Role.STEWARD);
      FhirClient reader = client(platform, "anna", Role.FHIR_READ);
      send(platform, "1", "KUNIGUNDE", "F", "20260101120000");
      send(platform, "2", "LEOPOLD", "M", "20260101120100");
      send(platform, "1", "KUNIGUNDE", "F", "20260102120000");
      String kunigunde = patient(reader, "kunigunde");

      JsonNode first = json(operator.get("/api/impact?message=1"), 200);
      assertThat(first.path("entries").asInt()).isEqualTo(1);
      assertThat(first.path("patients").asInt()).isEqualTo(1);
      assertThat(first.path("persons").asInt()).isEqualTo(1);
      long versions = first.path("versions").asLong();
      assertThat(versions).isPositive().isEqualTo(first.path("resources").asLong());
      assertThat(json(operator.get("/api/impact?message=3"), 200).path("versions").asInt())
          .as("it said what stood already")
          .isZero();

      JsonNode rows = json(operator.get("/api/impact/versions?message=1"), 200);
      assertThat(rows.size()).isEqualTo((int) versions);
      assertThat(rows).allMatch(row -> row.path("patient").asString().equals(kunigunde));
      JsonNode persons = json(operator.get("/api/impact/persons?message=1"), 200);
      assertThat(persons.path(0).path("person").asString()).isEqualTo(kunigunde);

      // The audit of a read reaches the disk a moment after its answer.
      Awaitility.await()
          .untilAsserted(
              () -> {
                JsonNode reads = json(steward.get("/api/impact/reads?message=1"), 200);
                assertThat(reads).anyMatch(read -> read.path("actor").asString().equals("anna"));
              });
      assertThat(json(steward.get("/api/impact/reads?message=2"), 200))
          .noneMatch(read -> read.path("actor").asString().equals("anna"));

      JsonNode all = json(operator.get("/api/impact?source=default/any" + ALWAYS), 200);
      assertThat(all.path("entries").asInt()).isEqualTo(3);
      assertThat(all.path("patients").asInt()).isEqualTo(2);
      JsonNode none =
          json(
              operator.get(
                  "/api/impact?source=default/any&from=2020-01-01T00:00:00Z"
                      + "&to=2020-01-02T00:00:00Z"),
              200);
      assertThat(none.path("versions").asInt()).isZero();

      String mapping =
          json(steward.get("/api/lineage/Patient/" + kunigunde + "/1"), 200)
              .path("entries")
              .path(0)
              .path("mapping")
              .asString();
      JsonNode mapped = json(operator.get("/api/impact?mapping=" + mapping.substring(0, 12)), 200);
      for (String count : List.of("entries", "versions", "resources", "patients", "persons")) {
        assertThat(mapped.path(count)).as(count).isEqualTo(all.path(count));
      }
      json(operator.get("/api/impact?mapping=ffffffffffff"), 404);
      json(operator.get("/api/impact?mapping=x'y"), 400);
      json(operator.get("/api/impact"), 400);
      json(operator.get("/api/impact?message=1&link=1"), 400);
      json(operator.get("/api/impact?source=default/any&from=yesterday&to=now"), 400);
      assertThat(operator.get("/api/impact/reads?message=1").statusCode()).isEqualTo(403);
      assertThat(reader.get("/api/impact?message=1").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void aLinkLeadsToTheChartsThatWereShownAsOne() throws Exception {
    try (Platform platform = start()) {
      FhirClient operator = client(platform, "otto", Role.OPERATE);
      FhirClient reader = client(platform, "anna", Role.FHIR_READ);
      send(platform, "1", "KUNIGUNDE", "F", "20260101120000");
      send(platform, "2", "LEOPOLD", "M", "20260101120100");
      Cli.Result linked =
          cli("identity", "link", patient(reader, "kunigunde"), patient(reader, "leopold"));
      assertThat(linked.code()).as(linked.err()).isEqualTo(ExitCode.OK);
      long link = json(operator.get("/api/identity/links"), 200).path(0).path("id").asLong();
      JsonNode counts = json(operator.get("/api/impact?link=" + link), 200);
      assertThat(counts.path("patients").asInt()).isEqualTo(2);
      assertThat(counts.path("persons").asInt()).isEqualTo(1);
      json(operator.get("/api/impact?link=999"), 404);
    }
  }

  @Test
  void theCommandFindsWhatARowOfATableGaveAndExportsItWithoutPatientData() throws Exception {
    try (Platform platform = start()) {
      send(platform, "1", "KUNIGUNDE", "F", "20260101120000");
      send(platform, "2", "LEOPOLD", "M", "20260101120100");
      Path file = folder.resolve("impact.csv");
      Cli.Result found =
          cli("impact", "--table", "0001-gender", "--row", "F", "--export", file.toString());
      assertThat(found.err()).isEmpty();
      assertThat(found.code()).isEqualTo(ExitCode.NEGATIVE);
      assertThat(found.out())
          .contains("Searched: 2 of 2 entries looked at, 1 used the row, 0 could not be told")
          .contains("They are of 1 patients, who are 1 persons");
      List<String> lines = Files.readAllLines(file);
      assertThat(lines.get(0)).startsWith("entry,source,type,id,version");
      assertThat(lines).anyMatch(line -> line.startsWith("1,default/any,Patient,"));
      assertThat(lines).noneMatch(line -> line.contains("KUNIGUNDE") || line.startsWith("2,"));

      Cli.Result misspelt = cli("impact", "--table", "0001-gendre", "--row", "F");
      assertThat(misspelt.err()).contains("did you mean `0001-gender`?");
      assertThat(cli("impact", "--table", "0001-gender", "--row", "X").code())
          .isEqualTo(ExitCode.OK);
      assertThat(cli("impact", "--source", "default/any").err()).contains("needs --from and --to");
      assertThat(cli("impact").code()).isEqualTo(ExitCode.USAGE);
    }
  }

  private Cli.Result cli(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    if (all.get(0).equals("identity")) {
      all.addAll(List.of("--reason", "the same"));
    }
    return Cli.run(all.toArray(String[]::new));
  }

  private Platform start() {
    return Platform.start(
        PlatformSettings.in(folder.resolve("data"), DefaultSite.on(0, false, ZoneOffset.UTC), 0)
            .withDatabaseUrl(Wire.url(database.address())),
        text -> {});
  }

  private static FhirClient client(Platform platform, String name, Role role) throws Exception {
    return new FhirClient(
        platform,
        new TokenStore(platform.database(), Clock.systemUTC())
            .create(name, List.of(role), Duration.ofDays(1)));
  }

  private static String patient(FhirClient reader, String family) throws Exception {
    return json(reader.get("/fhir/Patient?family=" + family), 200)
        .path("entry")
        .path(0)
        .path("resource")
        .path("id")
        .asString();
  }

  private static void send(
      Platform platform, String number, String family, String sex, String time) {
    String message =
        "MSH|^~\\&|A|B|T|T|%s+0000||ADT^A01|%s|P|2.5.1\rEVN|A01|%s+0000\r"
                .formatted(time, time + number, time)
            + "PID|1||77712%s^^^HOSP^MR||%s^A||1961020%s|%s\r"
                .formatted(number, family, number, sex)
            + "PV1|1|I|||||||||||||||||V77%s^^^HOSP\r".formatted(number);
    MllpTarget target = MllpTarget.of("localhost", platform.mllpPort("mllp"), null);
    try (MllpClient client = new MllpClient(target)) {
      assertThat(client.send(message.getBytes(StandardCharsets.US_ASCII)))
          .isInstanceOf(SendResult.Answered.class);
    }
    assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
  }

  private static JsonNode json(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }
}
