package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.app.site.DefaultSite;
import dev.trestle.postgres.testing.TestDatabase;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.mllp.SendResult;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Questions of lineage over HTTP: an analyst follows a value back, and nobody else does. */
class LineageApiTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String HEADER =
      "MSH|^~\\&|A|B|T|T|%s+0000||ADT^%s|%s|P|2.5.1\rEVN|%s|%s+0000\r";

  @TempDir private Path folder = Path.of("");
  private final TestDatabase database = TestDatabase.create();

  @AfterEach
  void dropDatabase() {
    database.close();
  }

  @Test
  void whatMadeAValueIsToldToWhomItIsForUntilItsBytesAreGone() throws Exception {
    try (Platform platform = start()) {
      FhirClient operator = client(platform, "otto", Role.OPERATE);
      FhirClient reader = client(platform, "anna", Role.FHIR_READ);
      FhirClient steward = client(platform, "stella", Role.STEWARD);
      lineageIsForStewardsAndProvenanceForReaders(operator, reader);
      send(platform, "A01", "20260101120000", "KUNIGUNDE^ADELHEID", "CHICAGO");
      String id =
          json(reader.get("/fhir/Patient?family=kunigunde"), 200)
              .path("entry")
              .path(0)
              .path("resource")
              .path("id")
              .asString();
      provenanceIsStrictlyR4AndNamesMessageSourceAndMapping(reader, id);
      send(platform, "A08", "20260102120000", "KUNIGUNDE^ADELHEID", "EVANSTON");
      aValueLeadsToItsBytesItsRuleAndItsMessageOfSeveral(steward, id);
      send(platform, "A08", "20260103120000", "KUNIGUNDE^ADELHEID", "EVANSTON");
      aMessageLeadsToTheResourcesItMadeChangedOrOnlyRepeated(operator);
      execute(platform, "delete from journal");
      theRestIsStillToldAndThatTheBytesAreGone(steward, id);
    }
  }

  private static void lineageIsForStewardsAndProvenanceForReaders(
      FhirClient operator, FhirClient reader) throws Exception {
    assertThat(operator.get("/api/lineage/Patient/x/1").statusCode()).isEqualTo(403);
    assertThat(reader.get("/api/lineage/Patient/x/1").statusCode()).isEqualTo(403);
    assertThat(operator.get("/api/lineage/Patient/x?path=Patient.id").statusCode()).isEqualTo(403);
    assertThat(reader.get("/api/messages/1/resources").statusCode()).isEqualTo(403);
    assertThat(operator.get("/fhir/Provenance?target=Patient/x").statusCode()).isEqualTo(403);
    assertThat(operator.get("/fhir/MessageHeader/1").statusCode()).isEqualTo(403);
  }

  private static void provenanceIsStrictlyR4AndNamesMessageSourceAndMapping(
      FhirClient reader, String id) throws Exception {
    String target = "Patient/" + id + "/_history/1";
    Bundle found = strictly(reader.get("/fhir/Provenance?target=" + target).body());
    Provenance provenance = (Provenance) found.getEntryFirstRep().getResource();
    assertThat(provenance.getTargetFirstRep().getReference()).isEqualTo(target);
    assertThat(provenance.getPolicy().get(0).getValue()).startsWith("urn:trestle:mapping:");
    assertThat(provenance.getAgentFirstRep().getWho().getIdentifier().getValue())
        .isEqualTo("default/any");
    assertThat(provenance.getEntityFirstRep().getWhat().getIdentifier().getValue()).isEqualTo("1");
    theHeaderOfAMessageIsReadByTheReferenceOfItsProvenance(
        reader, provenance.getEntityFirstRep().getWhat().getReference());
    assertThat(strictly(reader.get("/fhir/Provenance?target=Patient/" + id).body()).getTotal())
        .isOne();
    assertThat(strictly(reader.get("/fhir/Provenance?target=Patient/none").body()).getTotal())
        .isZero();
    json(reader.get("/fhir/Provenance"), 400);
  }

  private static void theHeaderOfAMessageIsReadByTheReferenceOfItsProvenance(
      FhirClient reader, String reference) throws Exception {
    String body = reader.get("/fhir/" + reference).body();
    MessageHeader header = strict().parseResource(MessageHeader.class, body);
    assertThat(header.getEventCoding().getCode()).isEqualTo("A01");
    assertThat(header.getIdElement().getIdPart()).isEqualTo("1");
    assertThat(body).doesNotContain("KUNIGUNDE");
    json(reader.get("/fhir/MessageHeader/999999"), 404);
    json(reader.get("/fhir/MessageHeader/0"), 404);
    json(reader.get("/fhir/MessageHeader/x"), 404);
  }

  private static void aValueLeadsToItsBytesItsRuleAndItsMessageOfSeveral(
      FhirClient steward, String id) throws Exception {
    JsonNode second = json(steward.get("/api/lineage/Patient/" + id + "/2"), 200);
    JsonNode family = element(second, "Patient.name[0].family");
    assertThat(family.path("value").asString()).isEqualTo("KUNIGUNDE");
    assertThat(family.path("entry").asLong()).isEqualTo(1);
    assertThat(family.path("confirmedBy").asLong()).isEqualTo(2);
    assertThat(family.path("statementTime").asString()).isEqualTo("2026-01-01T12:00:00Z");
    assertThat(family.path("rule").asString()).isEqualTo("patient.name");
    assertThat(family.path("layers").path(0).asString()).isEqualTo("base");
    assertThat(family.path("leaf").path("location").asString()).isEqualTo("PID-5.1");
    assertThat(family.path("leaf").path("text").asString()).isEqualTo("KUNIGUNDE");
    assertThat(family.path("check").path("result").asString()).isEqualTo("confirmed");
    int offset = family.path("leaf").path("offset").asInt();
    byte[] first = message("A01", "20260101120000", "KUNIGUNDE^ADELHEID", "CHICAGO");
    assertThat(new String(first, offset, 9, StandardCharsets.US_ASCII)).isEqualTo("KUNIGUNDE");

    JsonNode gender = element(second, "Patient.gender");
    assertThat(gender.path("row").path("table").asString()).isEqualTo("0001-gender");
    assertThat(gender.path("row").path("key").asString()).isEqualTo("F");
    assertThat(gender.path("row").path("place").asString()).startsWith("tables/0001-gender.csv:");
    assertThat(element(second, "Patient.address[0].city").path("entry").asLong()).isEqualTo(2);
    assertThat(element(second, "Patient.id").path("kind").asString()).isEqualTo("trestle");
    assertThat(second.path("entries").path(0).path("source").asString()).isEqualTo("default/any");
    assertThat(second.path("entries").path(0).path("site").asString()).isEqualTo("default");

    JsonNode city =
        json(steward.get("/api/lineage/Patient/" + id + "?path=Patient.address%5B0%5D.city"), 200);
    assertThat(city.path("changes").size()).isEqualTo(2);
    assertThat(city.path("changes").path(0).path("from").asString()).isEqualTo("CHICAGO");
    assertThat(city.path("changes").path(0).path("to").asString()).isEqualTo("EVANSTON");
    assertThat(city.path("changes").path(0).path("entry").asLong()).isEqualTo(2);
    assertThat(city.path("changes").path(1).path("from").isNull()).isTrue();
    json(steward.get("/api/lineage/Patient/" + id + "?path=Patient..x"), 400);
    json(steward.get("/api/lineage/Patient/" + id + "/3"), 404);
  }

  private static void aMessageLeadsToTheResourcesItMadeChangedOrOnlyRepeated(FhirClient operator)
      throws Exception {
    assertThat(effects(operator, 1)).contains("Patient created 1", "Encounter created 1");
    assertThat(effects(operator, 2)).contains("Patient changed 2", "Encounter restated ");
    assertThat(effects(operator, 3)).contains("Patient restated ", "Encounter restated ");
    json(operator.get("/api/messages/4/resources"), 404);
  }

  private static void theRestIsStillToldAndThatTheBytesAreGone(FhirClient steward, String id)
      throws Exception {
    JsonNode lineage = json(steward.get("/api/lineage/Patient/" + id + "/1"), 200);
    JsonNode family = element(lineage, "Patient.name[0].family");
    assertThat(family.path("rule").asString()).isEqualTo("patient.name");
    assertThat(family.path("leaf").path("text").isNull()).isTrue();
    assertThat(family.path("leaf").path("length").asInt()).isEqualTo(9);
    assertThat(family.path("check").path("result").asString()).isEqualTo("not-checked");
    assertThat(family.path("check").path("note").asString()).contains("past their retention");
  }

  private Platform start() {
    return Platform.start(
        PlatformSettings.in(folder.resolve("data"), DefaultSite.on(0, false, ZoneOffset.UTC), 0)
            .withDatabaseUrl(Wire.url(database.address())),
        text -> {});
  }

  private static FhirClient client(Platform platform, String name, Role... roles) throws Exception {
    return new FhirClient(
        platform,
        new TokenStore(platform.database(), Clock.systemUTC())
            .create(name, List.of(roles), Duration.ofDays(1)));
  }

  private static byte[] message(String event, String time, String name, String city) {
    return (HEADER.formatted(time, event, time + event, event, time)
            + "PID|1||777123^^^HOSP^MR||"
            + name
            + "||19610203|F|||1 MAIN^^"
            + city
            + "\r"
            + "PV1|1|I|||||||||||||||||V777^^^HOSP\r")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void send(Platform platform, String event, String time, String name, String city) {
    MllpTarget target = MllpTarget.of("localhost", platform.mllpPort("mllp"), null);
    try (MllpClient client = new MllpClient(target)) {
      assertThat(client.send(message(event, time, name, city)))
          .isInstanceOf(SendResult.Answered.class);
    }
    assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
  }

  private static JsonNode json(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  private static JsonNode element(JsonNode lineage, String path) {
    for (JsonNode element : lineage.path("elements")) {
      if (element.path("path").asString().equals(path)) {
        return element;
      }
    }
    throw new AssertionError("no element " + path);
  }

  private static List<String> effects(FhirClient client, long seq) throws Exception {
    List<String> effects = new ArrayList<>();
    for (JsonNode item :
        json(client.get("/api/messages/" + seq + "/resources"), 200).path("resources")) {
      String version = item.path("version").isNull() ? "" : item.path("version").asString();
      effects.add(
          item.path("type").asString() + " " + item.path("effect").asString() + " " + version);
    }
    return effects;
  }

  private static Bundle strictly(String body) {
    return strict().parseResource(Bundle.class, body);
  }

  private static IParser strict() {
    IParser parser = FhirContext.forR4Cached().newJsonParser();
    parser.setParserErrorHandler(new StrictErrorHandler());
    return parser;
  }

  private static void execute(Platform platform, String sql) throws SQLException {
    try (Connection connection = platform.database().getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
