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

  /** Concepts as SNOMED CT and its extensions published them, short and long. */
  private static final String CONCEPTS =
      "140004 138875005 22298006 4880003 7771000 1293160008 840539006 3457005 900000000000207008"
          + " 62831000284101 5201000124107 433801000124107 446151000124109 999999990989121104";

  @Test
  void everyRealConceptOfSnomedIsSound() {
    for (String code : CONCEPTS.split(" ", -1)) {
      assertThat(CodeForm.of(CodeForm.SNOMED_CT, code)).as(code).isEqualTo(CodeForm.SOUND);
      assertThat(CodeForm.of(CodeForm.SNOMED_CT, " " + code)).as(code).isEqualTo(CodeForm.SOUND);
    }
  }

  /** Verhoeff finds every single wrong digit, and all neighbours in the wrong order. */
  @Test
  void noSlipOfOneDigitIsTakenForAConceptOfSnomed() {
    for (String code : CONCEPTS.split(" ", -1)) {
      for (int i = 0; i < code.length(); i++) {
        for (char digit = '0'; digit <= '9'; digit++) {
          String other = code.substring(0, i) + digit + code.substring(i + 1);
          assertThat(CodeForm.of(CodeForm.SNOMED_CT, other))
              .as(other)
              .isEqualTo(other.equals(code) ? CodeForm.SOUND : CodeForm.IMPOSSIBLE);
        }
        char next = i + 1 < code.length() ? code.charAt(i + 1) : code.charAt(i);
        if (next != code.charAt(i)) {
          String turned = code.substring(0, i) + next + code.charAt(i) + code.substring(i + 2);
          assertThat(CodeForm.of(CodeForm.SNOMED_CT, turned))
              .as(turned)
              .isEqualTo(CodeForm.IMPOSSIBLE);
        }
      }
    }
  }

  /** The check digit is right in most of them: they are no concept all the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "37436014", // a description
        "751689013",
        "100022", // a relationship
        "999990000000115", // both of an extension
        "11000000129",
        "1234105", // of an extension without its number
        "1234567107",
        "1234200", // no partition
        "1234302",
        "12006", // too short, too long
        "9999999999999999009",
        "01234000", // no number begins with 0
        "00000001",
        "",
        "7980",
        "SWAB",
        "T-12345",
        "22298006x",
        "2229x006",
        "2229 8006",
        "+22298006",
        "٢٢٢٩٨٠٠٦",
        "22298006:363698007=80891009"
      })
  void whatIdentifiesNoConceptIsNoCodeOfSnomed(String code) {
    assertThat(CodeForm.of(CodeForm.SNOMED_CT, code)).isEqualTo(CodeForm.IMPOSSIBLE);
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
    assertThat(CodeForm.written(CodeForm.SNOMED_CT, " 22298006 ")).isEqualTo("22298006");
    assertThat(CodeForm.written("urn:oid:1.2.3", " 7980 ")).isEqualTo("7980");
    assertThat(CodeForm.of("urn:oid:1.2.3", "anything")).isEqualTo(CodeForm.SOUND);
  }
}
