package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.site.Authority;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Listener;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.records.read.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The patient-safety rules of DESIGN §4 over the whole way: each story is received in its order and
 * backwards, by patients of their own.
 */
class ClinicalStoriesTest {
  private static final SourceName ADT = new SourceName("mercy", "adt");
  private static final SourceName LAB = new SourceName("mercy", "lab");
  private static final WayRig RIG = new WayRig(site(), 2);
  private static int patients;

  @AfterAll
  static void stop() {
    RIG.close();
  }

  /** What is there of one patient after a story. */
  private record Chart(String number, List<Resource> resources, List<String> exceptions) {
    JsonNode only(String type) {
      return resources.stream()
          .filter(resource -> resource.type().equals(type))
          .map(resource -> (JsonNode) resource.json())
          .reduce(
              (one, other) -> {
                throw new AssertionError("two resources of type " + type);
              })
          .orElseThrow();
    }

    List<String> values(String type, String pointer) {
      return resources.stream()
          .filter(resource -> resource.type().equals(type))
          .map(resource -> resource.json().at(pointer).asString(""))
          .sorted()
          .toList();
    }
  }

  @Test
  void aLateDischargeAfterItsCancelDoesNotCloseTheVisit() throws Exception {
    inBothOrders(
        chart ->
            assertThat(chart.only("Encounter").at("/status").asString()).isEqualTo("in-progress"),
        visit("A01", "0800"),
        visit("A03", "1200"),
        visit("A13", "1230"));
  }

  @Test
  void aDischargeAfterACancelledOneCloses() throws Exception {
    inBothOrders(
        chart -> assertThat(chart.only("Encounter").at("/status").asString()).isEqualTo("finished"),
        visit("A01", "0800"),
        visit("A03", "1200"),
        visit("A13", "1230"),
        visit("A03", "1500"));
  }

  @Test
  void anAdmissionThatComesAfterItsCancelIsNotBroughtBack() throws Exception {
    inBothOrders(
        chart ->
            assertThat(chart.only("Encounter").at("/status").asString()).isEqualTo("cancelled"),
        visit("A01", "0800"),
        visit("A11", "0830"));
  }

  @Test
  void aVisitThatGetsAnotherNumberStaysOneVisit() throws Exception {
    String renumbered = "\rMRG|{M}^^^MRN^MR||||V{V}\rPV1||I|4E^1^1" + "|".repeat(16) + "W{V}";
    inBothOrders(
        chart -> {
          JsonNode visit = chart.only("Encounter");
          assertThat(visit.path("status").asString()).isEqualTo("finished");
          assertThat(visit.path("identifier").findValuesAsString("use")).containsExactly("old");
          assertThat(visit.path("identifier").findValuesAsString("value"))
              .containsExactly("V" + chart.number(), "W" + chart.number());
        },
        visit("A01", "0800"),
        adt("A50", "0900", PID + renumbered),
        visit("A03", "1200").replace("V{V}", "W{V}"));
  }

  @Test
  void anUpdateAloneDoesNotSayHowTheVisitStands() throws Exception {
    inBothOrders(
        chart -> assertThat(chart.only("Encounter").at("/status").asString()).isEqualTo("unknown"),
        visit("A08", "0800"),
        visit("A08", "0900"));
  }

  @Test
  void aFinalResultNeverFallsBackToPreliminary() throws Exception {
    inBothOrders(
        chart -> {
          assertThat(chart.only("Observation").at("/status").asString()).isEqualTo("final");
          assertThat(chart.only("Observation").at("/valueQuantity/value").asString(""))
              .isEqualTo("4.1");
        },
        result("0900", "F", "OBX|1|NM|K^K^L||4.1|mmol/L|||||F"),
        result("1000", "P", "OBX|1|NM|K^K^L||9.9|mmol/L|||||P"));
  }

  @Test
  void aWithdrawnResultThatIsFinalLaterCounts() throws Exception {
    inBothOrders(
        chart -> assertThat(chart.values("Observation", "/status")).containsExactly("final"),
        result("0900", "C", "OBX|1|NM|K^K^L||7.2|mmol/L|||||W"),
        result("1000", "F", "OBX|1|NM|K^K^L||4.1|mmol/L|||||F"));
  }

  @Test
  void aResultThatIsWithdrawnLaterDoesNotCount() throws Exception {
    inBothOrders(
        chart ->
            assertThat(chart.values("Observation", "/status")).containsExactly("entered-in-error"),
        result("0900", "F", "OBX|1|NM|K^K^L||7.2|mmol/L|||||F"),
        result("1000", "C", "OBX|1|NM|K^K^L||7.2|mmol/L|||||W"));
  }

  @Test
  void aWrongPatientLosesTheResultAndTheRightOneKeepsIt() throws Exception {
    String order = "F" + nextPatient();
    String wrong = nextPatient();
    String right = nextPatient();
    for (boolean backwards : new boolean[] {false, true}) {
      String number = order + backwards;
      List<String> messages =
          new ArrayList<>(
              List.of(
                  result("0900", "C", "OBX|1|NM|K^K^L||7.2|mmol/L|||||W")
                      .replace("{M}", wrong + backwards)
                      .replace("{V}", number),
                  result("1000", "F", "OBX|1|NM|K^K^L||7.2|mmol/L|||||F")
                      .replace("{M}", right + backwards)
                      .replace("{V}", number)));
      if (backwards) {
        Collections.reverse(messages);
      }
      receive(messages);
      assertThat(chart(wrong + backwards).values("Observation", "/status"))
          .containsExactly("entered-in-error");
      assertThat(chart(right + backwards).values("Observation", "/status"))
          .containsExactly("final");
      List<String> findings = new ArrayList<>();
      RIG.query(
          "select findings from outcome order by seq desc limit 2",
          row -> findings.add(String.valueOf(row.getString(1))));
      assertThat(findings.get(0)).contains("W406@");
      assertThat(findings.get(1)).doesNotContain("W406@");
    }
  }

  @Test
  void linesOfOneCodeReplaceItsEarlierOnesAndOtherAnalytesStay() throws Exception {
    inBothOrders(
        chart -> {
          assertThat(chart.values("Observation", "/valueString"))
              .contains("No infiltrate.", "Sodium is fine");
          long live =
              chart.resources().stream()
                  .filter(r -> r.type().equals("Observation"))
                  .filter(r -> !r.json().at("/status").asString().equals("entered-in-error"))
                  .count();
          assertThat(live).isEqualTo(2);
        },
        result(
            "0900",
            "F",
            "OBX|1|ST|FIND^Findings^L||Infiltrate.||||||F\rOBX|2|ST|FIND^Findings^L||Left.||||||F\r"
                + "OBX|3|ST|NA^Na^L||Sodium is fine||||||F"),
        result("1000", "C", "OBX|1|ST|FIND^Findings^L||No infiltrate.||||||C"));
  }

  @Test
  void textLinesOfOneCodeAreOneText() throws Exception {
    inBothOrders(
        chart ->
            assertThat(chart.only("Observation").at("/valueString").asString())
                .isEqualTo("One\nTwo"),
        result("0900", "P", "OBX|1|TX|FIND^Findings^L||Early||||||P"),
        result(
            "1000",
            "F",
            "OBX|1|TX|FIND^Findings^L||One||||||F\rOBX|2|TX|FIND^Findings^L||Two||||||F"));
  }

  @Test
  void anIdentifierThatIsNotMentionedStays() throws Exception {
    inBothOrders(
        chart -> assertThat(chart.only("Patient").path("identifier")).hasSize(2),
        person("0800", "{M}^^^MRN^MR~X{M}^^^OLD^PI", "BERG", "19800517", ""),
        person("0900", "{M}^^^MRN^MR", "BERG", "19800517", ""));
  }

  @Test
  void emptyQuotesNeverDeleteWhoItIs() throws Exception {
    inBothOrders(
        chart -> {
          JsonNode patient = chart.only("Patient");
          assertThat(patient.at("/name/0/family").asString()).isEqualTo("BERG");
          assertThat(patient.at("/birthDate").asString()).isEqualTo("1980-05-17");
          assertThat(patient.at("/gender").asString()).isEqualTo("female");
          assertThat(patient.path("identifier")).hasSize(1);
          assertThat(patient.has("telecom")).isFalse();
        },
        person("0800", "{M}^^^MRN^MR", "BERG", "19800517", "|||||555-1"),
        adt("A08", "0900", "PID|||{M}^^^MRN^MR~\"\"||\"\"||\"\"|\"\"|||||\"\""));
  }

  @Test
  void fillOnlyFillsAndNeverChanges() throws Exception {
    inBothOrders(
        chart -> {
          assertThat(chart.only("Patient").at("/name/0/given/0").asString()).isEqualTo("ANNA");
          assertThat(chart.only("Patient").at("/maritalStatus/coding/0/code").asString())
              .isEqualTo("M");
        },
        person("0800", "{M}^^^MRN^MR", "BERG", "19800517", ""),
        lab(
            "0900",
            "PID|||{M}^^^MRN^MR||BERG^ANNEMARIE||19800517|F||||||||M\rOBR|1||{V}^L|X^X^L|||"
                + "|".repeat(18)
                + "F"));
  }

  @Test
  void anAllergyThatIsLeftOutIsInactiveAndAMessageWithoutAnySaysNothing() throws Exception {
    inBothOrders(
        chart ->
            assertThat(chart.values("AllergyIntolerance", "/clinicalStatus/coding/0/code"))
                .contains("inactive")
                .hasSize(2),
        adt("A08", "0800", PID + "\rAL1|1|DA|NUTS^Nuts^L\rAL1|2|DA|DUST^Dust^L"),
        adt("A08", "0900", PID + "\rAL1|1|DA|NUTS^Nuts^L"),
        adt("A08", "1000", PID));
  }

  @Test
  void aResultForSomeoneElseUnderTheNumberIsAnExceptionAndNotFiled() throws Exception {
    String number = nextPatient();
    receive(
        Stream.of(
                person("0800", "{M}^^^MRN^MR", "BERG", "19800517", ""),
                lab(
                    "0900",
                    "PID|||{M}^^^MRN^MR||NGATA^TOM||19510203|M\rOBR|1||{V}^L|X^X^L\r"
                        + "OBX|1|NM|K^K^L||7.2|mmol/L|||||F"))
            .map(text -> text.replace("{M}", number).replace("{V}", number))
            .toList());
    Chart chart = chart(number);
    assertThat(chart.exceptions()).containsExactly("402");
    assertThat(chart.values("Observation", "/status")).isEmpty();
    assertThat(chart.only("Patient").at("/name/0/family").asString()).isEqualTo("BERG");
  }

  @Test
  void ofAnAdmissionForSomeoneElseTheDemographicsAreHeldAndTheVisitIsThere() throws Exception {
    String number = nextPatient();
    receive(
        Stream.of(
                person("0800", "{M}^^^MRN^MR", "BERG", "19800517", ""),
                adt(
                    "A01",
                    "0900",
                    "PID|||{M}^^^MRN^MR||NGATA^TOM||19510203|M\rPV1||I|4E^1^1"
                        + "|".repeat(16)
                        + "V{V}"))
            .map(text -> text.replace("{M}", number).replace("{V}", number))
            .toList());
    Chart chart = chart(number);
    assertThat(chart.exceptions()).isEmpty();
    assertThat(chart.only("Patient").at("/name/0/family").asString()).isEqualTo("BERG");
    assertThat(chart.only("Encounter").at("/status").asString()).isEqualTo("in-progress");
  }

  private static final String PID = "PID|||{M}^^^MRN^MR||BERG^ANNA||19800517|F";

  @Test
  void aCorrectionWithMoreValuesShowsNothingOfTheOldOne() throws Exception {
    inBothOrders(
        chart -> assertThat(organisms(chart.only("Observation"))).containsExactly("B", "C"),
        result("0900", "F", "OBX|1|CWE|CUL^Culture^L||A^Coli^L||||||F"),
        result("1000", "C", "OBX|1|CWE|CUL^Culture^L||B^Aureus^L~C^Candida^L||||||C"));
  }

  @Test
  void aCorrectionWithFewerValuesShowsNothingOfTheOldOnes() throws Exception {
    inBothOrders(
        chart -> assertThat(organisms(chart.only("Observation"))).containsExactly("C"),
        result("0900", "F", "OBX|1|CWE|CUL^Culture^L||A^Coli^L~B^Aureus^L||||||F"),
        result("1000", "C", "OBX|1|CWE|CUL^Culture^L||C^Candida^L||||||C"));
    inBothOrders(
        chart -> {
          JsonNode observation = chart.only("Observation");
          assertThat(organisms(observation)).isEmpty();
          assertThat(observation.path("valueString").asString()).isEqualTo("no growth");
        },
        result("0900", "F", "OBX|1|CWE|CUL^Culture^L||A^Coli^L~B^Aureus^L||||||F"),
        result("1000", "C", "OBX|1|TX|CUL^Culture^L||no growth||||||C"));
  }

  /** Codes of a value or of components, in their order. */
  private static List<String> organisms(JsonNode observation) {
    return observation.findParents("valueCodeableConcept").stream()
        .map(at -> at.at("/valueCodeableConcept/coding/0/code").asString())
        .toList();
  }

  @Test
  void aTextInPlaceOfADocumentLeavesNoDocument() throws Exception {
    inBothOrders(
        chart -> {
          JsonNode observation = chart.only("Observation");
          assertThat(observation.path("valueString").asString()).isEqualTo("see ward");
          assertThat(observation.has("extension")).isFalse();
        },
        result("0900", "F", "OBX|1|ED|PDF^Report^L||^IM^PDF^Base64^JVBERi0x||||||F"),
        result("1000", "C", "OBX|1|ST|PDF^Report^L||see ward||||||C"));
  }

  @Test
  void whatWasNotAskedAtFirstHasAValueAndNoReasonForNoneLater() throws Exception {
    inBothOrders(
        chart -> {
          JsonNode observation = chart.only("Observation");
          assertThat(observation.path("valueString").asString()).isEqualTo("none");
          assertThat(observation.has("dataAbsentReason")).isFalse();
        },
        result("0900", "F", "OBX|1|ST|ALC^Alcohol^L||||||||N"),
        result("1000", "F", "OBX|1|ST|ALC^Alcohol^L||none||||||F"));
  }

  private static String visit(String trigger, String clock) {
    return adt(trigger, clock, PID + "\rPV1||I|4E^1^1" + "|".repeat(16) + "V{V}");
  }

  private static String person(
      String clock, String numbers, String family, String birth, String rest) {
    return adt("A31", clock, "PID|||" + numbers + "||" + family + "^ANNA||" + birth + "|F" + rest);
  }

  private static String adt(String trigger, String clock, String segments) {
    return header("ADT", "ADT^" + trigger, clock)
        + "EVN||20260105"
        + clock
        + "00\r"
        + segments
        + "\r";
  }

  private static String result(String clock, String status, String lines) {
    return lab(
        clock,
        PID
            + "\rOBR|1||{V}^L|X^X^L"
            + "|".repeat(18)
            + "20260105"
            + clock
            + "00|||"
            + status
            + "\r"
            + lines);
  }

  private static String lab(String clock, String segments) {
    return header("LAB", "ORU^R01", clock) + segments + "\r";
  }

  private static String header(String application, String type, String clock) {
    return "MSH|^~\\&|"
        + application
        + "|MERCY|||20260105"
        + clock
        + "00||"
        + type
        + "|{C}|P|2.5.1\r";
  }

  private static void inBothOrders(Consumer<Chart> check, String... story) throws Exception {
    for (boolean backwards : new boolean[] {false, true}) {
      String number = nextPatient();
      List<String> messages =
          new ArrayList<>(
              Stream.of(story)
                  .map(text -> text.replace("{M}", number).replace("{V}", number))
                  .toList());
      if (backwards) {
        Collections.reverse(messages);
      }
      receive(messages);
      Chart chart = chart(number);
      assertThat(chart.exceptions()).isEmpty();
      check.accept(chart);
    }
  }

  private static String nextPatient() {
    return "P" + ++patients + "N";
  }

  private static void receive(List<String> messages) throws Exception {
    for (String message : messages) {
      String controlId = "C" + ++patients;
      RIG.receive(message.replace("{C}", controlId).getBytes(StandardCharsets.US_ASCII)).get();
      assertThat(RIG.awaitIdle(Duration.ofMinutes(1))).isTrue();
    }
  }

  private static Chart chart(String number) throws Exception {
    List<Resource> all = RIG.resources();
    long rid =
        all.stream()
            .filter(resource -> resource.type().equals("Patient"))
            .filter(
                resource ->
                    resource
                        .json()
                        .path("identifier")
                        .valueStream()
                        .anyMatch(id -> id.path("value").asString("").equals(number)))
            .findFirst()
            .orElseThrow()
            .rid();
    List<String> exceptions = new ArrayList<>();
    RIG.query(
        "select code from exception where seq > " + seen, row -> exceptions.add(row.getString(1)));
    RIG.query("select coalesce(max(seq), 0) from exception", row -> seen = row.getLong(1));
    return new Chart(
        number, all.stream().filter(resource -> resource.patientRid() == rid).toList(), exceptions);
  }

  private static long seen;

  private static Site site() {
    Authority mrn = new Authority("MRN", List.of(), "http://mercy.example/mrn", false, false);
    List<Source> sources =
        List.of(
            Source.named(ADT, ZoneOffset.UTC)
                .senders(List.of(new Source.Sender("ADT", "")))
                .build(),
            Source.named(LAB, ZoneOffset.UTC)
                .senders(List.of(new Source.Sender("LAB", "")))
                .build());
    HealthSystem system = new HealthSystem("mercy", ZoneOffset.UTC, List.of(mrn), sources);
    Listener listener = new Listener("mllp", "127.0.0.1", 0, false, false, List.of(ADT, LAB), ADT);
    return new Site("0".repeat(64), List.of(system), List.of(listener));
  }
}
