package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.statement.Translation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A child finds the result it was made for: a susceptibility is that of its organism. */
class ParentResultsTest {
  private static final String PID = "PID|1||00123^^^MERCY^MR||DOE^JANE||19800229|F";
  private static final String CULTURE = "600-7^Bacteria identified^LN";
  private static final String PENICILLIN = "OBX|1|ST|18965-4^Penicillin^LN||R||||||F";

  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());

  @Test
  void theOrganismIsFoundByFillerNumberCodeAndSubIdentifier() {
    Translation translation =
        translate(
            PID,
            order("P1^EHR", "F1^LAB", CULTURE, "", ""),
            organism("1", "E. coli"),
            organism("2", "S. aureus"),
            order("P1^EHR", "F2^LAB", "29576-6^Panel^LN", "600-7&B&LN^2^S. aureus", "^F1&LAB"),
            PENICILLIN);
    assertThat(parentsOf(translation, "18965-4")).containsExactly("S. aureus");
    assertThat(findings(translation)).isEmpty();
  }

  @Test
  void withoutAFillerNumberThePlacersCounts() {
    Translation translation =
        translate(
            PID,
            order("P1^EHR", "", CULTURE, "", ""),
            organism("1", "E. coli"),
            order("P2^EHR", "", "29576-6^Panel^LN", "600-7&B&LN^1", "P1&EHR"),
            PENICILLIN);
    assertThat(parentsOf(translation, "18965-4")).containsExactly("E. coli");
  }

  @Test
  void theNumberOfAnotherLaboratoryIsAnotherOrder() {
    Translation translation =
        translate(
            PID,
            order("", "F1^LAB", CULTURE, "", ""),
            organism("1", "E. coli"),
            order("", "F2^LAB", "29576-6^Panel^LN", "600-7&B&LN^1^E. coli", "^F1&ELSEWHERE"),
            PENICILLIN);
    assertThat(parentsOf(translation, "18965-4")).isEmpty();
    assertThat(findings(translation)).containsExactly("OBR[2]-26");
    assertThat(asSent(translation, "18965-4")).contains("E. coli");
  }

  @Test
  void ofTwoThatFitNoneIsTaken() {
    Translation translation =
        translate(
            PID,
            order("P1^EHR", "F1^LAB", CULTURE, "", ""),
            organism("1", "E. coli"),
            order("P1^EHR", "F2^LAB", CULTURE, "", ""),
            organism("1", "S. aureus"),
            order("P1^EHR", "F3^LAB", "29576-6^Panel^LN", "600-7&B&LN^1", "P1&EHR"),
            PENICILLIN);
    assertThat(parentsOf(translation, "18965-4")).isEmpty();
    assertThat(findings(translation)).containsExactly("OBR[3]-26");
  }

  @Test
  void theResultOfAnotherPatientIsNoParent() {
    Translation translation =
        translate(
            PID,
            order("P1^EHR", "F1^LAB", CULTURE, "", ""),
            organism("1", "E. coli"),
            PID.replace("00123", "00777"),
            order("P1^EHR", "F2^LAB", "29576-6^Panel^LN", "600-7&B&LN^1^E. coli", "P1&EHR^F1&LAB"),
            PENICILLIN);
    assertThat(parentsOf(translation, "18965-4")).isEmpty();
    assertThat(findings(translation)).containsExactly("OBR[2]-26");
  }

  @Test
  void thePanelsOfTwoOrganismsUnderOneNumberAreTwo() {
    Translation translation =
        translate(
            PID,
            order("P1^EHR", "F1^LAB", CULTURE, "", ""),
            organism("1", "E. coli"),
            organism("2", "S. aureus"),
            order("P1^EHR", "F1^LAB", "29576-6^Panel^LN", "600-7&B&LN^1^E. coli", "P1&EHR^F1&LAB"),
            PENICILLIN,
            order(
                "P1^EHR", "F1^LAB", "29576-6^Panel^LN", "600-7&B&LN^2^S. aureus", "P1&EHR^F1&LAB"),
            PENICILLIN.replace("|R|", "|S|"));
    JsonNode bundle = BundleRenderer.bundle(translation, Feeds::id);
    assertThat(
            bundle.path("entry").findValues("valueString").stream()
                .map(JsonNode::asString)
                .filter(text -> text.length() == 1 && "RS".contains(text)))
        .containsExactly("R", "S");
    assertThat(bundle.toString().split("\"DiagnosticReport\"", -1)).hasSize(4);
  }

  @Test
  void oneResultToldByTwoOrdersIsAFinding() {
    String order = order("P1^EHR", "F1^LAB", "24323-8^CMP^LN", "", "");
    String potassium = "OBX|1|NM|2823-3^Potassium^LN||4.4|mmol/L|||||F";
    Translation twice = translate(PID, order, potassium, order, potassium.replace("4.4", "4.9"));
    assertThat(twice.findings().stream().map(finding -> finding.location()))
        .containsExactly("OBX[2]");
    assertThat(translate(PID, order, potassium, potassium).findings()).isEmpty();
  }

  @Test
  void whatFollowsAChildIsNoChild() {
    Translation translation =
        translate(
            PID,
            order("P1^EHR", "F1^LAB", CULTURE, "", ""),
            organism("1", "E. coli"),
            order("P1^EHR", "F2^LAB", "29576-6^Panel^LN", "600-7&B&LN^1", "^F1&LAB"),
            PENICILLIN,
            order("P3^EHR", "F3^LAB", "24323-8^CMP^LN", "", ""),
            "OBX|1|NM|2823-3^Potassium^LN||4.4|mmol/L|||||F");
    assertThat(parentsOf(translation, "18965-4")).containsExactly("E. coli");
    assertThat(parentsOf(translation, "2823-3")).isEmpty();
  }

  private Translation translate(String... segments) {
    List<String> all = new ArrayList<>();
    all.add("MSH|^~\\&|APP|MERCY|||20260105080102||ORU^R01^ORU_R01|M1|P|2.5.1");
    all.addAll(List.of(segments));
    return translator.translate(Feeds.message(all.toArray(String[]::new)), Feeds.LAB, Feeds.SITE);
  }

  private static String order(
      String placer, String filler, String code, String result, String parent) {
    return String.join("|", "OBR", "1", placer, filler, code, "||20260105070000")
        + "|".repeat(15)
        + "20260105091500||MB|F|"
        + result
        + "|||"
        + parent;
  }

  private static String organism(String sub, String name) {
    return "OBX|1|CWE|" + CULTURE + "|" + sub + "|^" + name + "||||||F";
  }

  /** The values of what results of a code are derived from. */
  private static List<String> parentsOf(Translation translation, String code) {
    JsonNode bundle = BundleRenderer.bundle(translation, Feeds::id);
    List<String> values = new ArrayList<>();
    for (JsonNode reference : result(bundle, code).path("derivedFrom")) {
      String id = reference.path("reference").asString();
      for (JsonNode entry : bundle.path("entry")) {
        JsonNode resource = entry.path("resource");
        if (id.equals("Observation/" + resource.path("id").asString())) {
          values.add(resource.at("/valueCodeableConcept/text").asString());
        }
      }
    }
    return values;
  }

  private static String asSent(Translation translation, String code) {
    return result(BundleRenderer.bundle(translation, Feeds::id), code).path("extension").toString();
  }

  private static JsonNode result(JsonNode bundle, String code) {
    for (JsonNode entry : bundle.path("entry")) {
      JsonNode resource = entry.path("resource");
      if (resource.path("resourceType").asString().equals("Observation")
          && resource.at("/code/coding/0/code").asString("").equals(code)) {
        return resource;
      }
    }
    throw new AssertionError("no result " + code);
  }

  private static List<String> findings(Translation translation) {
    return translation.findings().stream()
        .map(finding -> finding.location())
        .filter(location -> location.endsWith("-26"))
        .toList();
  }
}
