package dev.trestle.app.console.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.replay.Change;
import org.junit.jupiter.api.Test;

/** What an analyst sees of a change. */
class MaskedChangeTest {
  private static String shown(String where, String before, String after) {
    Change masked = MaskedChange.of(new Change(where, before, after));
    return masked.before() + ">" + masked.after();
  }

  @Test
  void valuesAreHiddenAndThatTheyDifferIsNot() {
    assertThat(shown("Patient.name[0].family", "MÜLLER", "Mueller 2"))
        .isEqualTo("xxxxxx>xxxxxxx 0");
    assertThat(shown("Patient.birthDate", "1961-02-03", "")).isEqualTo("0000-00-00>");
    assertThat(shown("Patient.id", "ab-1", "ab-2")).isEqualTo("xx-0>xx-0");
    assertThat(shown("Observation#2.valueString", "frail", "")).isEqualTo("xxxxx>");
  }

  @Test
  void codesAreInClearWhenTheyLookLikeOne() {
    assertThat(shown("Patient.gender", "female", "other")).isEqualTo("female>other");
    assertThat(shown("Observation#2.code.coding[1].code", "2345-7", "80053"))
        .isEqualTo("2345-7>80053");
    assertThat(shown("Observation#2.code.coding[1].code", "Anna Meier", ""))
        .isEqualTo("xxxx xxxxx>");
    assertThat(shown("outcome", "translated", "partial")).isEqualTo("translated>partial");
    assertThat(shown("finding date-invalid at PID-7.1", "warning", "")).isEqualTo("warning>");
  }
}
