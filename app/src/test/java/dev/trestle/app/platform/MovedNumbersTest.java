package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.command.Cli;
import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.app.site.DefaultSite;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.mllp.SendResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Numbers that move (A43) as an application sees it, and what takes that back. */
class MovedNumbersTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ANNA = "PID|1||4711^^^HOSP^MR||MAIER^ANNA||19800229|F\r";
  private static final String BERTA = "PID|1||4712^^^HOSP^MR||BAUMANN^BERTA||19600304|F\r";
  private static final String BOTH =
      "PID|1||4713^^^HOSP^MR~4712^^^HOSP^MR||BAUMANN^BERTA||19600304|F\r";

  @TempDir private Path folder = Path.of("");

  @Test
  void aWholeRecordIsShownWithTheOtherUntilSomebodyUnlinksIt() throws Exception {
    Path data = folder.resolve("whole");
    try (Platform platform = start(data)) {
      send(platform, adt("1", "A01", "08", ANNA, "V1"), adt("2", "A01", "09", BERTA, "V2"));
      FhirClient fhir = client(platform);
      String anna = id(fhir, "4711");
      String berta = id(fhir, "4712");
      assertThat(visits(fhir, anna)).isOne();
      send(platform, moved("3", "10", ANNA.replace("||MAIER", "~4712^^^HOSP^MR||MAIER")));
      assertThat(platform.balance().exceptions()).isZero();
      assertThat(visits(fhir, anna)).isEqualTo(2);
      send(platform, adt("4", "A01", "11", BERTA, "V3"));
      assertThat(visits(fhir, anna)).as("and what comes later").isEqualTo(3);

      String at = data.toString();
      String links = Cli.run("identity", "links", "--data", at).out();
      assertThat(links).contains(anna, berta);
      String link = links.substring(0, links.indexOf(' '));
      assertThat(Cli.run("identity", "unlink", link, "--reason", "no", "--data", at).code())
          .isZero();
      assertThat(visits(fhir, anna)).isOne();
      assertThat(visits(fhir, berta)).isEqualTo(2);
      assertThat(fhir.get("/fhir/Patient/" + anna).body()).doesNotContain("4712");
    }
  }

  @Test
  void aNumberAloneNamesTheOtherPatientAndNoOneElse() throws Exception {
    Path data = folder.resolve("alone");
    try (Platform platform = start(data)) {
      send(platform, adt("1", "A28", "08", ANNA, ""), adt("2", "A28", "09", BOTH, ""));
      FhirClient fhir = client(platform);
      String anna = id(fhir, "4711");
      String berta = id(fhir, "4713");
      assertThat(id(fhir, "4712")).isEqualTo(berta);
      send(platform, moved("3", "10", ANNA.replace("||MAIER", "~4712^^^HOSP^MR||MAIER")));
      send(platform, adt("4", "A01", "11", ANNA.replace("4711", "4712"), "V1"));
      assertThat(platform.balance().exceptions()).isZero();
      assertThat(id(fhir, "4712")).isEqualTo(anna);
      assertThat(visits(fhir, anna)).isOne();
      assertThat(visits(fhir, berta)).as("nobody is linked").isZero();
      assertThat(fhir.get("/fhir/Patient/" + berta).body()).doesNotContain("4712");

      send(platform, adt("5", "A01", "12", BOTH, "V2"));
      assertThat(platform.balance().exceptions()).as("two patients in one list").isOne();
      send(platform, moved("6", "13", BERTA.replace("4712", "4714^^^HOSP^MR~4712")));
      assertThat(platform.balance().exceptions()).as("charted under it").isEqualTo(2);
    }
  }

  private static Platform start(Path data) throws Exception {
    return Platform.start(
        PlatformSettings.in(data, DefaultSite.on(0, false, ZoneOffset.UTC), 0), text -> {});
  }

  private static FhirClient client(Platform platform) throws Exception {
    TokenStore tokens = new TokenStore(platform.database(), Clock.systemUTC());
    return new FhirClient(
        platform, tokens.create("anna", List.of(Role.FHIR_READ), Duration.ofDays(1)));
  }

  private static String id(FhirClient fhir, String mrn) throws Exception {
    JsonNode found = JSON.readTree(fhir.get("/fhir/Patient?identifier=" + mrn).body());
    assertThat(found.path("entry").size()).as(mrn).isOne();
    return found.at("/entry/0/resource/id").asString();
  }

  private static int visits(FhirClient fhir, String patient) throws Exception {
    JsonNode found = JSON.readTree(fhir.get("/fhir/Encounter?patient=" + patient).body());
    return (int)
        found
            .path("entry")
            .valueStream()
            .filter(entry -> entry.at("/search/mode").asString().equals("match"))
            .count();
  }

  private static void send(Platform platform, String... messages) {
    MllpTarget target = MllpTarget.of("localhost", platform.mllpPort("mllp"), null);
    try (MllpClient client = new MllpClient(target)) {
      for (String message : messages) {
        assertThat(client.send(message.getBytes(StandardCharsets.US_ASCII)))
            .isInstanceOf(SendResult.Answered.class);
      }
    }
    assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
  }

  private static String moved(String id, String hour, String patient) {
    return adt(id, "A43", hour, patient + "MRG|4712^^^HOSP^MR\r", "");
  }

  private static String adt(String id, String event, String hour, String patient, String visit) {
    String time = "20260101" + hour + "0000+0000";
    return "MSH|^~\\&|A|B|T|T|%s||ADT^%s|N%s|P|2.5.1\rEVN|%s|%s\r%s"
            .formatted(time, event, id, event, time, patient)
        + (visit.isEmpty() ? "" : "PV1|1|I|||||||||||||||||" + visit + "^^^HOSP\r");
  }
}
