package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.Severity;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.Validation;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.kernel.statement.Translator;
import dev.trestle.semantics.checked.CheckingTranslator;
import dev.trestle.semantics.plausibility.Plausibility;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be true in a message is told at its place, and changes nothing. */
class PlausibilityTest {
  private static final String WOMAN = "19800220|F";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NM|8867-4^Pulse^LN|72|/min|",
        "NM|8867-4^Pulse^LN|720|/min|implausible-number OBX-5",
        "NM|8867-4^Pulse^LN|-1|/min|implausible-number OBX-5",
        "NM|8310-5^Temp^LN|98.6|[degF]|",
        "NM|8310-5^Temp^LN|98.6|Cel|implausible-number OBX-5",
        "NM|2345-7^Glucose^LN|90|mg/dL|",
        "NM|2345-7^Glucose^LN|5|mmol/L|implausible-unit OBX-6",
        "NM|2345-7^Glucose^LN|9000|mg/dL|implausible-number OBX-5",
        "NM|2345-7^Glucose^LN|0.9|g/L^^UCUM|",
        "NM|14749-6^Glucose^LN|5|mmol/L|",
        "NM|2951-2^Sodium^LN|140|mEq/L|",
        "SN|2951-2^Sodium^LN|<^40|mmol/L|",
        "NM|9269-2^GCS^LN|45||implausible-number OBX-5",
        "NM|9269-2^GCS^LN|15||",
        "NM|2345-7^Glucose^LN|90000||",
        "NM|8867-4^Pulse^LN|720|beats|",
        "NM|GLU^Glucose^L|90000|mg/dL|",
        "ST|8867-4^Pulse^LN|many|/min|",
        "NM|2857-1^PSA^LN|3|ng/mL|implausible-sex OBX-3.1",
      })
  void aResultIsHeldAgainstItsCode(
      String type, String code, String value, String units, String expected) {
    assertThat(told(result(type, code, text(value), text(units), WOMAN, "20240105", "F")))
        .isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @Test
  void aResultThatWasSaidByMistakeIsNotJudged() {
    byte[] wrong = result("NM", "8867-4^Pulse^LN", "720", "/min", WOMAN, "20240105", "W");
    assertThat(told(wrong)).isEmpty();
  }

  @Test
  void datesAreHeldAgainstBirthDeathAndMessage() {
    assertThat(told(result("NM", "8867-4^P^LN", "72", "/min", WOMAN, "19790101", "F")))
        .containsExactly("implausible-date OBX-14");
    assertThat(told(result("NM", "8867-4^P^LN", "72", "/min", "1980|F", "19800101", "F")))
        .as("a birth in the course of that year")
        .isEmpty();
    assertThat(told(result("NM", "8867-4^P^LN", "72", "/min", WOMAN, "20240108", "F")))
        .containsExactly("implausible-date OBX-14");
    assertThat(told(result("NM", "8867-4^P^LN", "72", "/min", WOMAN, "20240107", "F"))).isEmpty();
    assertThat(told(admission("20240201|F", "I10^Hypertension^I10")))
        .contains("implausible-date PID-7");
    assertThat(told(admission("18500101|F", "I10^Hypertension^I10")))
        .containsExactly("implausible-date PID-7");
    assertThat(told(admission("19000101|F", "I10^Hypertension^I10"))).isEmpty();
  }

  @Test
  void aDeathIsHeldAgainstBirthAndMessage() {
    String pid = "PID|1||4711^^^MRN^MR||ROE^ANN||19800220|F|||||||||||||||||||||";
    assertThat(told(admit(pid + "19790101|Y", "I10^Hypertension^I10")))
        .containsExactly("implausible-date PID-29");
    assertThat(told(admit(pid + "20240301|Y", "I10^Hypertension^I10")))
        .containsExactly("implausible-date PID-29");
    assertThat(told(admit(pid + "20240105|Y", "I10^Hypertension^I10"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "19800220|M;O80^Delivery^I10;implausible-sex DG1-3.1",
        "19800220|M;O99.89^Other^I10;implausible-sex DG1-3.1",
        "19800220|M;O9A.2^Injury^I10;implausible-sex DG1-3.1",
        "19800220|M;N40.0^Prostate^I10;",
        "19800220|F;N40.0^Prostate^I10;implausible-sex DG1-3.1",
        "19800220|F;O80^Delivery^I10;",
        "19800220|O;N40.0^Prostate^I10;",
        "19800220|U;O80^Delivery^I10;",
        "19800220|;O80^Delivery^I10;",
        "19800220|M;P07^Preterm^I10;",
        "19800220|M;O80^Local^L;"
      })
  void codesOfOneSexAreHeldAgainstTheSexThatTheMessageTells(
      String birthAndSex, String diagnosis, String expected) {
    assertThat(told(admission(birthAndSex, diagnosis)))
        .isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @Test
  void nothingIsEverChanged() {
    byte[] raw = result("NM", "8867-4^Pulse^LN", "720", "/min", WOMAN, "19790101", "F");
    Translation plain = MappingTranslator.ofBase().translate(raw, Feeds.LAB, Feeds.SITE);
    Translation told = translate(raw, Feeds.LAB, Feeds.SITE);
    assertThat(told.findings()).hasSizeGreaterThan(plain.findings().size());
    assertThat(told.statements()).isEqualTo(plain.statements());
    assertThat(told.keys()).isEqualTo(plain.keys());
    assertThat(told.accounting()).isEqualTo(plain.accounting());
  }

  @Test
  void theSourceSaysWhatBecomesOfIt() {
    byte[] raw = result("NM", "8867-4^Pulse^LN", "720", "/min", WOMAN, "20240105", "F");
    assertThat(Feeds.LAB.plausibility()).isEqualTo(Validation.INFORM);
    assertThat(severities(raw, Validation.INFORM, Feeds.SITE))
        .containsExactly(Severity.INFORMATION);
    assertThat(severities(raw, Validation.FLAG, Feeds.SITE)).containsExactly(Severity.WARNING);
    assertThat(severities(raw, Validation.HOLD, Feeds.SITE)).containsExactly(Severity.ERROR);
    assertThat(severities(raw, Validation.OFF, Feeds.SITE)).isEmpty();
    assertThat(translate(raw, asking(Validation.HOLD), Feeds.SITE).result())
        .isEqualTo(Translation.Result.UNTRANSLATABLE);
    assertThat(translate(raw, asking(Validation.FLAG), Feeds.SITE).result())
        .isEqualTo(Translation.Result.TRANSLATED);
  }

  @Test
  void theWayOfAMessageLooksOnlyWhereMoreIsAskedForAndNamesNoRule() {
    byte[] raw = result("NM", "8867-4^Pulse^LN", "720", "/min", WOMAN, "20240105", "F");
    Translator way = CheckingTranslator.onTheWay(MappingTranslator.ofBase());
    assertThat(implausible(way.translate(raw, Feeds.LAB, Feeds.SITE))).isEmpty();
    assertThat(implausible(way.translate(raw, asking(Validation.FLAG), Feeds.SITE)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).doesNotContain("heart", "Rule"));
    assertThat(implausible(translate(raw, Feeds.LAB, Feeds.SITE)).get(0).text())
        .contains("Rule \"heart-rate\"", "0 to 500 /min")
        .doesNotContain("720");
    Site own = site("values:\n  heart-rate: { severity: hold }\n");
    assertThat(way.translate(raw, Feeds.LAB, own).result())
        .isEqualTo(Translation.Result.UNTRANSLATABLE);
    byte[] other = result("NM", "9279-1^Breaths^LN", "720", "/min", WOMAN, "20240105", "F");
    assertThat(implausible(way.translate(other, Feeds.LAB, own)))
        .as("a rule that only informs is not told on the way")
        .isEmpty();
  }

  @Test
  void aSiteChangesRulesForAllAndForOneSource() {
    byte[] raw = result("NM", "8867-4^Pulse^LN", "420", "/min", WOMAN, "20240105", "F");
    assertThat(told(raw)).isEmpty();
    Site lower = site("values:\n  heart-rate: { high: 300 }\n");
    assertThat(implausible(translate(raw, Feeds.LAB, lower))).hasSize(1);
    Site disabled = site("values:\n  heart-rate: { disable: yes }\n");
    byte[] high = result("NM", "8867-4^Pulse^LN", "720", "/min", WOMAN, "20240105", "F");
    assertThat(implausible(translate(high, Feeds.LAB, disabled))).isEmpty();
    Site own =
        site(
            "sources:\n  mercy/lab:\n    values:\n      heart-rate: { high: 300, severity: flag }\n");
    assertThat(implausible(translate(raw, Feeds.LAB, own)))
        .extracting(Finding::severity)
        .containsExactly(Severity.WARNING);
    assertThat(implausible(translate(raw, Feeds.ADT, own))).isEmpty();
    Site added =
        site(
            """
            values:
              ferritin: { add: yes, says: a ferritin, loinc: [2276-4], unit: ng/mL, low: 0, high: 1000000 }
            """);
    byte[] ferritin = result("NM", "2276-4^Ferritin^LN", "5", "mmol/L", WOMAN, "20240105", "F");
    assertThat(implausible(translate(ferritin, Feeds.LAB, added))).hasSize(1);
    assertThat(told(ferritin)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "valuez: {};1;unknown section \"valuez\"; did you mean \"values\"?",
        "values:|  hart-rate: { high: 1 };2;did you mean \"heart-rate\"?",
        "values:|  born-after-message: { days: 1 };2;is a rule of `dates`",
        "values:|  heart-rate: { hihg: 300 };2;unknown property \"hihg\"; did you mean \"high\"?",
        "values:|  heart-rate: { high: many };2;`high` is a number",
        "values:|  heart-rate:|    high: -3;3;`high` is not above `low`",
        "values:|  heart-rate: { unit: BPM };2;is no unit that is known here",
        "values:|  heart-rate: { loinc: [8867-5] };2;check digit is wrong",
        "values:|  heart-rate: { severity: holt };2;did you mean \"hold\"?",
        "values:|  heart-rate: { disable: yes, high: 3 };2;has no effect",
        "values:|  heart-rate: { add: yes };2;there is a rule \"heart-rate\" already",
        "values:|  heart-rate: { bare: yes };2;not known to be in \"/min\"",
        "values:|  mine: { add: yes, unit: mg/dL, loinc: [2276-4] };2;has no `says`",
        "dates:|  before-birth: { elements: [Observation.efective] };2;did you mean \"Observation.effective\"?",
        "dates:|  before-birth: { not-before: brith };2;did you mean \"birth\"?",
        "dates:|  before-birth: { not-after: death, not-before: birth };2;has one of `not-before` and `not-after`",
        "dates:|  before-birth: { elements: [Patient.birthDate] };2;is held against itself",
        "codes:|  pregnancy-result: { never: man };2;unknown sex \"man\"",
        "codes:|  pregnancy-diagnosis: { codes: [O99-O00] };2;ends before it begins",
        "sources:|  mercy/labb: {};2;did you mean \"mercy/lab\"?",
        "sources:|  mercy/quiet: {};2;has `plausibility: off`",
        "sources:|  mercy/lab:|    values:|      heart-rate: { high: x };4;`high` is a number"
      })
  void aMistakeIsToldWithLineAndSuggestion(String file, int line, String text) {
    Source quiet =
        Source.named(new dev.trestle.kernel.site.SourceName("mercy", "quiet"), Feeds.CHICAGO)
            .plausibility(Validation.OFF)
            .build();
    var mistakes =
        Plausibility.mistakes(
            new SiteMapping.Text("rules/plausibility.yaml", file.replace("|", "\n") + "\n"),
            List.of(Feeds.LAB, Feeds.ADT, quiet));
    assertThat(mistakes).hasSize(1);
    assertThat(mistakes.get(0).text()).contains(text.strip());
    assertThat(mistakes.get(0).place().line()).isEqualTo(line);
    assertThat(mistakes.get(0).place().file()).isEqualTo("rules/plausibility.yaml");
  }

  @Test
  void everyMistakeIsTold() {
    String file = "values:\n  a: {}\n  heart-rate: { low: x }\ndates:\n  b: {}\n";
    assertThat(Plausibility.mistakes(new SiteMapping.Text("f", file), List.of(Feeds.LAB)))
        .extracting(mistake -> mistake.place().line())
        .containsExactly(2, 5, 3);
  }

  private static Site site(String rules) {
    SiteMapping.Text file = new SiteMapping.Text("rules/plausibility.yaml", rules);
    assertThat(Plausibility.mistakes(file, List.of(Feeds.ADT, Feeds.LAB))).isEmpty();
    return new Site(
        "1".repeat(64),
        Feeds.SITE.healthSystems(),
        List.of(),
        SiteMapping.NONE,
        Feeds.SITE.exceptionRules(),
        Feeds.SITE.retention(),
        file);
  }

  private static Source asking(Validation plausibility) {
    return Feeds.LAB.toBuilder().plausibility(plausibility).build();
  }

  private static List<Severity> severities(byte[] raw, Validation asked, Site site) {
    return implausible(translate(raw, asking(asked), site)).stream()
        .map(Finding::severity)
        .toList();
  }

  private static List<String> told(byte[] raw) {
    return implausible(translate(raw, Feeds.LAB, Feeds.SITE)).stream()
        .map(finding -> finding.code().id() + " " + finding.location())
        .toList();
  }

  static List<Finding> implausible(Translation translation) {
    return translation.findings().stream()
        .filter(finding -> finding.code().id().startsWith("implausible-"))
        .toList();
  }

  private static Translation translate(byte[] raw, Source source, Site site) {
    return CheckingTranslator.telling(MappingTranslator.ofBase()).translate(raw, source, site);
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  private static byte[] result(
      String type,
      String code,
      String value,
      String units,
      String birthAndSex,
      String observed,
      String status) {
    return Feeds.message(
        "MSH|^~\\&|LAB|MERCY|TRESTLE|X|20240105120000||ORU^R01^ORU_R01|7|P|2.5.1",
        "PID|1||4711^^^MRN^MR||ROE^ANN||" + birthAndSex,
        "OBR|1|P1^EHR|F1^LAB|24323-7^CMP^LN|||20240105",
        "OBX|1|" + type + "|" + code + "||" + value + "|" + units + "|||||" + status + "|||"
            + observed);
  }

  private static byte[] admission(String birthAndSex, String diagnosis) {
    return admit("PID|1||4711^^^MRN^MR||ROE^ANN||" + birthAndSex, diagnosis);
  }

  private static byte[] admit(String pid, String diagnosis) {
    return Feeds.message(
        "MSH|^~\\&|REG|MERCY|TRESTLE|X|20240105120000||ADT^A01^ADT_A01|7|P|2.5.1",
        "EVN|A01|20240105120000",
        pid,
        "PV1|1|I|W^1^2||||||||||||||||V1^^^MRN",
        "DG1|1||" + diagnosis + "||20240105|A");
  }
}
