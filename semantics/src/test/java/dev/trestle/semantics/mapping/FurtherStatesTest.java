package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Appointments, documents and doses as several messages tell them. */
class FurtherStatesTest {
  private static final String PID = "PID|||123^^^MERCY^MR||DOE^JANE";

  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());

  @Test
  void anAppointmentIsWhatItsLastEventSaysAndAChangeSaysNothing() {
    assertThat(appointment("S12 0800", "S15 0900")).isEqualTo("cancelled");
    assertThat(appointment("S12 0800", "S15 0900", "S14 1000")).isEqualTo("cancelled");
    assertThat(appointment("S12 0800", "S13 0900")).isEqualTo("booked");
    assertThat(appointment("S12 0800", "S26 0900")).isEqualTo("noshow");
    assertThat(appointment("S12 0800", "S17 0900")).isEqualTo("entered-in-error");
    assertThat(appointment("S15 0900", "S12 0800")).as("late").isEqualTo("cancelled");
  }

  @Test
  void aRescheduledAppointmentHasItsNewResourcesOnly() {
    Story story = new Story(translator);
    appointment(story, "S12 0800", "AIP|1|A|1^ONE", "AIP|2|A|2^TWO");
    appointment(story, "S13 0900", "AIP|1|A|3^THREE", "AIP|2|D|2^TWO");
    JsonNode participants = story.resource("Appointment").path("participant");
    assertThat(participants).as("one person and the patient").hasSize(2);
  }

  @Test
  void aReplacedDocumentIsSupersededWhicheverComesFirst() {
    for (List<String> events :
        List.of(
            List.of("T02 0800 D1", "T10 0900 D2 D1"), List.of("T10 0900 D2 D1", "T02 0800 D1"))) {
      Story story = new Story(translator);
      events.forEach(event -> document(story, event));
      assertThat(story.resource("DocumentReference", "D1").path("status").asString())
          .isEqualTo("superseded");
      assertThat(
              story.resource("DocumentReference", "D1").at("/content/0/attachment/data").asString())
          .isNotEmpty();
      assertThat(story.resource("DocumentReference", "D2").path("status").asString())
          .isEqualTo("current");
    }
  }

  @Test
  void aDocumentThatNamesItselfAsItsParentReplacesNothing() {
    Story story = new Story(translator);
    document(story, "T10 0900 D1 D1");
    assertThat(story.resource("DocumentReference", "D1").path("status").asString())
        .isEqualTo("current");
    assertThat(story.resource("DocumentReference", "D1").has("relatesTo")).isFalse();
  }

  @Test
  void aCancelledDocumentIsAnError() {
    Story story = new Story(translator);
    document(story, "T02 0800 D1");
    document(story, "T11 0900 D1");
    assertThat(story.resource("DocumentReference").path("status").asString())
        .isEqualTo("entered-in-error");
  }

  @Test
  void aDeletedDoseIsAnErrorAndAnUpdateBringsItBack() {
    Story story = new Story(translator);
    dose(story, "A 0800");
    dose(story, "D 0900");
    assertThat(story.resource("Immunization").path("status").asString())
        .isEqualTo("entered-in-error");
    dose(story, "U 1000");
    assertThat(story.resource("Immunization").path("status").asString()).isEqualTo("completed");
  }

  private String appointment(String... events) {
    Story story = new Story(translator);
    for (String event : events) {
      appointment(story, event, "AIS|1|A|X^X^L", "AIP|1|A|1^ONE");
    }
    return story.resource("Appointment").path("status").asString();
  }

  private static void appointment(Story story, String event, String first, String second) {
    String[] words = event.split(" ");
    story.then(
        Feeds.ADT,
        "MSH|^~\\&|S|MERCY|||20260105" + words[1] + "||SIU^" + words[0] + "|1|P|2.5",
        "SCH|P1|F1",
        PID,
        first,
        second);
  }

  private static void document(Story story, String event) {
    String[] words = event.split(" ");
    String parent = words.length > 3 ? words[3] : "";
    story.then(
        Feeds.ADT,
        "MSH|^~\\&|D|MERCY|||20260105" + words[1] + "||MDM^" + words[0] + "|1|P|2.5",
        "EVN||20260105" + words[1],
        PID,
        "TXA|1|DS|TX|||||||||" + words[2] + "|" + parent,
        "OBX|1|TX|A^A^L||Text of " + words[2]);
  }

  private static void dose(Story story, String event) {
    String[] words = event.split(" ");
    story.then(
        Feeds.ADT,
        "MSH|^~\\&|V|MERCY|||20260105" + words[1] + "||VXU^V04|1|P|2.5.1",
        PID,
        "ORC|RE||F1",
        "RXA|0|1|20260105||03^MMR^CVX|0.5|mL^^UCUM|||||||||||||CP|" + words[0]);
  }
}
