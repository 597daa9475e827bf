package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.fhir.validation.SingleValidationMessage;
import dev.trestle.semantics.validation.Hapi;
import dev.trestle.semantics.validation.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What comes out of a message is FHIR R4 by HAPI's validator: structure, cardinality, bindings and
 * invariants of every resource. Our own checker says the same of each.
 */
class ValidFhirTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What the validator says and is none of ours; the beginning of its text, and why. */
  private static final SortedMap<String, String> KNOWN = new TreeMap<>();

  static {
    KNOWN.put(
        "Extension url 'http://hl7.org/fhir/5.0/",
        "R4 names an element of R5 like that; the validator has no definitions of R5");
    KNOWN.put(
        "Unknown code 'http://terminology.hl7.org/CodeSystem/v2-0203#PGN'",
        "newer than the validator's tables");
    KNOWN.put(
        "Constraint failed: app-3:",
        "a message about one resource of an appointment does not repeat when it begins");
    KNOWN.put("Constraint failed: app-4:", "the invariant spells noshow with a hyphen");
    KNOWN.put(
        "No code provided, and a code is required from the value set",
        "an unknown status has an extension that says so in its place");
    KNOWN.put("Constraint failed: org-3:", "the sender calls an organisation's telephone its home");
    KNOWN.put(
        "The extension http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-censusTract",
        "the guide has it at the address, its definition at a line of it");
    KNOWN.put("Constraint failed: per-1:", "the sender's period ends before it begins");
    KNOWN.put(
        "Inappropriate CodeSystem URL \"urn:trestle:",
        "a language that no table knows stands as it was sent, and is reported");
    KNOWN.put(
        "CodeSystem is unknown and can't be validated: urn:trestle:",
        "a feed's own system beside the public one");
    KNOWN.put(
        "None of the codings provided are in the value set 'AllergyIntolerance Verification",
        "one of them is: the validator gives up at the feed's own system beside it");
  }

  private final Set<String> seen = new HashSet<>();
  private final SortedMap<String, String> wrong = new TreeMap<>();
  private final SortedMap<String, String> otherwise = new TreeMap<>();
  private int resources;

  @Test
  void everyResourceOfOurOwnCasesIsValid() throws IOException {
    try (Stream<Path> walk = Files.walk(Path.of("src/test/resources/corpus"))) {
      for (Path file : walk.filter(path -> path.endsWith("out.json")).sorted().toList()) {
        judge(file.toString(), JSON.readTree(Files.readString(file)).path("bundle"));
      }
    }
    assertThat(resources).isGreaterThan(200);
    assertThat(wrong).isEmpty();
    assertThat(otherwise).as("the checker beside HAPI").isEmpty();
  }

  @Test
  void everyResourceOfThePublicMessagesIsValid() throws IOException {
    List<Path> files = CorpusTest.files();
    assumeTrue(!files.isEmpty(), "skipped: no corpus (system property trestle.corpus)");
    MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());
    for (Path file : files) {
      byte[] raw = Files.readAllBytes(file);
      judge(
          file.getFileName().toString(),
          BundleRenderer.bundle(translator.translate(raw, Feeds.ADT, Feeds.SITE), Feeds::id));
    }
    assertThat(wrong).isEmpty();
    assertThat(otherwise).as("the checker beside HAPI").isEmpty();
  }

  /** Resources that differ in texts and numbers only are looked at once. */
  private void judge(String name, JsonNode bundle) {
    for (JsonNode entry : bundle.path("entry")) {
      String json = entry.path("resource").toString();
      if (!seen.add(json.replaceAll("\"(id|reference|value|text)\":\"[^\"]*\"", ""))) {
        continue;
      }
      resources++;
      List<SingleValidationMessage> errors = Hapi.errors(json);
      for (String difference : Verdicts.differences(entry.path("resource"), errors)) {
        otherwise.putIfAbsent(difference, name);
      }
      for (SingleValidationMessage message : errors) {
        String text = message.getMessage();
        if (KNOWN.keySet().stream().noneMatch(text::startsWith)) {
          wrong.putIfAbsent(text, name + " " + message.getLocationString());
        }
      }
    }
  }
}
