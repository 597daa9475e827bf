package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.SiteMapping.Text;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.kernel.statement.UnmappedCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table of a site may be a ConceptMap of FHIR R4. */
class ConceptMapTest {
  private static final String MAP =
      """
      {
        "resourceType": "ConceptMap",
        "status": "active",
        "group": [{
          "source": "http://mercy.example/sex",
          "target": "http://hl7.org/fhir/administrative-gender",
          "element": [
            {"code": "W", "target": [{"code": "female", "equivalence": "EQUIVALENCE"}]},
            {"code": "NO", "target": [{"code": "male", "equivalence": "equal"}]},
            {"code": "0123"}
          ]
        }]
      }
      """;
  private static final Source LOCAL = Feeds.ADT.toBuilder().layers(List.of("local")).build();
  private static final Text OVERLAY =
      new Text(
          "mappings/local.yaml", "overlay: local\nrules:\n  patient.gender: { table: sexes }\n");

  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());

  @ParameterizedTest
  @CsvSource({
    "equal, true", "equivalent, true", "wider, true", "subsumes, true", "relatedto, false",
    "narrower, false", "specializes, false", "inexact, false", "unmatched, false", "disjoint, false"
  })
  void onlyWhatIsTrueOfTheCodeIsSaidAndEverythingElseStaysAFinding(
      String equivalence, boolean maps) {
    Translation translation = translate(MAP.replace("EQUIVALENCE", equivalence), "W");
    assertThat(BundleRenderer.bundle(translation, Feeds::id).toString())
        .satisfies(bundle -> assertThat(bundle.contains("\"gender\":\"female\"")).isEqualTo(maps));
    assertThat(translation.unmapped())
        .isEqualTo(maps ? List.of() : List.of(new UnmappedCode("sexes", "W", "")));
  }

  @Test
  void codesStayTextAndACodeWithoutTargetIsInNoTable() {
    String map = MAP.replace("EQUIVALENCE", "equal");
    assertThat(translate(map, "NO").unmapped()).isEmpty();
    assertThat(translate(map, "0123").unmapped())
        .containsExactly(new UnmappedCode("sexes", "0123", ""));
  }

  @Test
  void theExactOneOfTwoTargetsIsTaken() {
    String both =
        MAP.replace(
            "\"EQUIVALENCE\"}]",
            "\"wider\"}, {\"code\": \"other\", \"equivalence\": \"equivalent\"}]");
    assertThat(BundleRenderer.bundle(translate(both, "W"), Feeds::id).toString())
        .contains("\"gender\":\"other\"");
  }

  @Test
  void whatWouldMeanSomethingElseIsAMistakeWithItsLine() {
    mistake("equivalenc", "tables/sexes.json:8: unknown equivalence \"equivalenc\"; did you mean");
    mistake(
        "wider\"}, {\"code\": \"other\", \"equivalence\": \"subsumes",
        ":8: the code \"W\" has two");
    mistake("equal\", \"dependsOn\": [], \"x\": \"", ":8: `dependsOn` is not read");
    mistake(
        "equal\", \"modifierExtension\": [], \"x\": \"", ":8: `modifierExtension` changes what");
    mistake("relatedto", "\"NO\"", "\"W\"", ":9: the code \"W\" is there twice");
    mistake(
        "equal", "\"equivalence\": \"equal\"", "\"relationship\": \"equal\"", "is of R5; R4 says");
    mistake("equal", ", \"equivalence\": \"equal\"", "", ":8: the target has no `equivalence`");
    mistake(
        "equal",
        "\"element\"",
        "\"unmapped\": {\"mode\": \"fixed\"}, \"element\"",
        ":7: `unmapped` would");
    mistake(
        "equal", "\"ConceptMap\"", "\"ValueSet\"", ":1: a table in JSON is a FHIR R4 ConceptMap");
    mistake("equal", "\"group\"", "\"groups\"", ":1: the ConceptMap has no `group`");
    mistake("unmatched", "\"equal\"", "\"unmatched\"", ":4: no code has a target that is equal");
    mistake("equal", "}]},\n", "}]}\n", ":9: not readable as JSON");
    mistake("equal", "\"status\"", "\"resourceType\"", ":3: \"resourceType\" is there twice");
    mistake(
        "equal",
        "http://hl7.org/fhir/administrative-gender",
        "http://loinc.org",
        ":8: no code of http://loinc.org is written \"female\"");
  }

  private void mistake(String equivalence, String message) {
    mistake(equivalence, "x", "x", message);
  }

  private void mistake(String equivalence, String from, String to, String message) {
    String map = MAP.replace("EQUIVALENCE", equivalence).replace(from, to);
    assertThatThrownBy(() -> translate(map, "W"))
        .as(message)
        .isInstanceOf(TrestleException.class)
        .hasMessageContaining(message);
  }

  private Translation translate(String map, String sex) {
    byte[] message =
        Feeds.message(
            "MSH|^~\\&|A|B|T|T|20260101120000+0000||ADT^A08|1|P|2.5.1",
            "PID|1||7^^^MERCY||X^Y||19610203|" + sex);
    SiteMapping mapping =
        new SiteMapping(List.of(OVERLAY), List.of(new Text("tables/sexes.json", map)));
    Site site = new Site("1", Feeds.SITE.healthSystems(), Feeds.SITE.listeners(), mapping);
    return translator.translate(message, LOCAL, site);
  }
}
