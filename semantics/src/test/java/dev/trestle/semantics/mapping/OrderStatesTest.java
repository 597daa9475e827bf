package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What order control codes make of an order, in whichever order they arrive (DESIGN §4). */
class OrderStatesTest {
  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());

  @Test
  void aHoldIsTakenBackByARelease() {
    assertThat(status("NW 0800", "HD 0900")).isEqualTo("on-hold");
    assertThat(status("NW 0800", "HD 0900", "RL 1000")).isEqualTo("active");
  }

  @Test
  void aCancelThatIsRefusedRestoresTheStateBefore() {
    assertThat(status("NW 0800", "CA 0900")).isEqualTo("revoked");
    assertThat(status("NW 0800", "CA 0900", "UC 1000")).isEqualTo("active");
    assertThat(status("NW 0800", "HD 0830", "CA 0900", "UC 1000")).isEqualTo("on-hold");
  }

  @Test
  void aReplacedOrderIsRevokedAndAChangeSaysNothing() {
    assertThat(status("NW 0800", "RP 0900")).isEqualTo("revoked");
    assertThat(status("NW 0800", "XO 0900")).isEqualTo("active");
    assertThat(status("XO 0900")).isEqualTo("unknown");
  }

  @Test
  void theStatusThatIsSentStandsBeforeTheControlCode() {
    assertThat(status("NW 0800", "SC 0900 IP", "SC 1000 CM")).isEqualTo("completed");
  }

  @Test
  void aCancelThatComesFirstIsNotUndoneByTheOrderThatComesLate() {
    assertThat(status("CA 0900", "NW 0800")).isEqualTo("revoked");
  }

  @Test
  void theOrderOfArrivalChangesNothing() {
    List<String> events =
        List.of("NW 0800", "HD 0830", "RL 0840", "CA 0900", "UC 0910", "SC 1000 IP", "DC 1100");
    long seed = 20260302L;
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      List<String> shuffled = new ArrayList<>(events);
      Collections.shuffle(shuffled, random);
      assertThat(status(shuffled.toArray(String[]::new)))
          .as("seed %s: %s", seed, shuffled)
          .isEqualTo("revoked");
    }
  }

  @Test
  void aMedicationHasTheWordsOfItsOwnType() {
    Story story = new Story(translator);
    medication(story, "NW", "0800");
    medication(story, "DC", "0900");
    assertThat(story.resource("MedicationRequest").path("status").asString()).isEqualTo("stopped");
    medication(story, "UD", "1000");
    assertThat(story.resource("MedicationRequest").path("status").asString()).isEqualTo("active");
  }

  @Test
  void aResultFindsTheOrderAndOnlyFillsIt() {
    Story story = new Story(translator);
    order(story, "NW 0800");
    story.then(
        Feeds.LAB,
        "MSH|^~\\&|L|MERCY|||202601051200||ORU^R01|1|P|2.5",
        "PID|||123^^^MERCY^MR||DOE^JANE",
        "ORC|RE|P1^CPOE|F1^LAB||CM",
        "OBR|1|P1^CPOE|F1^LAB|GLU^Sugar, as the laboratory calls it^L|||||||||||||||||||||F",
        "OBX|1|NM|GLU^Glucose^L||5.1||||||F");
    ObjectNode order = story.resource("ServiceRequest", "P1");
    assertThat(order.path("status").asString()).isEqualTo("completed");
    assertThat(order.at("/code/text").asString()).isEqualTo("Glucose");
    assertThat(order.path("identifier")).hasSize(2);
  }

  private String status(String... events) {
    Story story = new Story(translator);
    for (String event : events) {
      order(story, event);
    }
    return story.resource("ServiceRequest").path("status").asString();
  }

  private static void order(Story story, String event) {
    String[] words = event.split(" ");
    story.then(
        Feeds.LAB,
        "MSH|^~\\&|C|MERCY|||20260105" + words[1] + "||ORM^O01|1|P|2.3.1",
        "PID|||123^^^MERCY^MR||DOE^JANE",
        "ORC|" + words[0] + "|P1^CPOE|||" + (words.length > 2 ? words[2] : ""),
        "OBR|1|P1^CPOE||GLU^Glucose^L");
  }

  private static void medication(Story story, String control, String clock) {
    story.then(
        Feeds.LAB,
        "MSH|^~\\&|C|MERCY|||20260105" + clock + "||RDE^O11|1|P|2.5.1",
        "PID|||123^^^MERCY^MR||DOE^JANE",
        "ORC|" + control + "|P1^CPOE|F1^PHARM",
        "RXE||161^Paracetamol^L|500||mg");
  }
}
