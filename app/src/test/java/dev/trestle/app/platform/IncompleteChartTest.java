package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.command.RootCommand;
import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.app.site.DefaultSite;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who reads a chart is told that messages about the patient are not in it. */
class IncompleteChartTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ANNA = "PID|1||4711^^^HOSP^MR||ALBRECHT^ANNA||19500102|F\r";
  private static final String BERTA = "PID|1||4712^^^HOSP^MR||BAUMANN^BERTA||19600304|F\r";

  /** Another name and another birth date under Anna's number: not to be filed. */
  private static final String NOT_ANNA = "PID|1||4711^^^HOSP^MR||ZIMMER^ZOE||19990908|F\r";

  private static final String CLARA = "PID|1||4713^^^HOSP^MR||CONRAD^CLARA||19700506|F\r";
  private static final String NOT_CLARA = "PID|1||4713^^^HOSP^MR||ZIMMER^ZENO||20010908|M\r";

  @TempDir private Path folder = Path.of("");

  @Test
  void everyReadOfAPatientSaysWhatIsMissingUntilItIsThere() throws Exception {
    Path data = folder.resolve("data");
    try (Platform platform =
        Platform.start(
            PlatformSettings.in(data, DefaultSite.on(0, false, ZoneOffset.UTC), 0), text -> {})) {
      send(platform, adt("1", "A04", ANNA), adt("2", "A04", BERTA));
      TokenStore tokens = new TokenStore(platform.database(), Clock.systemUTC());
      FhirClient fhir =
          new FhirClient(
              platform, tokens.create("anna", List.of(Role.FHIR_READ), Duration.ofDays(1)));
      String anna = id(fhir, "4711");
      String berta = id(fhir, "4712");
      String observations = "/fhir/Observation?patient=Patient/" + anna;
      assertComplete(fhir.get("/fhir/Patient/" + anna));
      assertComplete(fhir.get(observations));
      assertThat(platform.balance().exceptions()).isZero();

      send(platform, oru("3", NOT_ANNA));
      assertThat(platform.balance().exceptions()).isOne();
      awaitNotice(fhir, "/fhir/Patient/" + anna);
      for (String path :
          List.of(
              "/fhir/Patient/" + anna,
              "/fhir/Patient/" + anna + "/_history/1",
              "/fhir/Patient/" + anna + "/_history",
              "/fhir/Patient?identifier=4711",
              "/fhir/Patient?_count=10",
              "/fhir/Encounter?patient=" + anna,
              observations)) {
        assertThat(fhir.get(path).headers().firstValue("X-Trestle-Chart"))
            .as(path)
            .hasValueSatisfying(
                text -> assertThat(text).startsWith("incomplete; messages=1; oldest="));
      }
      assertBundlesSayIt(fhir, anna, observations);
      // Nobody else's chart is called incomplete.
      assertComplete(fhir.get("/fhir/Patient/" + berta));
      assertComplete(fhir.get("/fhir/Patient?identifier=4712"));

      // The same person under another number.
      send(platform, adt("4", "A40", BERTA + "MRG|4711^^^HOSP^MR\r"));
      awaitNotice(fhir, "/fhir/Patient/" + berta);

      // Dismissed, it is still missing; corrected, it is there.
      send(platform, oru("5", NOT_ANNA.replace("ZOE", "ZITA")));
      trestle("exceptions", "dismiss", "3", "--reason", "test", "--data", data.toString());
      Awaitility.await()
          .until(() -> notice(fhir, "/fhir/Patient/" + anna).startsWith("incomplete; messages=2"));
      Path corrected = Files.writeString(folder.resolve("corrected.hl7"), oru("5", ANNA));
      trestle(
          "exceptions",
          "correct",
          "5",
          "--file",
          corrected.toString(),
          "--reason",
          "test",
          "--data",
          data.toString());
      Awaitility.await()
          .until(() -> notice(fhir, "/fhir/Patient/" + anna).startsWith("incomplete; messages=1"));
      assertThat(JSON.readTree(fhir.get(observations).body()).path("entry").size()).isEqualTo(2);
    }
  }

  /** The demographics of such a message are held, and its visits and results are filed. */
  @Test
  void everyReadOfAPatientSaysThatMessagesMayBeAboutAnotherPerson() throws Exception {
    Path data = folder.resolve("data");
    try (Platform platform =
        Platform.start(
            PlatformSettings.in(data, DefaultSite.on(0, false, ZoneOffset.UTC), 0), text -> {})) {
      send(platform, adt("1", "A04", CLARA), adt("2", "A04", BERTA));
      TokenStore tokens = new TokenStore(platform.database(), Clock.systemUTC());
      FhirClient fhir =
          new FhirClient(
              platform, tokens.create("anna", List.of(Role.FHIR_READ), Duration.ofDays(1)));
      String clara = "/fhir/Patient/" + id(fhir, "4713");
      assertComplete(fhir.get(clara));

      send(platform, adt("3", "A08", NOT_CLARA), adt("4", "A08", NOT_CLARA));
      assertThat(platform.balance().exceptions()).isZero();
      Awaitility.await().until(() -> notice(fhir, clara).equals("another-person; messages=2"));
      JsonNode found = JSON.readTree(fhir.get("/fhir/Patient?identifier=4713").body());
      assertThat(found.at("/entry/0/resource/name/0/family").asString()).isEqualTo("CONRAD");
      assertThat(found.at("/entry/1/search/mode").asString()).isEqualTo("outcome");
      assertThat(found.at("/entry/1/resource/issue/0/severity").asString()).isEqualTo("warning");
      assertThat(found.at("/entry/1/resource/issue").size()).isOne();
      assertThat(found.at("/entry/1/resource/issue/0/diagnostics").asString())
          .startsWith("2 messages under this patient's number may be about another person")
          .doesNotContainIgnoringCase("zimmer");

      // That it is another person does not take their results out of the chart.
      trestle("identity", "alarm", "1", "other", "--reason", "x", "--data", data.toString());
      send(platform, adt("7", "A08", NOT_CLARA));
      Awaitility.await().until(() -> notice(fhir, clara).equals("another-person; messages=3"));

      // Both at once; who is one person with Clara has her results in the chart too.
      send(platform, oru("5", NOT_CLARA), adt("6", "A40", BERTA + "MRG|4713^^^HOSP^MR\r"));
      String berta = "/fhir/Patient/" + id(fhir, "4712");
      Awaitility.await()
          .until(
              () ->
                  notice(fhir, berta)
                      .matches("incomplete; messages=1; oldest=.*, another-person; messages=3"));

      trestle("identity", "alarm", "1", "same", "--reason", "x", "--data", data.toString());
      Awaitility.await().until(() -> !notice(fhir, berta).contains("another-person"));
    }
  }

  private static void assertBundlesSayIt(FhirClient fhir, String anna, String observations)
      throws Exception {
    JsonNode none = JSON.readTree(fhir.get(observations).body());
    assertThat(none.path("entry").size()).isOne();
    assertThat(none.at("/entry/0/search/mode").asString()).isEqualTo("outcome");
    assertThat(none.at("/entry/0/resource/issue/0/severity").asString()).isEqualTo("information");
    assertThat(none.at("/entry/0/resource/issue/0/diagnostics").asString())
        .startsWith("1 message about this patient is not in this record");
    JsonNode found = JSON.readTree(fhir.get("/fhir/Patient?identifier=4711").body());
    assertThat(found.at("/entry/0/search/mode").asString()).isEqualTo("match");
    assertThat(found.at("/entry/1/search/mode").asString()).isEqualTo("outcome");
    JsonNode history = JSON.readTree(fhir.get("/fhir/Patient/" + anna + "/_history").body());
    assertThat(history.at("/entry/0/response/outcome/issue/0/code").asString())
        .isEqualTo("incomplete");
  }

  private static void assertComplete(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Trestle-Chart")).isEmpty();
    assertThat(answer.body()).doesNotContain("OperationOutcome");
  }

  private static void awaitNotice(FhirClient fhir, String path) {
    Awaitility.await().until(() -> !notice(fhir, path).isEmpty());
  }

  private static String notice(FhirClient fhir, String path) throws Exception {
    return fhir.get(path).headers().firstValue("X-Trestle-Chart").orElse("");
  }

  private static String id(FhirClient fhir, String mrn) throws Exception {
    return JSON.readTree(fhir.get("/fhir/Patient?identifier=" + mrn).body())
        .at("/entry/0/resource/id")
        .asString();
  }

  private static void trestle(String... arguments) {
    assertThat(RootCommand.commandLine().execute(arguments)).isZero();
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

  private static String adt(String id, String event, String patient) {
    return "MSH|^~\\&|A|B|T|T|20260101120000+0000||ADT^"
        + event
        + "|IC"
        + id
        + "|P|2.5.1\rEVN|"
        + event
        + "|20260101120000+0000\r"
        + patient;
  }

  private static String oru(String id, String patient) {
    return "MSH|^~\\&|A|B|T|T|20260101130000+0000||ORU^R01|IC"
        + id
        + "|P|2.5.1\r"
        + patient
        + "OBR|1||F"
        + id
        + "|2345-7^Glucose^LN|||20260101123000+0000|||||||||||||||20260101130000+0000|||F\r"
        + "OBX|1|NM|2345-7^Glucose^LN||95|mg/dL|70-99|N|||F\r";
  }
}
