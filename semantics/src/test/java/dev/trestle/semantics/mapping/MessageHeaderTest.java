package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.fhir.validation.SingleValidationMessage;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.mapping.run.LeafWitness;
import dev.trestle.semantics.validation.Hapi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a message says of itself, as a MessageHeader (ADR 103). */
class MessageHeaderTest {
  private static final String FULL =
      "MSH|^~\\&|LAB^2.16.840.1.1^ISO|MERCY^2.16.840.1.2^ISO|EHR^2.16.840.1.3^ISO"
          + "|CLINIC^2.16.840.1.4^ISO|20260105080102+0100|SECRET|ADT^A08^ADT_A01|M1|P^T|2.8|17||AL|NE"
          + "|USA|UNICODE UTF-8|en^English^ISO639||PROF^NS^2.16.840.1.5^ISO|Mercy Health^^^^^&2.16.8&ISO^XX^^^H1"
          + "|City Clinic^^^^^^XX^^^C1|NET^2.16.840.1.6^ISO|OUT^2.16.840.1.7^ISO\r"
          + "SFT|Maker^L^^^^^XX^^^V1|2.4|Engine|B-17|Interface engine|20250102\r"
          + "SFT|Other|1.0|Relay\r"
          + "EVN|A08|20260105080101|20260106|01^Patient request^HL70062|77^HOUSE^GREGORY|20260105080000|WEST^2.16.840.1.8^ISO\r"
          + "PID|1||123^^^MERCY^MR||DOE^JANE\r";

  private final MappingTranslator translator = MappingTranslator.ofBase();

  private JsonNode header(String message) {
    return header(message.getBytes(StandardCharsets.UTF_8), "7");
  }

  private ObjectNode header(byte[] raw, String id) {
    return HeaderRenderer.render(translator.header(raw, Feeds.ADT, Feeds.SITE), id);
  }

  @Test
  void saysWhoSentItWithWhatToWhomAndWhatHappened() {
    JsonNode header = header(FULL);
    assertThat(header.path("id").asString()).isEqualTo("7");
    assertThat(header.path("eventCoding").path("code").asString()).isEqualTo("A08");
    assertThat(header.path("eventCoding").path("display").asString()).isEqualTo("ADT^A08^ADT_A01");
    JsonNode source = header.path("source");
    assertThat(source.path("name").asString()).isEqualTo("LAB");
    assertThat(source.path("endpoint").asString()).isEqualTo("urn:oid:2.16.840.1.6");
    assertThat(source.path("software").asString()).isEqualTo("Engine");
    assertThat(source.path("version").asString()).isEqualTo("2.4");
    JsonNode destination = header.path("destination").path(0);
    assertThat(destination.path("name").asString()).isEqualTo("EHR");
    assertThat(destination.path("endpoint").asString()).isEqualTo("urn:oid:2.16.840.1.7");
    assertThat(destination.path("target").path("identifier").path("value").asString())
        .isEqualTo("urn:oid:2.16.840.1.3");
    assertThat(named(header, destination.path("receiver"))).isEqualTo("City Clinic");
    assertThat(named(header, destination.path("extension").path(0).path("valueReference")))
        .isEqualTo("CLINIC");
    assertThat(named(header, header.path("sender"))).isEqualTo("MERCY");
    assertThat(named(header, header.path("responsible"))).isEqualTo("Mercy Health");
    assertThat(contained(header, header.path("enterer")).path("name").path(0).path("family"))
        .hasToString("\"HOUSE\"");
    assertThat(header.path("reason").path("coding").path(0).path("code").asString())
        .isEqualTo("01");
    assertThat(extensions(header, "urn:trestle:extension:software")).hasSize(2);
    JsonNode event = extensions(header, "urn:trestle:extension:event").get(0);
    assertThat(fact(event, "occurred").path("valueDateTime").asString())
        .isEqualTo("2026-01-05T08:00:00-06:00");
    JsonNode said = extensions(header, "urn:trestle:extension:message").get(0);
    assertThat(fact(said, "sent").path("valueDateTime").asString())
        .isEqualTo("2026-01-05T08:01:02+01:00");
    assertThat(fact(said, "control-id").path("valueString").asString()).isEqualTo("M1");
    assertThat(fact(said, "sequence-number").path("valueString").asString()).isEqualTo("17");
    assertThat(errors(header)).isEmpty();
  }

  @Test
  void saysNothingOfThePatient() {
    assertThat(header(FULL).toString()).doesNotContain("JANE").doesNotContain("\"123\"");
  }

  @Test
  void whatTheMessageDoesNotSayIsSaidToBeMissingWhereFhirRequiresIt() {
    JsonNode header = header("MSH|^~\\&|||EHR||||ACK|M2|P|2.3\r");
    assertThat(header.path("eventCoding").path("code").asString()).isEqualTo("ACK");
    assertThat(header.path("source").path("endpoint").asString()).startsWith("urn:trestle:");
    JsonNode unknown = header.path("destination").path(0).path("_endpoint").path("extension");
    assertThat(unknown.path(0).path("valueCode").asString()).isEqualTo("unknown");
    assertThat(errors(header)).isEmpty();
  }

  @Test
  void aNumberThatIsNoAddressStandsWithTheName() {
    JsonNode header = header("MSH|^~\\&|LAB^11D0668319^CLIA|||||| ADT^A01|M2|P|2.5\r");
    assertThat(header.path("source").path("name").asString()).isEqualTo("LAB - CLIA:11D0668319");
    assertThat(header.path("source").path("endpoint").asString()).startsWith("urn:trestle:");
    assertThat(errors(header)).isEmpty();
  }

  @Test
  void everyLeafOfAFullHeaderIsInIt() {
    List<String> elsewhere = new ArrayList<>();
    translator.account(
        FULL.getBytes(StandardCharsets.UTF_8),
        Feeds.ADT,
        Feeds.SITE,
        (segment, field, component, where) -> {
          if (!segment.name().equals("PID") && where != LeafWitness.Where.MAPPED) {
            elsewhere.add(segment.name() + "-" + field + "." + component);
          }
        });
    // EVN-1 says the trigger once more.
    assertThat(elsewhere).containsExactly("EVN-1.1");
  }

  @Test
  void withoutMshThereIsNone() {
    byte[] raw = "PID|1||123^^^MERCY^MR\r".getBytes(StandardCharsets.UTF_8);
    Translation nothing = translator.header(raw, Feeds.ADT, Feeds.SITE);
    assertThat(nothing.statements()).isEmpty();
    assertThatThrownBy(() -> HeaderRenderer.render(nothing, "1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyPublicMessageHasAValidOne() throws IOException {
    List<Path> files = CorpusTest.files();
    assumeTrue(!files.isEmpty(), "skipped: no corpus (system property trestle.corpus)");
    SortedMap<String, String> wrong = new TreeMap<>();
    int headers = 0;
    for (Path file : files) {
      byte[] raw = Files.readAllBytes(file);
      if (new String(raw, StandardCharsets.ISO_8859_1).split("[\r\n]MSH\\|").length > 1
          || translator.header(raw, Feeds.ADT, Feeds.SITE).statements().isEmpty()) {
        continue; // a batch is cut before it is translated
      }
      headers++;
      errors(header(raw, "1")).forEach(error -> wrong.put(error, file.getFileName().toString()));
    }
    assertThat(wrong).isEmpty();
    assertThat(headers).isGreaterThan(250);
  }

  private static List<String> errors(JsonNode resource) {
    return Hapi.errors(resource.toString()).stream()
        .map(SingleValidationMessage::getMessage)
        .filter(error -> !error.startsWith("Constraint failed: org-3:")) // as in ValidFhirTest
        .toList();
  }

  private static String named(JsonNode header, JsonNode reference) {
    return contained(header, reference).path("name").asString();
  }

  private static JsonNode contained(JsonNode header, JsonNode reference) {
    String id = reference.path("reference").asString();
    for (JsonNode resource : header.path("contained")) {
      if (("#" + resource.path("id").asString()).equals(id)) {
        return resource;
      }
    }
    throw new AssertionError(reference + " is not contained");
  }

  private static List<JsonNode> extensions(JsonNode header, String url) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode extension : header.path("extension")) {
      if (extension.path("url").asString().equals(url)) {
        found.add(extension);
      }
    }
    return found;
  }

  private static JsonNode fact(JsonNode extension, String name) {
    for (JsonNode fact : extension.path("extension")) {
      if (fact.path("url").asString().equals(name)) {
        return fact;
      }
    }
    throw new AssertionError("no " + name);
  }
}
