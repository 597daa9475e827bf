package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The visit as its events tell it, in whichever order they arrive (DESIGN §4). */
class EventTableTest {
  private static final String HOME = "4E^401^1^MERCY";
  private static final String ICU = "ICU^2^1^MERCY";

  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());

  @Test
  void aDischargedVisitIsNotReopenedByAnUpdate() {
    ObjectNode visit = visit(List.of("A01 0800 " + HOME, "A03 1200 " + HOME, "A08 1300 " + HOME));
    assertThat(visit.path("status").asString()).isEqualTo("finished");
    assertThat(visit.at("/period/end").asString()).isEqualTo("2026-01-05T12:00:00-06:00");
  }

  @Test
  void aCancelledDischargeRestoresTheVisitInProgress() {
    ObjectNode visit = visit(List.of("A01 0800 " + HOME, "A03 1200 " + HOME, "A13 1300 " + HOME));
    assertThat(visit.path("status").asString()).isEqualTo("in-progress");
    assertThat(visit.at("/period/end").isMissingNode()).isTrue();
  }

  @Test
  void aCancelledTransferRestoresThePlaceBefore() {
    ObjectNode moved = visit(List.of("A01 0800 " + HOME, "A02 0900 " + ICU));
    ObjectNode back = visit(List.of("A01 0800 " + HOME, "A02 0900 " + ICU, "A12 1000 " + HOME));
    ObjectNode before = visit(List.of("A01 0800 " + HOME));
    assertThat(moved.path("location")).isNotEqualTo(before.path("location"));
    assertThat(back.path("location")).isEqualTo(before.path("location"));
    assertThat(back.path("status").asString()).isEqualTo("in-progress");
  }

  @Test
  void thePlaceOfACancelledAdmissionStandsBesideAndTheOneBeforeIsRestored() {
    ObjectNode before = visit(List.of("A08 0700 " + ICU));
    ObjectNode back = visit(List.of("A08 0700 " + ICU, "A01 0800 " + HOME, "A11 0900 " + HOME));
    ObjectNode admitted = visit(List.of("A01 0800 " + HOME));
    assertThat(before.path("location")).isNotEmpty();
    assertThat(back.path("location")).isEqualTo(before.path("location"));
    assertThat(back.at("/extension/0/url").asString())
        .isEqualTo("urn:trestle:extension:taken-back");
    assertThat(back.at("/extension/0/extension/0/valueReference"))
        .isEqualTo(admitted.at("/location/0/location"));
  }

  @Test
  void aCancelledAdmissionIsCancelledAndAPlannedOneIsPlannedAgain() {
    assertThat(visit(List.of("A01 0800 " + HOME, "A11 0900 " + HOME)).path("status").asString())
        .isEqualTo("cancelled");
    assertThat(
            visit(List.of("A05 0700 " + HOME, "A01 0800 " + HOME, "A11 0900 " + HOME))
                .path("status")
                .asString())
        .isEqualTo("planned");
  }

  @Test
  void anAdmissionAfterACancelledOneCounts() {
    assertThat(
            visit(List.of("A01 0800 " + HOME, "A11 0900 " + HOME, "A01 1000 " + HOME))
                .path("status")
                .asString())
        .isEqualTo("in-progress");
  }

  @Test
  void theOrderOfArrivalChangesNothing() {
    List<String> events =
        List.of(
            "A05 0700 " + HOME,
            "A01 0800 " + HOME,
            "A02 0900 " + ICU,
            "A12 0930 " + HOME,
            "A08 1000 " + HOME,
            "A03 1200 " + HOME,
            "A13 1230 " + HOME,
            "A03 1400 " + HOME);
    String expected = visit(events).toString();
    long seed = 20260105L;
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      List<String> shuffled = new ArrayList<>(events);
      java.util.Collections.shuffle(shuffled, random);
      assertThat(visit(shuffled).toString()).as("seed %s: %s", seed, shuffled).isEqualTo(expected);
    }
  }

  @Test
  void aPreliminaryResultNeverTakesThePlaceOfAFinalOne() {
    Story story = new Story(translator);
    result(story, "F", "4.1", "0900");
    result(story, "P", "9.9", "1000");
    assertThat(story.resource("Observation").path("status").asString()).isEqualTo("final");
    assertThat(story.resource("Observation").at("/valueQuantity/value").asString())
        .isEqualTo("4.1");
    result(story, "C", "4.2", "1100");
    assertThat(story.resource("Observation").path("status").asString()).isEqualTo("corrected");
    assertThat(story.resource("Observation").at("/valueQuantity/value").asString())
        .isEqualTo("4.2");
  }

  @Test
  void aResultFillsDemographicsAndNeverChangesThem() {
    Story story = new Story(translator);
    story.then(
        Feeds.ADT,
        "MSH|^~\\&|A|MERCY|||20260105||ADT^A28|1|P|2.5",
        "EVN||20260105",
        "PID|||123^^^MERCY^MR||DOE^JANE||19800229");
    story.then(
        Feeds.LAB,
        "MSH|^~\\&|L|MERCY|||20260106||ORU^R01|1|P|2.5",
        "PID|||00123^^^MERCY^MR||DOE^MAIDEN||19800229|F",
        "OBR|1||F1|X^X^L|||||||||||||||||||||F");
    ObjectNode patient = story.resource("Patient");
    assertThat(patient.at("/name/0/given/0").asString()).isEqualTo("JANE");
    assertThat(patient.path("gender").asString()).isEqualTo("female");
  }

  private void result(Story story, String status, String value, String clock) {
    story.then(
        Feeds.LAB,
        "MSH|^~\\&|L|MERCY|||20260105" + clock + "||ORU^R01|1|P|2.5",
        "PID|||123^^^MERCY^MR||DOE^JANE",
        "OBR|1||F1|X^X^L|||||||||||||||||||||" + status,
        "OBX|1|NM|K^K^L||" + value + "||||||" + status);
  }

  private ObjectNode visit(List<String> events) {
    Story story = new Story(translator);
    for (String event : events) {
      String[] words = event.split(" ");
      String time = "20260105" + words[1];
      String end = words[0].equals("A03") ? time : "";
      story.then(
          Feeds.ADT,
          "MSH|^~\\&|A|MERCY|||" + time + "||ADT^" + words[0] + "|1|P|2.5",
          "EVN||" + time,
          "PID|||123^^^MERCY^MR||DOE^JANE",
          "PV1||I|" + words[2] + "|".repeat(16) + "V1" + "|".repeat(26) + end);
    }
    return story.resource("Encounter");
  }
}
