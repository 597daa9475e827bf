package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an order is made of, over several messages (ADR 105): what is not said again stays as long
 * as it is the same medication, and belongs to no other.
 */
class CompoundTest {
  private static final String BASE = "RXC|B|D5W^Dextrose^L|1000|mL";
  private static final String POTASSIUM = "RXC|A|KCL^Potassium^L|20|meq^^UCUM";
  private static final String SODIUM = "RXC|A|NACL^Sodium^L|30|meq^^UCUM";

  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());
  private final Story story = new Story(translator);

  @Test
  void aMessageThatLeavesOutTheComponentsTakesNoneAway() {
    order("NW", "0800", "RXE||D5W^Dextrose^L|1||mL|BAG^Bag^L", BASE, POTASSIUM);
    order("HD", "0900", "RXE||D5W^Dextrose 5 %^L|1||mL");
    assertThat(ingredients()).containsExactly("D5W", "KCL");
    assertThat(medication().at("/contained/0/form/text").asString()).isEqualTo("Bag");
    assertThat(medication().at("/contained/0/code/text").asString()).isEqualTo("Dextrose 5 %");
    assertThat(medication().path("status").asString()).isEqualTo("on-hold");
  }

  @Test
  void componentsThatAreSentReplaceThoseBefore() {
    order("NW", "0800", "RXE||D5W^Dextrose^L|1||mL", BASE, POTASSIUM);
    order("XO", "0900", "RXE||D5W^Dextrose^L|1||mL", BASE, SODIUM);
    assertThat(ingredients()).containsExactly("D5W", "NACL");
  }

  @Test
  void anotherMedicationIsNotMadeOfTheComponentsOfTheOneBefore() {
    order("NW", "0800", "RXE||D5W^Dextrose^L|1||mL|BAG^Bag^L", BASE, POTASSIUM);
    order("XO", "0900", "RXE||NS^Saline^L|1||mL");
    assertThat(medication().has("contained")).isFalse();
    assertThat(medication().at("/medicationCodeableConcept/text").asString()).isEqualTo("Saline");
    order("XO", "1000", "RXE||D5W^Dextrose^L|1||mL");
    assertThat(ingredients()).containsExactly("D5W", "KCL");
  }

  @Test
  void componentsThatComeLateAreNoNewerThanTheyAre() {
    order("XO", "0900", "RXE||D5W^Dextrose^L|1||mL", BASE, SODIUM);
    order("NW", "0800", "RXE||D5W^Dextrose^L|1||mL", BASE, POTASSIUM);
    assertThat(ingredients()).containsExactly("D5W", "NACL");
  }

  @Test
  void aFormThatIsTakenAwayIsNoMore() {
    order("NW", "0800", "RXE||D5W^Dextrose^L|1||mL|BAG^Bag^L");
    assertThat(medication().at("/contained/0/form/text").asString()).isEqualTo("Bag");
    order("XO", "0900", "RXE||D5W^Dextrose^L|1||mL|\"\"");
    assertThat(medication().has("contained")).isFalse();
    assertThat(medication().at("/medicationCodeableConcept/text").asString()).isEqualTo("Dextrose");
  }

  @Test
  void aMedicationWithoutACodeIsToldByItsName() {
    order("NW", "0800", "RXE||^Dextrose|1||mL", POTASSIUM);
    order("HD", "0900", "RXE||^Dextrose|1||mL");
    assertThat(ingredients()).containsExactly("KCL");
    order("XO", "1000", "RXE||^Saline|1||mL");
    assertThat(medication().has("contained")).isFalse();
  }

  private void order(String control, String clock, String... segments) {
    List<String> all = new ArrayList<>();
    all.add("MSH|^~\\&|C|MERCY|||20260105" + clock + "||RDE^O11|1|P|2.5.1");
    all.add("PID|||123^^^MERCY^MR||DOE^JANE");
    all.add("ORC|" + control + "|P1^CPOE|F1^PHARM");
    all.addAll(List.of(segments));
    story.then(Feeds.LAB, all.toArray(String[]::new));
  }

  private ObjectNode medication() {
    return story.resource("MedicationRequest");
  }

  private List<String> ingredients() {
    List<String> codes = new ArrayList<>();
    for (JsonNode each : medication().at("/contained/0/ingredient")) {
      codes.add(each.at("/itemCodeableConcept/coding/0/code").asString());
    }
    return codes;
  }
}
