package dev.trestle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.validator.HapiFolders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code trestle validate}: files of any form, by our own checker and by HAPI's validator. */
class ValidateCommandTest {
  private static final String RIGHT = "{\"resourceType\": \"Patient\", \"gender\": \"female\"}";
  private static final String WRONG =
      "{\"resourceType\": \"Patient\", \"id\": \"7\", \"gender\": \"Kunigunde\"}";
  private static final String PROFILE = "http://mercy.example/fhir/StructureDefinition/Born";
  private static final String BORN =
      """
      {"resourceType": "StructureDefinition", "url": "%s", "name": "Born", "status": "active",
       "kind": "resource", "abstract": false, "type": "Patient", "derivation": "constraint",
       "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Patient",
       "differential": {"element": [
         {"id": "Patient.birthDate", "path": "Patient.birthDate", "min": 1}]}}
      """
          .formatted(PROFILE);

  @TempDir private Path folder = Path.of("");

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<JsonNode> lines(Cli.Result result) {
    return result.out().lines().map(JsonMapper.shared()::readTree).toList();
  }

  private static List<String> errors(JsonNode line) {
    return line.path("outcome")
        .path("issue")
        .valueStream()
        .filter(issue -> issue.path("severity").asString().equals("error"))
        .map(issue -> issue.path("expression").path(0).asString())
        .distinct()
        .toList();
  }

  @Test
  void oneResourceOrManyIsToldWithItsPlace() throws IOException {
    Cli.Result right = Cli.run("validate", file("right.json", RIGHT).toString());
    assertThat(right.code()).isEqualTo(ExitCode.OK);
    assertThat(right.out()).contains("Nothing was found");

    String pretty = RIGHT.replace(",", ",\n");
    Path many = file("many.ndjson", pretty + "\n" + WRONG + "\n\n" + RIGHT + "\n");
    Cli.Result mixed = Cli.run("validate", many.toString());
    assertThat(mixed.code()).isEqualTo(ExitCode.NEGATIVE);
    assertThat(mixed.out())
        .contains("many.ndjson 2: Patient/7")
        .contains("Patient.gender")
        .doesNotContain("Kunigunde");
    assertThat(mixed.err()).contains("3 resources, 1 with errors");

    List<JsonNode> lines = lines(Cli.run("validate", "--json", many.toString()));
    assertThat(lines).hasSize(3);
    assertThat(errors(lines.get(1))).containsExactly("Patient.gender");
    assertThat(lines.get(2).path("number").asInt()).isEqualTo(3);
  }

  @Test
  void whatIsNoResourceIsAnErrorAndNotSilence() throws IOException {
    for (String text :
        List.of(
            "", "[]", "{}", "42", "{\"resourceType\": \"Horse\"}", RIGHT + "Kunigunde", "{\"a")) {
      Cli.Result result = Cli.run("validate", file("odd.json", text).toString());
      assertThat(result.code()).as(text).isEqualTo(ExitCode.NEGATIVE);
      assertThat(result.out()).as(text).contains("error").doesNotContain("Kunigunde");
    }
    Cli.Result missing = Cli.run("validate", folder.resolve("none.json").toString());
    assertThat(missing.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(missing.err()).contains("none.json").contains("There is no such file");
  }

  @Test
  void whatTranslateWritesIsReadFromTheStandardInput() throws IOException {
    Path message =
        file(
            "one.hl7",
            "MSH|^~\\&|LAB|MERCY|||20260105080102||ADT^A08|M1|P|2.5.1\r"
                + "PID|1||123^^^MERCY^MR||DOE^JANE\r");
    String translated = Cli.run("translate", message.toString()).out();
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(translated.getBytes(StandardCharsets.UTF_8)));
    try {
      Cli.Result result = Cli.run("validate", "-");
      assertThat(result.code()).isEqualTo(ExitCode.OK);
      assertThat(result.out()).contains("- 1: Bundle");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void bothValidatorsAreAskedWithTheProfilesOfASite() throws IOException {
    Path site = folder.resolve("site");
    Files.createDirectories(site.resolve("profiles"));
    Files.createDirectories(site.resolve("health-systems"));
    Files.writeString(
        site.resolve("site.yaml"),
        """
        listeners:
          - name: feeds
            port: 2575
            catch-all: mercy/adt
        """);
    Files.writeString(
        site.resolve("health-systems/mercy.yaml"),
        """
        id: mercy
        zone: UTC
        sources:
          - name: adt
        """);
    Files.writeString(site.resolve("profiles").resolve("born.json"), BORN);
    Path right = file("right.json", RIGHT);
    Path group =
        file("group.json", "{\"resourceType\": \"Group\", \"type\": \"person\", \"actual\": true}");
    HapiFolders.installed(folder.resolve("v"));
    System.setProperty("trestle.validator", folder.resolve("v").toString());
    try {
      List<JsonNode> lines =
          lines(
              Cli.run(
                  "validate",
                  "--json",
                  "--validator",
                  "trestle,hapi",
                  "--site",
                  site.toString(),
                  "--profile",
                  PROFILE,
                  right.toString(),
                  group.toString()));
      JsonNode issues = lines.get(0).path("outcome").path("issue");
      for (String validator : List.of("Trestle", "HAPI FHIR")) {
        assertThat(
                issues
                    .valueStream()
                    .filter(
                        issue ->
                            issue.at("/extension/0/valueString").asString().startsWith(validator))
                    .map(issue -> issue.path("severity").asString()))
            .as(validator)
            .contains("error");
      }
      assertThat(errors(lines.get(1))).as("a profile of another type").isEmpty();
      Cli.Result unknown = Cli.run("validate", "--profile", PROFILE, right.toString());
      assertThat(unknown.code()).isEqualTo(ExitCode.NEGATIVE);
      assertThat(unknown.err()).contains("no profiles");
    } finally {
      System.clearProperty("trestle.validator");
    }
    Cli.Result none = Cli.run("validate", "--validator", "hapi", right.toString());
    assertThat(none.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(none.err()).contains("not installed");
  }
}
