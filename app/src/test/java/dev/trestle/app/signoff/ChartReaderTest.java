package dev.trestle.app.signoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.replay.StableIds;
import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.mapping.BundleRenderer;
import dev.trestle.semantics.mapping.MappingTranslator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A chart is plain words, and hides nothing that the mapping made. */
class ChartReaderTest {
  private static final Path CASES =
      Path.of("..", "semantics", "src", "test", "resources", "corpus");

  /** Names of things, not values: addresses of systems and extensions, ids, and bytes. */
  private static final Set<String> NOT_SAID =
      Set.of("resourceType", "fullUrl", "id", "reference", "system", "url", "data");

  private static final StableIds IDS = new StableIds(Keyring.fixedForOfflineUse());

  private static final Site SITE =
      SiteVersion.of(
              List.of(
                  new SiteText(
                      "site.yaml",
                      """
                      listeners:
                        - name: feeds
                          port: 0
                          tls: false
                          sources: [mercy/adt]
                          catch-all: mercy/other
                      """),
                  new SiteText(
                      "health-systems/mercy.yaml",
                      """
                      id: mercy
                      zone: America/Chicago
                      authorities:
                        - {name: MRN, aliases: [HOSP], system: 'urn:oid:1.2.3'}
                      sources:
                        - name: adt
                          senders: [{application: ADT}]
                        - name: other
                      """)),
              "of a test")
          .site();

  private static Translation translated(String message) {
    byte[] raw = message.replace('\n', '\r').getBytes(StandardCharsets.UTF_8);
    return MappingTranslator.ofBase()
        .translate(raw, SITE.source(SourceName.parse("mercy/adt")).orElseThrow(), SITE);
  }

  private static Chart chart(String message) {
    return ChartReader.of(translated(message), IDS::of);
  }

  private static String text(Chart chart) {
    StringBuilder text = new StringBuilder();
    for (Chart.Section section : chart.sections()) {
      text.append(section.title()).append('\n');
      for (Chart.Result one : section.results()) {
        text.append(
            String.join(
                " | ", one.what(), one.value(), one.range(), one.flag(), one.status(), one.time()));
        one.more().forEach(line -> text.append('\n').append(line.name() + ": " + line.value()));
        text.append('\n');
      }
      for (Chart.Sheet sheet : section.sheets()) {
        text.append(sheet.title()).append('\n');
        sheet.lines().forEach(line -> text.append(line.name() + ": " + line.value()).append('\n'));
      }
    }
    chart.effects().forEach(effect -> text.append(effect).append('\n'));
    return text.toString();
  }

  @Test
  void everyValueOfEveryGoldenCaseStandsInItsChart() throws IOException {
    List<Path> cases;
    try (Stream<Path> files = Files.walk(CASES)) {
      cases = files.filter(file -> file.endsWith("in.hl7")).sorted().toList();
    }
    assertThat(cases).hasSizeGreaterThan(50);
    List<String> hidden = new ArrayList<>();
    long said = 0;
    for (Path file : cases) {
      Translation translation = translated(Files.readString(file));
      String text = text(ChartReader.of(translation, IDS::of));
      List<String> leaves = new ArrayList<>();
      leaves("", BundleRenderer.bundle(translation, IDS::of).path("entry"), leaves);
      said += leaves.size();
      for (String leaf : leaves) {
        String value = leaf.substring(leaf.indexOf('=') + 1);
        if (!text.contains(value)) {
          hidden.add(CASES.relativize(file) + " " + leaf);
        }
      }
      assertThat(text).as(file.toString()).doesNotContain("{", "resourceType", "\":");
    }
    assertThat(said).isGreaterThan(2_000);
    assertThat(hidden).isEmpty();
  }

  private static void leaves(String path, JsonNode node, List<String> leaves) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> each : node.properties()) {
        if (!NOT_SAID.contains(each.getKey())) {
          leaves(path + "." + each.getKey(), each.getValue(), leaves);
        }
      }
    } else if (node.isArray()) {
      node.forEach(item -> leaves(path, item, leaves));
    } else {
      leaves.add(path + "=" + FhirWords.leaf(node));
    }
  }

  @Test
  void resultsStandWithUnitRangeFlagStatusAndTime() {
    Chart chart =
        chart(
            """
            MSH|^~\\&|ADT|B|T|T|20260101120000||ORU^R01|C1|P|2.5.1
            PID|1||77^^^HOSP^MR||KUNIGUNDE^ADELHEID||19610203|F
            OBR|1|P1|F1|24321-2^Basic metabolic panel^LN|||20260101113000|||||||||||||||20260101115900|||F
            OBX|1|NM|2345-7^Glucose^LN||5.40|mmol/L^mmol/L^UCUM|3.9-5.6|H|||F|||20260101113000
            OBX|2|SN|5195-3^Titer^LN||^1^:^128|||A|||P
            NTE|1||Repeat in a week
            """);
    Chart.Section results =
        chart.sections().stream()
            .filter(each -> each.title().equals("Results"))
            .findFirst()
            .orElseThrow();
    Chart.Result glucose = results.results().get(0);
    assertThat(glucose.what()).isEqualTo("Glucose [LOINC 2345-7]");
    assertThat(glucose.value()).isEqualTo("5.40 mmol/L");
    assertThat(glucose.range()).contains("3.9", "5.6");
    assertThat(glucose.flag()).contains("High").contains("H]");
    assertThat(glucose.status()).isEqualTo("final");
    assertThat(glucose.time()).startsWith("2026-01-01 11:30:00 -06:00");
    assertThat(results.results().get(1).value()).isEqualTo("1 : 128");
    assertThat(text(chart))
        .contains("Repeat in a week", "ADELHEID KUNIGUNDE", "Birth date: 1961-02-03");
  }

  @Test
  void theMedicationOfAnOrderIsReadWithWhatIsInIt() {
    Chart chart =
        chart(
            """
            MSH|^~\\&|ADT|B|T|T|20260101120000||RDE^O11^RDE_O11|C1|P|2.5.1
            PID|1||77^^^HOSP^MR||KUNIGUNDE^ADELHEID||19610203|F
            ORC|NW|P1|F1
            RXE||D5W^Dextrose 5 %^L|1000||mL|INF^Infusion^L
            RXC|A|KCL^Potassium chloride^L|20|meq^^UCUM
            """);
    assertThat(
            chart.sections().stream()
                .filter(each -> each.title().equals("Medication orders"))
                .flatMap(each -> each.sheets().stream())
                .flatMap(each -> each.lines().stream())
                .filter(line -> line.name().equals("Medication")))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.value())
                    .contains("Dextrose 5 %", "Infusion", "Potassium chloride", "20 meq")
                    .doesNotContain("#medication"));
  }

  @Test
  void whatNoResourceShowsStandsInWords() {
    assertThat(
            chart(
                    """
                    MSH|^~\\&|ADT|B|T|T|20260101120000||ADT^A40^ADT_A39|C1|P|2.5.1
                    EVN|A40|20260101120000
                    PID|1||77^^^HOSP^MR||KUNIGUNDE^ADELHEID||19610203|F
                    MRG|88^^^HOSP^MR
                    """)
                .effects())
        .anySatisfy(effect -> assertThat(effect).contains("88", " is merged into ", "77"));
    assertThat(
            chart(
                    """
                    MSH|^~\\&|ADT|B|T|T|20260101120000||ADT^A08^ADT_A01|C1|P|2.5.1
                    EVN|A08|20260101120000
                    PID|1||77^^^HOSP^MR||KUNIGUNDE^ADELHEID||19610203|F||||||""
                    AL1|1|DA|^Penicillin
                    """)
                .effects())
        .anySatisfy(effect -> assertThat(effect).startsWith("Takes away: "))
        .anySatisfy(
            effect ->
                assertThat(effect)
                    .startsWith("The complete list of allergies of")
                    .contains("1 in it"));
    assertThat(
            chart(
                    """
                    MSH|^~\\&|ADT|B|T|T|20260101120000||ADT^A13^ADT_A01|C1|P|2.5.1
                    EVN|A13|20260101120000
                    PID|1||77^^^HOSP^MR||KUNIGUNDE^ADELHEID||19610203|F
                    PV1|1|I|||||||||||||||||V1^^^HOSP
                    """)
                .effects())
        .anySatisfy(effect -> assertThat(effect).startsWith("Takes back: "));
  }

  @Test
  void elementsAreNamedInWords() {
    assertThat(FhirWords.element("birthDate")).isEqualTo("Birth date");
    assertThat(FhirWords.element("deceasedDateTime")).isEqualTo("Deceased");
    assertThat(FhirWords.element("valueQuantity")).isEqualTo("Value");
    assertThat(FhirWords.element("valueSet")).isEqualTo("Value set");
  }
}
