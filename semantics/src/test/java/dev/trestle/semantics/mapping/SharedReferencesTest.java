package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.fixed.FixedReference;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** References to keys are shared by messages; what one says more of a reference stays its own. */
class SharedReferencesTest {
  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());

  private static List<JsonNode> values(Translation translation, String element) {
    return translation.statements().stream()
        .flatMap(statement -> statement.slots().stream())
        .filter(slot -> slot.element().equals(element))
        .map(Slot::value)
        .map(Objects::requireNonNull)
        .toList();
  }

  /** Who observed, and who directs the laboratory, of one result. */
  private List<JsonNode> performers(String observer, String director) {
    byte[] message =
        Feeds.message(
            "MSH|^~\\&|A|B|T|T|20260101120000+0000||ORU^R01|1|P|2.5.1",
            "PID|1||7^^^MERCY||X^Y",
            "OBR|1||F1|1^One^L|||20260101",
            "OBX|1|NM|1^One^L||5||||||F|||||" + observer + "|||||||||" + director);
    Translation translation = translator.translate(message, Feeds.LAB, Feeds.SITE);
    CorpusTest.everyLeafHasItsOrigin(translation);
    return values(translation, "performer").stream().map(list -> list.get(0)).toList();
  }

  @Test
  void whatAPractitionerDidIsSaidOfOneReferenceOnly() {
    String roe = "12^Roe^Ann";
    List<JsonNode> both = performers(roe, roe);
    assertThat(both).hasSize(2);
    assertThat(both.get(0)).isInstanceOf(FixedReference.class);
    assertThat(both.get(1).get("reference")).isEqualTo(both.get(0).get("reference"));
    assertThat(both.get(1).path("extension").toString()).contains("MDIR");

    assertThat(performers(roe, "")).containsExactly(both.get(0));
    assertThat(both.get(0).properties()).hasSize(1);
  }

  @Test
  void aSubscriberWhoIsThePatientIsCalledByNameInOneReferenceOnly() {
    byte[] message =
        Feeds.message(
            "MSH|^~\\&|A|B|T|T|20260101120000+0000||ADT^A01|1|P|2.5.1",
            "PID|1||7^^^MERCY||X^Y",
            "PV1|1|I|||||||||||||||||V1^^^MERCY^VN",
            "IN1|1|P1|C1|Blue||||||||||||X^Y|SEL");
    Translation translation = translator.translate(message, Feeds.ADT, Feeds.SITE);
    CorpusTest.everyLeafHasItsOrigin(translation);

    assertThat(values(translation, "beneficiary")).containsExactly(FixedReference.to(0));
    JsonNode subscriber = values(translation, "subscriber").get(0);
    assertThat(subscriber.path("reference").asString()).isEqualTo("key:0");
    assertThat(subscriber.path("display").asString()).contains("X");
    assertThat(FixedReference.to(0).properties()).hasSize(1);
  }
}
