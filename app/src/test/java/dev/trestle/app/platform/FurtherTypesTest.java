package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Vaccinations, appointments, documents, orders and medications over the whole platform. */
class FurtherTypesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PID = "PID|||77^^^M^MR||KUNIGUNDE^ADELHEID||19700101|F\r";
  private static final List<String> MESSAGES =
      List.of(
          message(
              "VXU^V04", "ORC|RE||F1\rRXA|0|1|20260102||03^MMR^CVX|0.5|mL||||||||LOT7|||||CP|A"),
          message(
              "SIU^S12", "SCH|P1|A1\rTQ1|1||||||202601031000+0000|202601031030+0000\rAIP|1||9^G"),
          message("MDM^T02", "TXA|1|DS|TX|||||||||D1\rOBX|1|TX|A^Letter^L||Dear colleague"),
          message("OML^O21", "ORC|NW|P2\rOBR|1|P2||GLU^Glucose^L"),
          message("RDE^O11", "ORC|NW|P3|F3\rRXE||161^Paracetamol^L|500||mg"),
          message(
              "RDE^O25", "ORC|NW|P4|F4\rRXE||D5W^Dextrose^L|1||L\rRXC|A|KCL^Potassium^L|20|meq"),
          message("DFT^P03", "FT1|1|T7||20260102|20260103|CG|99213^Office visit^C4|||1|125.00"),
          message("DFT^P03", "FT1|1|T8||20260102|20260103|CG|36415^Venipuncture^C4|||1|12.00"),
          message("DFT^P03", "FT1|1|T8||20260102|20260104|CD|36415^Venipuncture^C4|||1|12.00"),
          message("RDS^O13", "ORC|RE|P3|F3\rRXD|1|161^Paracetamol^L|20260102|20|TAB"),
          message(
              "RAS^O17",
              "ORC|RE|P3|F3\rRXA|0|1|202601021200+0000||161^Paracetamol^L|500|mg|||||||||||||CP"));

  @TempDir private Path folder = Path.of("");
  private final TestDatabase database = TestDatabase.create();

  @AfterEach
  void dropDatabase() {
    database.close();
  }

  @Test
  void eachIsReceivedAppliedAndFoundAndARepeatChangesNothing() throws Exception {
    try (Platform platform = start()) {
      send(platform);
      FhirClient reader = client(platform);
      Map<String, String> found = search(reader);
      assertThat(found).doesNotContainValue("").hasSize(18);
      send(platform);
      assertThat(search(reader)).as("versions after a repeat").isEqualTo(found);
      assertThat(platform.balance().closes()).as(platform.balance().line()).isTrue();
      String capabilities = reader.get("/fhir/metadata").body();
      assertThat(capabilities)
          .contains("Immunization", "Appointment", "MedicationDispense", "ChargeItem");
    }
  }

  @Test
  void aCreditedChargeIsNotBilledWhateverIsSentOfItLater() throws Exception {
    try (Platform platform = start()) {
      send(platform, List.of(charge("08", "CG", "T1"), charge("09", "CD", "T1")));
      send(platform, List.of(charge("10", "CD", "T2"), charge("11", "CG", "T2")));
      send(platform, List.of(charge("12", "CG", "T1"), charge("13", "CG", "T3")));
      send(platform, List.of(charge("13", "CG", "T3"), charge("14", "CG", "T3")));
      FhirClient reader = client(platform);
      JsonNode all = JSON.readTree(reader.get("/fhir/ChargeItem?code=99213").body()).path("entry");
      Map<String, String> status = new TreeMap<>();
      for (JsonNode entry : all) {
        JsonNode one = entry.path("resource");
        status.put(
            one.path("identifier").path(0).path("value").asString(),
            one.path("status").asString() + " " + one.path("quantity").path("value"));
      }
      assertThat(status)
          .isEqualTo(Map.of("T1", "not-billable 2", "T2", "not-billable 2", "T3", "billable 2"));
      assertThat(all).hasSize(3);
    }
  }

  private static String charge(String hour, String type, String number) {
    return message("DFT^P03", "FT1|1|" + number + "||20260102|20260102|" + type + "|99213^V^C4|||2")
        .replace("202601010800", "20260101" + hour + "00");
  }

  /** Type, id and version of what each search finds; empty when it does not find one. */
  private static Map<String, String> search(FhirClient reader) throws Exception {
    String patient = one(reader, "Patient?identifier=77").split("/")[1];
    Map<String, String> found = new TreeMap<>();
    for (String query :
        List.of(
            "Immunization?vaccine-code=03",
            "Immunization?lot-number=LOT7",
            "Appointment?date=2026-01-03",
            "Appointment?status=booked",
            "DocumentReference?identifier=D1",
            "DocumentReference?type=DS",
            "ServiceRequest?code=GLU",
            "ServiceRequest?status=active",
            "MedicationRequest?code=161",
            "MedicationRequest?code=D5W",
            "MedicationRequest?status=active",
            "ChargeItem?code=99213",
            "ChargeItem?identifier=T8",
            "ChargeItem?occurrence=2026-01-02&code=36415",
            "ChargeItem?entered-date=2026-01-03&identifier=T7",
            "MedicationDispense?whenhandedover=2026-01-02",
            "MedicationAdministration?effective-time=2026-01-02",
            "MedicationAdministration?status=completed")) {
      found.put(query, one(reader, query + "&patient=" + patient));
    }
    return found;
  }

  private static String one(FhirClient reader, String query) throws Exception {
    HttpResponse<String> response = reader.get("/fhir/" + query);
    assertThat(response.statusCode()).as(query + " " + response.body()).isEqualTo(200);
    JsonNode bundle = JSON.readTree(response.body());
    for (JsonNode entry : bundle.path("entry")) {
      JsonNode resource = entry.path("resource");
      if (query.startsWith(resource.path("resourceType").asString())) {
        return resource.path("resourceType").asString()
            + "/"
            + resource.path("id").asString()
            + "/"
            + resource.path("meta").path("versionId").asString();
      }
    }
    return "";
  }

  private static String message(String type, String rest) {
    return "MSH|^~\\&|A|B|T|T|202601010800+0000||" + type + "|" + type + "|P|2.5.1\r" + PID + rest;
  }

  private Platform start() {
    return Platform.start(
        PlatformSettings.in(folder.resolve("data"), DefaultSite.on(0, false, ZoneOffset.UTC), 0)
            .withDatabaseUrl(Wire.url(database.address())),
        text -> {});
  }

  private static FhirClient client(Platform platform) throws Exception {
    return new FhirClient(
        platform,
        new TokenStore(platform.database(), Clock.systemUTC())
            .create("anna", List.of(Role.FHIR_READ), Duration.ofDays(1)));
  }

  private static void send(Platform platform) {
    send(platform, MESSAGES);
  }

  private static void send(Platform platform, List<String> messages) {
    try (MllpClient client =
        new MllpClient(MllpTarget.of("localhost", platform.mllpPort("mllp"), null))) {
      for (String message : messages) {
        SendResult result = client.send(message.getBytes(StandardCharsets.US_ASCII));
        assertThat(result).isInstanceOf(SendResult.Answered.class);
      }
    }
    assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
  }
}
