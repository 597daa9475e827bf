package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.app.validator.HapiFolders;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code $validate} against profiles of the site: by parameter, by Parameters, by meta.profile. */
class ValidateTest {
  private static final String PROFILE =
      "http://mercy.example/fhir/StructureDefinition/MercyPatient";
  private static final String MERCY =
      """
      {"resourceType": "StructureDefinition", "url": "%s", "name": "MercyPatient", "version": "1.0",
       "type": "Patient", "derivation": "constraint",
       "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Patient",
       "differential": {"element": [
         {"path": "Patient.gender", "min": 1},
         {"path": "Patient.generalPractitioner", "type": [{"code": "Reference",
           "targetProfile": ["http://hl7.org/fhir/StructureDefinition/Organization"]}]},
         {"path": "Patient.birthDate", "constraint": [
           {"key": "mp-1", "severity": "error", "human": "not in the future"}]}]}}
      """
          .formatted(PROFILE);

  @TempDir private Path folder = Path.of("");

  @Test
  void aResourceIsHeldAgainstTheProfilesThatAreAskedForAndThoseItNames() throws Exception {
    SiteChoice site =
        new SiteChoice.Folder(
            Sites.version(
                Sites.with(
                    Sites.mercy(
                        Sites.listener("mllp", 0, "tls: false"),
                        "- {name: MRN, aliases: [HOSP], system: 'urn:oid:1.2.3'}",
                        ""),
                    "profiles/mercy.json",
                    MERCY)));
    try (Platform platform =
        Platform.start(
            PlatformSettings.in(folder.resolve("data"), site, 0)
                .withValidator(HapiFolders.installed(folder.resolve("hapi"))),
            text -> {})) {
      TokenStore tokens = new TokenStore(platform.database(), Clock.systemUTC());
      FhirClient reader =
          new FhirClient(
              platform, tokens.create("reader", List.of(Role.FHIR_READ), Duration.ofDays(1)));
      byParameter(reader);
      byParameters(reader);
      byWhatItNames(reader);
      whatIsNotThereIsRefused(reader);
      whatIsWrongIsToldWithoutItsValue(reader);
      whatMessagesTogetherMade(platform, reader);
      hapiIsAskedBeside(reader);
    }
  }

  private static void byParameter(FhirClient reader) throws Exception {
    String nothing = "{\"resourceType\": \"Patient\"}";
    assertThat(errors(validate(reader, "", nothing))).isEmpty();
    assertThat(errors(validate(reader, PROFILE, nothing))).containsExactly("Patient.gender");
    assertThat(errors(validate(reader, PROFILE + "|1.0", nothing)))
        .containsExactly("Patient.gender");
    JsonNode fine =
        validate(reader, PROFILE, "{\"resourceType\": \"Patient\", \"gender\": \"female\"}");
    assertThat(errors(fine)).isEmpty();
    assertThat(fine.toString()).contains("not checked of MercyPatient: invariant mp-1");
    assertThat(errors(validate(reader, PROFILE, referring("#o")))).isEmpty();
    assertThat(errors(validate(reader, PROFILE, referring("Organization/1")))).isEmpty();
    for (String wrong : List.of("#p", "Practitioner/1/_history/2")) {
      assertThat(errors(validate(reader, PROFILE, referring(wrong))))
          .anyMatch(place -> place.startsWith("Patient.generalPractitioner"));
    }
  }

  private static String referring(String reference) {
    String contained =
        switch (reference) {
          case "#o" -> "{\"resourceType\": \"Organization\", \"id\": \"o\", \"name\": \"Mercy\"}";
          case "#p" -> "{\"resourceType\": \"Practitioner\", \"id\": \"p\"}";
          default -> "";
        };
    return "{\"resourceType\": \"Patient\", \"gender\": \"female\", "
        + (contained.isEmpty() ? "" : "\"contained\": [" + contained + "], ")
        + "\"generalPractitioner\": [{\"reference\": \""
        + reference
        + "\"}]}";
  }

  private static void byParameters(FhirClient reader) throws Exception {
    String parameters =
        "{\"resourceType\": \"Parameters\", \"parameter\": [{\"name\": \"profile\", \"%s\": \""
            + PROFILE
            + "\"}, {\"name\": \"resource\", \"resource\": {\"resourceType\": \"Patient\"}}]}";
    for (String type : List.of("valueUri", "valueCanonical")) {
      assertThat(errors(validate(reader, "", parameters.formatted(type))))
          .containsExactly("Patient.gender");
    }
  }

  private static void byWhatItNames(FhirClient reader) throws Exception {
    String named = "{\"resourceType\": \"Patient\", \"meta\": {\"profile\": [\"%s\"]}}";
    assertThat(errors(validate(reader, "", named.formatted(PROFILE))))
        .containsExactly("Patient.gender");
    JsonNode unknown = validate(reader, "", named.formatted("http://else.example/Kunigunde"));
    assertThat(errors(unknown)).isEmpty();
    assertThat(unknown.toString()).contains("is not checked").doesNotContain("Kunigunde");
  }

  private static void whatIsNotThereIsRefused(FhirClient reader) throws Exception {
    String path = "/fhir/Patient/$validate?profile=http://mercy.example/none";
    HttpResponse<String> none =
        reader.post(path, "{\"resourceType\": \"Patient\"}", "application/fhir+json");
    assertThat(none.statusCode()).isEqualTo(400);
    assertThat(none.body()).contains(PROFILE);
    HttpResponse<String> other =
        reader.post(
            "/fhir/Group/$validate?profile=" + URLEncoder.encode(PROFILE, StandardCharsets.UTF_8),
            "{\"resourceType\": \"Group\", \"type\": \"person\", \"actual\": true}",
            "application/fhir+json");
    assertThat(other.body()).contains("The profile is not about a Group");
  }

  /** {@code $validate} tells what is wrong and where, and never a value. */
  private static void whatIsWrongIsToldWithoutItsValue(FhirClient reader) throws Exception {
    JsonNode fine = json(posted(reader, "Patient", "{\"resourceType\": \"Patient\"}"));
    assertThat(fine.path("issue").path(0).path("severity").asString()).isEqualTo("information");
    String wrong = "{\"resourceType\": \"Patient\", \"gender\": \"Kunigunde\"}";
    for (String body :
        List.of(
            wrong,
            "{\"resourceType\": \"Parameters\", \"parameter\": [{\"name\": \"resource\","
                + "\"resource\": "
                + wrong
                + "}]}")) {
      JsonNode outcome = json(posted(reader, "Patient", body));
      assertThat(outcome.path("issue")).hasSize(1);
      JsonNode issue = outcome.path("issue").path(0);
      assertThat(issue.path("code").asString()).isEqualTo("code-invalid");
      assertThat(issue.path("expression").path(0).asString()).isEqualTo("Patient.gender");
      assertThat(outcome.toString()).doesNotContain("Kunigunde");
    }
    assertThat(json(posted(reader, "Group", wrong)).path("issue")).hasSize(1);
    assertThat(posted(reader, "Horse", wrong).statusCode()).isEqualTo(404);
    HttpResponse<String> cut = posted(reader, "Patient", wrong.substring(0, 40));
    assertThat(cut.statusCode()).isEqualTo(400);
    assertThat(cut.body()).contains("OperationOutcome").doesNotContain("Kuni");
  }

  private static HttpResponse<String> posted(FhirClient reader, String type, String body)
      throws Exception {
    return reader.post("/fhir/" + type + "/$validate", body, "application/fhir+json");
  }

  /** The first message says no sex, as the profile asks; the second does. */
  private static void whatMessagesTogetherMade(Platform platform, FhirClient reader)
      throws Exception {
    send(platform, "A04", "1", "");
    String id = patient(reader);
    String path = "/fhir/Patient/" + id + "/$validate";
    String held = path + "?profile=" + URLEncoder.encode(PROFILE, StandardCharsets.UTF_8);
    assertThat(errors(json(reader.get(path)))).isEmpty();
    assertThat(errors(json(reader.get(held)))).containsExactly("Patient.gender");
    send(platform, "A08", "2", "F");
    assertThat(patient(reader)).isEqualTo(id);
    assertThat(errors(json(reader.get(held)))).isEmpty();
    assertThat(reader.get("/fhir/Patient/none/$validate").statusCode()).isEqualTo(404);
    assertThat(reader.get(path + "?profile=urn:none").statusCode()).isEqualTo(400);
  }

  /** Who says it stands beside each issue, for what is sent and for what stands here. */
  private static void hapiIsAskedBeside(FhirClient reader) throws Exception {
    String wrong = "{\"resourceType\": \"Patient\", \"gender\": \"Kunigunde\"}";
    String path = "/fhir/Patient/$validate?validator=";
    JsonNode both = json(reader.post(path + "trestle,hapi", wrong, "application/fhir+json"));
    assertThat(sources(both, "Patient.gender")).containsExactly("Trestle", "HAPI FHIR 8.8.0");
    JsonNode hapi =
        json(
            reader.post(
                path + "hapi&profile=" + URLEncoder.encode(PROFILE, StandardCharsets.UTF_8),
                "{\"resourceType\": \"Patient\"}",
                "application/fhir+json"));
    assertThat(hapi.toString()).doesNotContain("Trestle\"").contains("Patient.gender");
    String stored = "/fhir/Patient/" + patient(reader) + "/$validate?validator=hapi";
    assertThat(sources(json(reader.get(stored)), "Patient")).containsOnly("HAPI FHIR 8.8.0");
    assertThat(reader.post(path + "horse", wrong, "application/fhir+json").statusCode())
        .isEqualTo(400);
  }

  private static Set<String> sources(JsonNode outcome, String place) {
    Set<String> sources = new LinkedHashSet<>();
    for (JsonNode issue : outcome.path("issue")) {
      if (issue.path("expression").path(0).asString().equals(place)) {
        sources.add(issue.at("/extension/0/valueString").asString());
      }
    }
    return sources;
  }

  private static void send(Platform platform, String trigger, String number, String sex)
      throws Exception {
    String message =
        "MSH|^~\\&|ADT|X|||2026010508010%s||ADT^%s|C%s|P|2.5.1\rPID|1||4711^^^HOSP^MR||ROE^ANN|||%s\r"
            .formatted(number, trigger, number, sex);
    MllpTarget target = MllpTarget.of("localhost", platform.mllpPort("mllp"), null);
    try (MllpClient client = new MllpClient(target)) {
      client.send(message.getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
  }

  private static String patient(FhirClient reader) throws Exception {
    JsonNode found = json(reader.get("/fhir/Patient?family=roe"));
    assertThat(found.path("entry")).hasSize(1);
    return found.path("entry").path(0).path("resource").path("id").asString();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  private static JsonNode validate(FhirClient reader, String profile, String body)
      throws Exception {
    String asked =
        profile.isEmpty() ? "" : "?profile=" + URLEncoder.encode(profile, StandardCharsets.UTF_8);
    HttpResponse<String> answer =
        reader.post("/fhir/Patient/$validate" + asked, body, "application/fhir+json");
    return json(answer);
  }

  /** Where errors are. */
  private static List<String> errors(JsonNode outcome) {
    List<String> places = new ArrayList<>();
    for (JsonNode issue : outcome.path("issue")) {
      if (issue.path("severity").asString().equals("error")) {
        places.add(issue.path("expression").path(0).asString());
      }
    }
    return places;
  }
}
