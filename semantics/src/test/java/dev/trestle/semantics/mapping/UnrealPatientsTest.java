package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.NamePatterns;
import dev.trestle.kernel.site.NumberRange;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.UnrealPatients;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Test patients are labelled, temporary names are called so (DESIGN §4). */
class UnrealPatientsTest {
  private static final String HTEST = "http://terminology.hl7.org/CodeSystem/v3-ActReason|HTEST";
  private static final UnrealPatients UNREAL =
      new UnrealPatients(
          new NamePatterns(List.of("XXUNB*")),
          new NamePatterns(List.of("MOUSE")),
          List.of(new NumberRange("MRN", "900000", "999999")));
  private static final Site SITE =
      new Site(
          "0".repeat(64),
          List.of(
              new HealthSystem(
                  "mercy",
                  Feeds.CHICAGO,
                  List.of(Feeds.MRN),
                  List.of(Feeds.ADT, Feeds.LAB),
                  UNREAL)),
          List.of());

  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());

  @ParameterizedTest
  @CsvSource({
    "MOUSE, 123, P, true",
    "ZZTEST-ANNA, 123, P, true",
    "MOUSER, 123, P, false",
    "BERG, 912345, P, true",
    "BERG, 00912345, P, true",
    "BERG, 9123456, P, false",
    "BERG, 123, T, true",
    "BERG, 123, D, true",
    "BERG, 123, P, false"
  })
  void aTestPatientAndAllThatIsOfItIsLabelled(
      String family, String number, String processing, boolean test) {
    Translation translation = translate(family, number, processing, "");
    assertThat(translation.statements()).hasSizeGreaterThan(1);
    for (Statement statement : translation.statements()) {
      if (!translation.keys().get(statement.key()).type().equals("Location")) {
        assertThat(statement.security().contains(HTEST)).isEqualTo(test);
      }
    }
  }

  @Test
  void onlyThePatientThatIsATestIsLabelled() {
    Translation translation =
        translator.translate(
            Feeds.message(
                "MSH|^~\\&|A|MERCY|||20260105||ORU^R01|1|P|2.5",
                "PID|||123^^^MERCY^MR||BERG^ANNA||19800229|F",
                "OBR|1||F1|80053^PANEL",
                "OBX|1|NM|2823-3^K^LN||4.1|||||||F",
                "PID|||912345^^^MERCY^MR||LINDT^EVA||19810229|F",
                "OBR|1||F2|80053^PANEL",
                "OBX|1|NM|2823-3^K^LN||4.2|||||||F"),
            Feeds.LAB,
            SITE);
    assertThat(
            translation.statements().stream()
                .filter(statement -> statement.security().contains(HTEST))
                .map(statement -> translation.keys().get(statement.key()).toString())
                .distinct())
        .containsExactlyInAnyOrder(
            "ResourceKey[Patient]",
            "ResourceKey[ServiceRequest]",
            "ResourceKey[DiagnosticReport]",
            "ResourceKey[Observation]");
  }

  @ParameterizedTest
  @CsvSource({
    "TRAUMA-ALPHA, temp",
    "XX-UNB 7, temp",
    "UNKNOWN MALE, temp",
    "DOERING, official",
    "BERG, official"
  })
  void aTemporaryNameIsCalledSo(String family, String use) {
    Translation translation = translate(family, "123", "P", "L");
    assertThat(
            translation.statements().stream()
                .flatMap(statement -> statement.slots().stream())
                .filter(slot -> slot.element().equals("name"))
                .map(slot -> String.valueOf(slot.value())))
        .singleElement()
        .asString()
        .contains("\"use\":\"" + use + "\"");
  }

  private Translation translate(String family, String number, String processing, String type) {
    return translator.translate(
        Feeds.message(
            "MSH|^~\\&|A|MERCY|||20260105||ADT^A01|1|" + processing + "|2.5",
            "EVN||20260105",
            "PID|||" + number + "^^^MERCY^MR||" + family + "^ANNA^^^^^" + type + "||19800229|F",
            "PV1|1|I|4E^1^1|||||||||||||||||V7^^^MERCY",
            "AL1|1|DA|7980^PENICILLIN^RXNORM"),
        Feeds.ADT,
        SITE);
  }
}
