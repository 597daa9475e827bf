package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlayTest {
  private static final String HEAD = "overlay: acme\n";

  @Test
  void anOverlayRefinesDisablesAndAddsAndEveryPropertySaysItsLayer() {
    String text =
        HEAD
            + "rules:\n"
            + "  patient.telecom-home: { with: { use: temp } }\n"
            + "  patient.religion: { disable: yes }\n"
            + "  patient.room: { add: yes, own: test, take: ZPT-4, to: extension, as: text,"
            + " with: { extension: 'urn:x', choice: valueString } }\n"
            + "tables:\n"
            + "  0001-gender: { NO: other, 0123: unknown }\n";
    MappingTranslator translator = translator(text);
    String described = translator.effective(List.of("acme")).describe();
    assertThat(described).contains("use: temp   # acme overlay.yaml:3");
    assertThat(described).contains("take: ZPT-4   # acme overlay.yaml:5");
    assertThat(described).contains("NO: other |  |    # acme overlay.yaml:7");
    assertThat(described).contains("0123: unknown");
    assertThat(described).contains("to: birthDate   # base maps/patient.yaml:");
    assertThat(translator.plan(List.of("acme")).ruleIds())
        .contains("patient.room")
        .doesNotContain("patient.religion");
    assertThat(translator.plan(List.of("acme")).hash())
        .isNotEqualTo(translator.plan(List.of()).hash());
  }

  @Test
  void anUnknownRuleFailsWithFileLineAndASuggestion() {
    assertMistake(
        "rules:\n  patient.telecom-hom: { with: { use: temp } }\n",
        "overlay.yaml:3: unknown rule \"patient.telecom-hom\"; did you mean"
            + " \"patient.telecom-home\"?");
  }

  @Test
  void mistakesInARuleFailWithTheirPlace() {
    assertMistake(
        "rules:\n  patient.gender: { as: cod }\n",
        "overlay.yaml:3: unknown converter \"cod\"; did you mean \"code\"?");
    assertMistake(
        "rules:\n  patient.gender: { table: 0001-gendre }\n",
        "overlay.yaml:3: unknown table \"0001-gendre\"; did you mean \"0001-gender\"?");
    assertMistake(
        "rules:\n  patient.gender: { to: gendre }\n",
        "overlay.yaml:3: unknown element of Patient \"gendre\"");
    assertMistake(
        "rules:\n  patient.gender: { take: PIDD-8 }\n",
        "overlay.yaml:3: \"PIDD-8\" is no path like PID-3.1");
    assertMistake(
        "rules:\n  patient.gender: { when: 'valued(PID-3' }\n",
        "overlay.yaml:3: the condition \"valued(PID-3\" is not readable at its end");
    assertMistake(
        "rules:\n  patient.gender: { whne: 'valued(PID-3)' }\n",
        "overlay.yaml:3: unknown property of a rule \"whne\"; did you mean \"when\"?");
    assertMistake(
        "rules:\n  patient.sex: { add: yes, own: x, take: PID-8, to: gender, as: first }\n",
        "overlay.yaml:3: another rule writes gender already");
    assertMistake(
        "rules:\n  patient.sex: { add: yes, take: PID-8, to: gender, as: first }\n",
        "overlay.yaml:3: the rule has neither \"row\" nor \"own\"");
    assertMistake(
        """
        rules:
          patient.a: { add: yes, own: x, take: PID-8, to: gender, as: first, when: valued(PID-2) }
          patient.b: { add: yes, own: x, take: PID-9, to: gender, as: first, when: valued(PID-2) }
          patient.gender: { disable: yes }
        """,
        "overlay.yaml:4: another rule writes gender under the same `when`; use `choose`");
    assertMistake(
        "rules:\n  patient.gender: { of: PID-3 }\n",
        "overlay.yaml:3: nothing more can be told of gender");
    assertMistake(
        "rules:\n  dispense.form: { of: RXD-7 }\n",
        "no rule writes medication[x] of the field that `of` names");
    assertMistake(
        "rules:\n  dispense.medication: { take: RXD-25 }\n",
        "no rule writes medication[x] of the field that `of` names");
    assertMistake(
        "rules:\n  dispense.more: { add: yes, own: x, take: RXD-6, to: 'medication[x]#form', as:"
            + " concept }\n",
        "overlay.yaml:3: the rule has no \"of\"");
    assertFine("rules:\n  dispense.medication: { take: RXD-25, of: RXD-2 }\n");
    assertMistake("ruls:\n  a.b: {}\n", "overlay.yaml:2: unknown entry of overlay acme \"ruls\"");
  }

  @Test
  void whatNoMessageCanReachFailsWithItsPlace() {
    assertMistake(
        """
        rules:
          encounter.admit-source: { when: 'trigger in (A01, R01)' }
          observation.interpretation: { when: 'valued(OBX-8) and trigger in (A01)' }
        """,
        "overlay.yaml:4: unknown trigger for the map \"observation\", whose messages never have it:"
            + " \"A01\"");
    assertMistake(
        "rules:\n  observation.code: { disable: yes }\n",
        "overlay.yaml:3: FHIR requires Observation.code, and no rule writes it any more; keep"
            + " \"observation.code\", or add a rule that writes it");
    translator(HEAD + "rules:\n  observation.status: { disable: yes }\n").plan(List.of("acme"));
  }

  @Test
  void twoRulesThatCanWriteOneSlotForOneMessageFailWithTheirPlace() {
    assertMistake(
        """
        rules:
          patient.mobile: { add: yes, own: x, each: PID-13, to: telecom, as: contact-point, when: valued(PID-14) }
        """,
        "overlay.yaml:3: \"patient.mobile\" and \"patient.telecom-home\" (maps/patient.yaml:");
    assertMistake(
        "rules:\n  patient.telecom-work: { each: PID-13, when: valued(PID-14) }\n",
        " can both fire for one message and write telecom[PID-13]; one would be lost. Use `at:` to"
            + " keep them apart, `choose`, or a `when` on each that excludes the other");
    assertMistake(
        """
        rules:
          patient.gender: { when: valued(PID-8) }
          patient.sex: { add: yes, own: x, take: PID-9, to: gender, as: code, table: 0001-gender, when: valued(PID-9) }
        """,
        "overlay.yaml:4: \"patient.sex\" and \"patient.gender\"");
    assertMistake(
        """
        rules:
          patient.phone: { add: yes, own: x, each: PID-40, where: .3 = PH, to: telecom, at: mine, as: contact-point }
          patient.mobile: { add: yes, own: x, each: PID-40, where: .3 = CP, to: telecom, at: mine, as: contact-point, when: valued(PID-40) }
        """,
        "overlay.yaml:4: \"patient.mobile\" and \"patient.phone\" (overlay.yaml:3) can both fire");
  }

  @Test
  void rulesOfOneSlotThatAreKeptApartAreFine() {
    assertFine(
        """
        rules:
          patient.mobile: { add: yes, own: x, each: PID-13, to: telecom, at: mobile, as: contact-point }
        """);
    assertFine(
        """
        rules:
          patient.gender: { when: valued(PID-8) }
          patient.sex: { add: yes, own: x, take: PID-9, to: gender, as: code, table: 0001-gender, when: not valued(PID-8) }
        """);
    assertFine(
        """
        rules:
          patient.gender: { when: 'trigger in (A01, A04)' }
          patient.sex: { add: yes, own: x, take: PID-9, to: gender, as: code, table: 0001-gender, when: 'trigger = A08' }
        """);
    assertFine(
        """
        rules:
          patient.sex: { add: yes, own: x, take: PID-9, to: gender, as: code, table: 0001-gender, level: default }
        """);
    assertFine(
        """
        rules:
          patient.sex: { add: yes, own: x, take: PID-9, to: gender, as: code, table: 0001-gender, when: not valued(PID-8) }
        """);
  }

  @Test
  void aConditionThatHoldsForNoMessageFailsWithItsPlace() {
    assertMistake(
        "rules:\n  patient.gender: { when: PID-8 = F and PID-8 = M }\n",
        "overlay.yaml:3: the rule \"patient.gender\" never fires: the condition \"PID-8 = F and PID-8"
            + " = M\" contradicts itself");
    assertMistake(
        "rules:\n  order.code: { when: not valued(OBR-2) and not (valued(OBR-3) or valued(ORC-2)) and"
            + " not valued(ORC-3) }\n",
        "overlay.yaml:3: the rule \"order.code\" never fires: the condition");
    assertMistake(
        "rules:\n  order.code: { when: not valued(OBR-2) and not valued(OBR-3) and not valued(ORC-2)"
            + " and not valued(ORC-3) }\n",
        "contradicts that of its map, \"valued(OBR-2) or valued(OBR-3) or valued(ORC-2) or"
            + " valued(ORC-3)\" (maps/order.yaml:9)");
    assertMistake(
        """
        rules:
          patient.telecom-home: { where: .3 = PH and .3 = CP }
        """,
        "overlay.yaml:3: the rule \"patient.telecom-home\" never takes a repetition: the condition");
    assertMistake(
        "rules:\n  patient.telecom-home: { when: not valued(PID-13), where: PID-13 = X }\n",
        "contradicts its `when` \"not valued(PID-13)\"");
    assertMistake(
        "rules:\n  observation.interpretation: { when: 'valued(OBX-8) and not (trigger in (R01, R30)"
            + " or valued(OBX-8))' }\n",
        "overlay.yaml:3: the rule \"observation.interpretation\" never fires");
    assertFine("rules:\n  order.code: { when: not valued(OBR-2) and not valued(OBR-3) }\n");
  }

  @Test
  void everyRuleOfTheBaseNamesTheGuideOrItsReason() {
    MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());
    assertThat(translator.plan(List.of()).ruleIds())
        .hasSizeGreaterThan(150)
        .doesNotHaveDuplicates();
  }

  private static void assertFine(String text) {
    assertThat(translator(HEAD + text).plan(List.of("acme")).ruleIds()).isNotEmpty();
  }

  private static void assertMistake(String text, String message) {
    assertThatThrownBy(() -> translator(HEAD + text).plan(List.of("acme")))
        .isInstanceOf(TrestleException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((TrestleException) e).code())
        .isEqualTo(ProblemCode.MAPPING_INVALID);
  }

  private static MappingTranslator translator(String overlay) {
    return new MappingTranslator(
        BaseMappingsResource.base().with(List.of(new MappingSource.Text("overlay.yaml", overlay))));
  }
}
