package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** What becomes of requests that are longer than anybody needs. */
final class LongBodies {
  private static final String JSON = "application/fhir+json";
  private static final int KIB = 1024;

  private LongBodies() {}

  /** Announced or not, a body over the limit of its route is refused, with nothing of it told. */
  static void assertRefused(FhirClient caller) throws Exception {
    String large = patient(300 * KIB);
    for (HttpResponse<String> refused :
        List.of(
            caller.post("/fhir/Patient/$match", large, JSON),
            streamed(caller, "/fhir/Patient/$match", large),
            streamed(caller, "/fhir/Patient/$validate", patient(8 * KIB * KIB)))) {
      assertThat(refused.statusCode()).isEqualTo(413);
      assertThat(refused.body()).contains("OperationOutcome", "too-long").doesNotContain("Kuni");
    }
    HttpResponse<String> elsewhere = caller.post("/api/users", large, "application/json");
    assertThat(elsewhere.statusCode()).isEqualTo(413);
    assertThat(elsewhere.body()).contains("body-too-large").doesNotContain("Kuni");
    for (String validate : List.of("/fhir/Patient/$validate", "/fhir/Patient/%24validate")) {
      assertThat(caller.post(validate, large, JSON).statusCode()).as(validate).isEqualTo(200);
    }
  }

  /** Two large ones that never come to their end do not let a third take memory. */
  static void assertFewAtOnce(FhirClient caller) throws Exception {
    byte[] large = patient(300 * KIB).getBytes(StandardCharsets.UTF_8);
    String path = "/fhir/Patient/$validate";
    try (Socket first = caller.announce(path, large.length, JSON);
        Socket second = caller.announce(path, large.length, JSON)) {
      HttpResponse<String> third =
          Awaitility.await()
              .atMost(2, TimeUnit.MINUTES)
              .until(
                  () -> caller.post(path, new String(large, StandardCharsets.UTF_8), JSON),
                  answer -> answer.statusCode() != 200);
      assertThat(third.statusCode()).isEqualTo(503);
      assertThat(third.body()).contains("throttled");
      assertThat(caller.post(path, patient(KIB), JSON).statusCode())
          .as("a small one")
          .isEqualTo(200);
      for (Socket each : List.of(first, second)) {
        each.getOutputStream().write(large);
        each.getOutputStream().flush();
        assertThat(new String(each.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 200");
      }
    }
    Awaitility.await()
        .atMost(2, TimeUnit.MINUTES)
        .until(
            () -> caller.post(path, new String(large, StandardCharsets.UTF_8), JSON).statusCode(),
            status -> status == 200);
  }

  private static HttpResponse<String> streamed(FhirClient caller, String path, String body)
      throws Exception {
    return caller.stream(
            path, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), JSON)
        .get(2, TimeUnit.MINUTES);
  }

  private static String patient(int bytes) {
    return "{\"resourceType\": \"Patient\", \"name\": [{\"family\": \"Kuni"
        + "g".repeat(bytes)
        + "\"}]}";
  }
}
