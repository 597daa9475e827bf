package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.app.site.DefaultSite;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document says of every route of the API what docs/access.md says, and no more. */
class OpenApiTest {
  private static final String DOCUMENT = "/api/openapi.json";

  @TempDir private Path folder = Path.of("");

  @Test
  void everyRouteIsInTheDocumentWithItsSummaryItsRolesAndItsParameters() throws Exception {
    try (Platform platform =
        Platform.start(
            PlatformSettings.in(
                folder.resolve("data"), DefaultSite.on(0, false, ZoneOffset.UTC), 0),
            text -> {})) {
      assertThat(new FhirClient(platform, null).get(DOCUMENT).statusCode()).isEqualTo(401);
      FhirClient anna =
          new FhirClient(
              platform,
              new TokenStore(platform.database(), Clock.systemUTC())
                  .create("anna", List.of(Role.FHIR_READ), Duration.ofDays(1)));
      HttpResponse<String> answer = anna.get(DOCUMENT);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).doesNotContain("localhost", "dev.trestle", "springdoc");

      SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(answer.body());
      assertThat(parsed.getMessages()).isEmpty();
      JsonNode document = JsonMapper.builder().build().readTree(answer.body());
      assertThat(document.path("openapi").asString()).startsWith("3.1");
      Map<String, JsonNode> operations = operations(document);

      Map<String, Set<String>> documented = new TreeMap<>(AccessTest.documented());
      documented.keySet().removeIf(route -> !route.contains(" /api/") || route.contains(DOCUMENT));
      assertThat(operations.keySet()).isEqualTo(documented.keySet());
      operations.forEach(
          (route, operation) -> {
            assertThat(operation.path("summary").asString("")).as(route).isNotBlank();
            assertThat(roles(operation)).as(route).isEqualTo(documented.get(route));
            assertThat(operation.path("responses").path("default").path("$ref").asString(""))
                .as(route)
                .isEqualTo("#/components/responses/Problem");
            assertThat(parameters(operation, "path")).as(route).isEqualTo(variables(route));
          });
      assertThat(operations.values().stream().map(one -> one.path("operationId").asString("")))
          .doesNotHaveDuplicates();
      assertBodies(document);
    }
  }

  /**
   * Names that two controllers use are two schemas; a question may be asked by some of its parts.
   */
  private static void assertBodies(JsonNode document) {
    JsonNode decide = document.path("paths").path("/api/identity/reviews/{id}/decide").path("post");
    assertThat(properties(document, decide.path("requestBody"))).contains("decision", "reason");
    assertThat(properties(document, answer(document, "/api/exceptions/{seq}/message")))
        .contains("raw", "history");
    assertThat(properties(document, answer(document, "/api/identity/reviews/{id}")))
        .contains("evidence", "household");
    JsonNode impact = document.path("paths").path("/api/impact").path("get");
    assertThat(parameters(impact, "query")).contains("source", "from", "to", "link");
    assertThat(impact.path("parameters"))
        .noneMatch(parameter -> parameter.path("required").asBoolean(false));
  }

  private static JsonNode answer(JsonNode document, String path) {
    return document.path("paths").path(path).path("get").path("responses").path("200");
  }

  private static Set<String> properties(JsonNode document, JsonNode body) {
    String reference = body.path("content").findPath("$ref").asString("");
    JsonNode schema =
        document
            .path("components")
            .path("schemas")
            .path(reference.substring(reference.lastIndexOf('/') + 1));
    return Set.copyOf(schema.path("properties").propertyNames());
  }

  private static Map<String, JsonNode> operations(JsonNode document) {
    Map<String, JsonNode> operations = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        one ->
                            operations.put(
                                one.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                one.getValue())));
    return operations;
  }

  private static Set<String> roles(JsonNode operation) {
    Set<String> roles = new TreeSet<>();
    for (JsonNode one : operation.path("security")) {
      one.path("token").forEach(role -> roles.add(role.asString("")));
    }
    return roles;
  }

  private static Set<String> parameters(JsonNode operation, String place) {
    Set<String> names = new TreeSet<>();
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("in").asString("").equals(place)) {
        names.add(parameter.path("name").asString(""));
      }
    }
    return names;
  }

  private static Set<String> variables(String route) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = Pattern.compile("\\{(\\w+)}").matcher(route);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }
}
