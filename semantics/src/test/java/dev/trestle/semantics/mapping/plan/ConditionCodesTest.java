package dev.trestle.semantics.mapping.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.semantics.mapping.BaseMappingsResource;
import dev.trestle.semantics.mapping.MappingSource;
import dev.trestle.semantics.mapping.rule.MappingReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Codes in conditions that no table of their field has. */
class ConditionCodesTest {
  @Test
  void aCodeThatNoTableOfTheFieldHasIsToldWithWhatWasMeant() {
    assertThat(
            advice(
                """
                rules:
                  encounter.room: { add: yes, own: x, take: PV1-3.2, to: extension, as: text, with: { extension: 'urn:x', choice: valueString }, when: 'PV1-2 in (I, OBSS)' }
                """))
        .containsExactly(
            "overlay.yaml:3: \"OBSS\" is no code of 0004-encounter-class, by which PV1-2 is looked"
                + " up; did you mean `OBS`?");
    assertThat(
            advice(
                """
                rules:
                  patient.gender: { when: 'not (PID-8.1 = FF and valued(PID-3)) or PID-8 = MALE' }
                """))
        .hasSize(2)
        .allMatch(told -> told.startsWith("overlay.yaml:3: "))
        .anyMatch(told -> told.contains("\"FF\" is no code of 0001-gender"))
        .anyMatch(told -> told.contains("\"MALE\" is no code of 0001-gender"));
  }

  @Test
  void aFieldOfSeveralTablesHasTheCodesOfAll() {
    String rules =
        """
        rules:
          order-control.authored: { when: ORC-5 = %s }
        tables:
          0038-order-status: { ZZ: active }
        """;
    assertThat(advice(rules.formatted("ZZ"))).isEmpty();
    assertThat(advice(rules.formatted("ZQ")))
        .singleElement()
        .asString()
        .contains("\"ZQ\" is no code of 0038-medication-status, 0038-order-status, by which ORC-5");
  }

  /** A table of ours maps what it needs; HL7 has more codes in the table of that number. */
  @Test
  void whatHl7DefinesAndWhatNoTableSaysIsNotTold() {
    assertThat(advice("rules:\n  patient.gender: { when: PID-8 = X }\n")).isEmpty();
    String priority = "rules:\n  order-timing.start: { when: TQ1-9 = %s }\n";
    assertThat(advice(priority.formatted("TD5"))).isEmpty();
    assertThat(advice(priority.formatted("QD5"))).hasSize(1);
    assertThat(
            advice(
                """
                rules:
                  patient.gender: { when: PID-18.4 = LOCAL or trigger = A01 or PID-8.2 = Male }
                  patient.religion: { when: PID-8 = FF, disable: yes }
                """))
        .isEmpty();
  }

  @Test
  void conditionsOfTheBaseAreNotDoubted() {
    assertThat(ConditionCodes.find(MappingReader.read(BaseMappingsResource.base(), List.of())))
        .isEmpty();
  }

  private static List<String> advice(String rules) {
    MappingSource source =
        BaseMappingsResource.base()
            .with(List.of(new MappingSource.Text("overlay.yaml", "overlay: acme\n" + rules)));
    return ConditionCodes.find(MappingReader.read(source, List.of("acme"))).stream()
        .map(told -> told.place().file() + ":" + told.place().line() + ": " + told.text())
        .toList();
  }
}
