package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.SiteMapping.Text;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.UnmappedCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A message is translated with the overlays and tables of the site it is translated for. */
class SiteMappingTest {
  private static final byte[] MESSAGE =
      Feeds.message(
          "MSH|^~\\&|A|B|T|T|20260101120000+0000||ADT^A08|1|P|2.5.1",
          "PID|1||7^^^MERCY||X^Y||19610203|W");
  private static final Text TABLE =
      new Text("tables/local-sex.csv", "from,code,system,display\nW,female\n");
  private static final SiteMapping WOMEN =
      new SiteMapping(List.of(overlay("local", "local-sex")), List.of(TABLE));
  private static final SiteMapping OTHERS =
      new SiteMapping(
          List.of(overlay("local", "local-sex")),
          List.of(new Text(TABLE.name(), TABLE.text().replace("female", "other"))));
  private static final Source LOCAL = Feeds.ADT.toBuilder().layers(List.of("local")).build();

  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());

  @Test
  void theSiteDecidesAndAnotherSiteOtherwiseAndBackAgain() {
    assertThat(gender(LOCAL, WOMEN)).isEqualTo("female");
    assertThat(gender(LOCAL, OTHERS)).isEqualTo("other");
    assertThat(gender(LOCAL, WOMEN)).isEqualTo("female");
    assertThat(gender(Feeds.ADT, WOMEN)).as("a source without the layer").isNotEqualTo("female");
  }

  @Test
  void theHashOfTheMappingTellsSitesApartOnlyWhereTheyHaveAnEffect() {
    String base = translator.plan(List.of()).hash();
    assertThat(translator.plan(WOMEN, List.of()).hash()).isEqualTo(base);
    assertThat(translator.plan(WOMEN, List.of("local")).hash())
        .isNotEqualTo(base)
        .isNotEqualTo(translator.plan(OTHERS, List.of("local")).hash());
  }

  @Test
  void aRuleIsShownWithTheLayerOfEachProperty() {
    String rule = translator.effective(WOMEN, List.of("local")).describe("patient.gender");
    assertThat(rule)
        .startsWith("rule patient.gender\n")
        .contains("table: local-sex   # local mappings/local.yaml:3")
        .contains("take: PID-8   # base maps/patient.yaml:")
        .doesNotContain("birthDate");
    assertThat(translator.effective(WOMEN, List.of("local")).describe("patient.gendre")).isEmpty();
  }

  @Test
  void aCodeThatTheTableHasNotIsToldWithItsTableUntilTheSiteHasARowForIt() {
    byte[] coded =
        Feeds.message(
            "MSH|^~\\&|A|B|T|T|20260101120000+0000||ADT^A08|1|P|2.5.1",
            "PID|1||7^^^MERCY||X^Y||19610203|W^Woman^L");
    assertThat(unmapped(coded, Feeds.ADT))
        .containsExactly(new UnmappedCode("0001-gender", "W", "Woman"));
    assertThat(unmapped(coded, LOCAL)).isEmpty();
  }

  private List<UnmappedCode> unmapped(byte[] message, Source source) {
    Site site = new Site("1", Feeds.SITE.healthSystems(), Feeds.SITE.listeners(), WOMEN);
    return translator.translate(message, source, site).unmapped();
  }

  private String gender(Source source, SiteMapping mapping) {
    Site site = new Site("1", Feeds.SITE.healthSystems(), Feeds.SITE.listeners(), mapping);
    JsonNode bundle = BundleRenderer.bundle(translator.translate(MESSAGE, source, site), Feeds::id);
    return bundle.path("entry").path(0).path("resource").path("gender").asString("");
  }

  private static Text overlay(String name, String table) {
    return new Text(
        "mappings/" + name + ".yaml",
        "overlay: " + name + "\nrules:\n  patient.gender: { table: " + table + " }\n");
  }
}
