package dev.trestle.semantics.mapping.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the form of a code says of it. */
class CodeFormTest {
  /** Codes as LOINC published them: results, panels, answers, parts, lists, groups. */
  private static final String REAL =
      "2345-7 718-7 2823-3 8867-4 1-8 58410-2 94558-4 LA6576-8 LA6577-6 LA33-6 LA137-2"
          + " LA12418-2 LA18592-8 LP14635-4 LL360-9 la33-6";

  @Test
  void everyRealCodeOfLoincIsSound() {
    for (String code : REAL.split(" ", -1)) {
      assertThat(CodeForm.of(CodeForm.LOINC, code)).as(code).isEqualTo(CodeForm.SOUND);
    }
  }

  /** Mod 10 finds every single wrong digit, and neighbours in the wrong order but for 09 and 90. */
  @Test
  void noSlipOfOneDigitIsTakenForACodeOfLoinc() {
    for (String code : REAL.split(" ", -1)) {
      for (int i = 0; i < code.length(); i++) {
        for (char digit = '0'; digit <= '9' && Character.isDigit(code.charAt(i)); digit++) {
          String other = code.substring(0, i) + digit + code.substring(i + 1);
          assertThat(CodeForm.of(CodeForm.LOINC, other))
              .as(other)
              .isEqualTo(other.equals(code) ? CodeForm.SOUND : CodeForm.IMPOSSIBLE);
        }
      }
    }
    assertThat(CodeForm.of(CodeForm.LOINC, "3245-7")).isEqualTo(CodeForm.IMPOSSIBLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "7",
        "-7",
        "L-0",
        "LA-6",
        "LAA6-8",
        "2345",
        "23457",
        "GLU",
        "GLU-7",
        "2345-",
        "2345--7",
        "2345-7-1",
        "0-0",
        "00000-0",
        "02345-7",
        "12345678-2",
        "X2345-7",
        "2345-7x",
        "2 345-7",
        "٢345-7",
        "2345–7",
        "2345.7",
        "80053"
      })
  void whatIsNotWrittenAsLoincWritesIsNoCodeOfIt(String code) {
    assertThat(CodeForm.of(CodeForm.LOINC, code)).isEqualTo(CodeForm.IMPOSSIBLE);
  }

  @ParameterizedTest
  @CsvSource({
    "0182-1061-05, 00182106105",
    "50242-040-62, 50242004062",
    "60575-4112-1, 60575411201",
    "49281-0215-88, 49281021588",
    "49281021588, 49281021588"
  })
  void aPackageOfADrugIsElevenDigits(String sent, String written) {
    assertThat(CodeForm.of(CodeForm.NDC, sent)).isEqualTo(CodeForm.SOUND);
    assertThat(CodeForm.written(CodeForm.NDC, sent)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0143963401",
        "01151327",
        "492810215",
        "0115-1327",
        "49281-0215",
        "123456-7890-12",
        "123456-789-12",
        "4928-215-88",
        "4-9281-021588",
        "01439-63401",
        "-0143963401",
        "0143963401-",
        "--12345678"
      })
  void whereTheZeroOfADrugBelongsIsNeverGuessed(String sent) {
    assertThat(CodeForm.of(CodeForm.NDC, sent)).isEqualTo(CodeForm.AMBIGUOUS);
    assertThat(CodeForm.written(CodeForm.NDC, sent)).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2669",
        "ASPIRIN",
        "0182-1061-05-1",
        "1234567890123",
        "0182 1061 05",
        "0002-*800-02"
      })
  void whatHasNotTheDigitsOfADrugCodeIsNone(String sent) {
    assertThat(CodeForm.of(CodeForm.NDC, sent)).isEqualTo(CodeForm.IMPOSSIBLE);
    assertThat(CodeForm.written(CodeForm.NDC, sent)).isEqualTo(sent);
  }

  @Test
  void otherCodesAreWrittenAsTheirSystemsWriteThem() {
    assertThat(CodeForm.written(CodeForm.LOINC, " la33-6 ")).isEqualTo("LA33-6");
    assertThat(CodeForm.written(CodeForm.ICD_10_CM, "E119")).isEqualTo("E11.9");
    assertThat(CodeForm.written(CodeForm.ICD_10_CM, "E11.9")).isEqualTo("E11.9");
    assertThat(CodeForm.written("http://hl7.org/fhir/sid/icd-9-cm", "E8490")).isEqualTo("E849.0");
    assertThat(CodeForm.written("http://snomed.info/sct", " 7980 ")).isEqualTo("7980");
    assertThat(CodeForm.of("http://snomed.info/sct", "anything")).isEqualTo(CodeForm.SOUND);
  }
}
