package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.fixed.FixedObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Concepts of code tables are shared by messages; what one message says beside stays its own. */
class SharedConceptsTest {
  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());

  private static Stream<JsonNode> values(Translation translation, String element) {
    return translation.statements().stream()
        .flatMap(statement -> statement.slots().stream())
        .filter(slot -> slot.element().equals(element))
        .map(Slot::value);
  }

  private Translation report(String category, String flag) {
    byte[] message =
        Feeds.message(
            "MSH|^~\\&|A|B|T|T|20260101120000+0000||ORU^R01|1|P|2.7",
            "PID|1||7^^^MERCY||X^Y",
            "OBR|1||F1|1^One^L|||20260101|||||||||||||||||" + category + "|F",
            "OBX|1|NM|1^One^L||5|||" + flag + "|||F");
    return translator.translate(message, Feeds.LAB, Feeds.SITE);
  }

  private JsonNode interpretation(String flag) {
    Translation translation = report("", flag);
    return values(translation, "interpretation").findFirst().orElseThrow().get(0);
  }

  /** Those of the report; an observation has others of its own. */
  private List<String> versions(String category) {
    return values(report(category, ""), "category")
        .flatMap(list -> list.findValuesAsString("version").stream())
        .toList();
  }

  @Test
  void aVersionThatOneMessageNamesIsOfThatMessageAlone() {
    JsonNode plain = interpretation("N");

    assertThat(interpretation("N")).isSameAs(plain).isInstanceOf(FixedObject.class);
    assertThat(plain.path("coding")).hasSize(2).allMatch(FixedObject.class::isInstance);
    assertThat(plain.toString()).contains("\"code\":\"N\"").doesNotContain("version");
    assertThat(interpretation("N^^HL70078")).isSameAs(plain);
    assertThat(interpretation("N^Fine").path("coding").findValuesAsString("display"))
        .containsExactly("Normal", "Fine");

    JsonNode versioned = interpretation("N^^HL70078^^^^2.7");
    assertThat(versioned.path("coding").findValuesAsString("version")).containsExactly("2.7");
    assertThat(versions("CH^^HL70074^^^^2.7")).containsExactly("2.7");
    assertThat(versions("CH")).isEmpty();
  }

  @Test
  void whatNamesTheSystemOfASharedCodeIsAccountedFor() {
    int mapped = report("", "N").accounting().mapped();

    assertThat(report("", "N^^HL70078").accounting().mapped()).isEqualTo(mapped + 1);
    String number = "2.16.840.1.113883.12.78";
    assertThat(report("", "N^^HL70078^^^^^^^^^^^" + number).accounting().mapped())
        .isEqualTo(mapped + 2);
    assertThat(report("", "N^^^^^^^^^^^^^" + number).accounting().mapped()).isEqualTo(mapped + 1);
  }

  @Test
  void theTypeOfANumberIsTheCodeThatWasSentWhateverTheTableMakesOfIt() {
    Site other =
        new Site(
            "1",
            Feeds.SITE.healthSystems(),
            Feeds.SITE.listeners(),
            new SiteMapping(
                List.of(
                    new SiteMapping.Text(
                        "mappings/local.yaml",
                        """
                        overlay: local
                        tables:
                          0203-identifier-type:
                            HOUSE: { code: MR, system: "urn:types" }
                        """)),
                List.of()));
    Source local = Feeds.ADT.toBuilder().layers(List.of("local")).build();

    assertThat(type("BRN", Feeds.ADT, Feeds.SITE))
        .isEqualTo("http://terminology.hl7.org/CodeSystem/v2-0203|BRN|");
    assertThat(type("HOUSE", local, other)).isEqualTo("urn:types|HOUSE|");
    assertThat(type("HOUSE", Feeds.ADT, Feeds.SITE))
        .endsWith(":0203|HOUSE|")
        .startsWith("urn:trestle:");
  }

  private String type(String code, Source source, Site site) {
    byte[] message =
        Feeds.message(
            "MSH|^~\\&|A|B|T|T|20260101120000+0000||ADT^A08|1|P|2.5.1",
            "PID|1||7^^^MERCY^" + code + "||X^Y");
    JsonNode coding =
        values(translator.translate(message, source, site), "identifier")
            .map(list -> list.path(0).path("type").path("coding").path(0))
            .findFirst()
            .orElseThrow();
    return coding.path("system").asString("")
        + "|"
        + coding.path("code").asString("")
        + "|"
        + coding.path("display").asString("");
  }
}
