package dev.trestle.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule sees a bad sample fail and a good one pass. */
final class TidyRulesTest {
  private static final String MAIN = "records/src/main/java/dev/trestle/records/";
  private static final String TEST = "records/src/test/java/dev/trestle/records/";

  @Test
  void aFileOfMoreThanFiveHundredLinesIsFound() {
    String comments = "// why\n".repeat(SizeRules.MAX_FILE_LINES - 1);
    assertThat(check(SizeRules.FILE_TOO_LONG, MAIN + "A.java", comments + "class A {}")).isEmpty();
    assertThat(check(SizeRules.FILE_TOO_LONG, MAIN + "A.java", comments + "\nclass A {}"))
        .hasSize(1);
  }

  @Test
  void aMethodLongerThanAScreenIsFoundWithItsLine() {
    String method = "class A {\n void m() {\n" + "x();\n".repeat(SizeRules.MAX_METHOD_LINES - 2);
    assertThat(check(SizeRules.METHOD_TOO_LONG, MAIN + "A.java", method + "}}")).isEmpty();
    assertThat(check(SizeRules.METHOD_TOO_LONG, MAIN + "A.java", method + "x();\n}}"))
        .extracting(Violation::line)
        .containsExactly(2L);
  }

  @Test
  void bracesInTextDoNotEndAMethod() {
    String method =
        "class A { void m() { x(\"}}}\"); // }}}\n" + "x();\n".repeat(SizeRules.MAX_METHOD_LINES);
    assertThat(check(SizeRules.METHOD_TOO_LONG, MAIN + "A.java", method + "}}")).hasSize(1);
  }

  @Test
  void theMedianCountsMainFilesOnly() {
    List<JavaSource> sources =
        JavaSource.parse(
            Map.of(
                MAIN + "A.java", "class A {\n}\n",
                MAIN + "B.java", "class B {\n\n}\n",
                MAIN + "C.java", "class C {\n\n\n\n}\n",
                TEST + "T.java", "class T {}\n" + "\n".repeat(200)));
    assertThat(SizeRules.medianLines(sources)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FeedImpl",
        "FeedManager",
        "FeedHelper",
        "Utils",
        "FeedUtil",
        "Data",
        "PatientInfo"
      })
  void aClassNameThatSaysNothingIsFoundAlsoInside(String name) {
    assertThat(check(NameRules.CLASS_NAME, MAIN + "A.java", "class A { enum " + name + " {} }"))
        .hasSize(1);
  }

  @Test
  void metadataIsAWordOfItsOwn() {
    assertThat(check(NameRules.CLASS_NAME, MAIN + "A.java", "class Metadata {}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// as Epic sends it",
        "class EpicFeed {}",
        "class A { String s = \"oracle health\"; }",
        "class OracleHealthFeed {}",
        "class A { int CERNER_PORT; }",
        "class A { int viaEClinicalWorks; }",
        "class AthenaHealth {}",
        "class NextGenFeed {}"
      })
  void aVendorIsFoundInWordsAndNames(String text) {
    assertThat(check(NameRules.VENDOR, MAIN + "A.java", text)).hasSize(1);
    assertThat(check(NameRules.VENDOR, "sandbox/src/main/java/A.java", text)).isEmpty();
    assertThat(check(NameRules.VENDOR, TEST + "A.java", text)).isEmpty();
  }

  @Test
  void wordsThatOnlyContainAVendorAreFine() {
    String text = "class Epicenter { /* the next generation; an oracle of health */ }";
    assertThat(check(NameRules.VENDOR, MAIN + "A.java", text)).isEmpty();
  }

  @Test
  void aPackageWithoutItsPageIsFound() {
    String rule = NameRules.PACKAGE_PAGE;
    assertThat(check(rule, MAIN + "A.java", "class A {}")).hasSize(1);
    assertThat(check(rule, MAIN + "package-info.java", "/** Why. */ package a;")).hasSize(1);
    assertThat(check(rule, MAIN + "package-info.java", "@org.x.NullMarked package a;")).hasSize(1);
    assertThat(check(rule, MAIN + "package-info.java", "/** Why. */ @NullMarked package a;"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// TODO later",
        "/* FIXME */",
        "// XXX odd",
        "class A { void m() { throw new UnsupportedOperationException(); } }",
        "class A { String s = \"Not implemented\"; }",
        "// not yet implemented"
      })
  void unfinishedWorkIsFoundInMainAndInTests(String text) {
    assertThat(check(CodeRules.UNFINISHED, MAIN + "A.java", text)).hasSize(1);
    assertThat(check(CodeRules.UNFINISHED, TEST + "A.java", text)).hasSize(1);
  }

  @Test
  void printingIsFoundOutsideTheCommandLine() {
    String text = "class A { void m() { System.out.println(1); System.err.println(1); } }";
    String commandLine = "app/src/main/java/dev/trestle/app/command/A.java";
    assertThat(check(CodeRules.PRINTING, MAIN + "A.java", text)).hasSize(2);
    assertThat(check(CodeRules.PRINTING, commandLine, text)).isEmpty();
  }

  @Test
  void aPrintedStackTraceIsFound() {
    String text = "class A { void m(Exception e) { e.printStackTrace(); } }";
    assertThat(check(CodeRules.STACK_TRACE, MAIN + "A.java", text)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select a, b from t where c = 1",
        "SELECT 1 FROM t",
        "\\n  insert into t values (1)",
        "UPDATE t SET a = 1",
        "update t x set a = 1",
        "delete from t",
        "with x as (select 1) select * from x",
        "create table t (a int)"
      })
  void sqlIsFoundOutsideStores(String sql) {
    String field = " { String s = \"" + sql + "\"; }";
    assertThat(check(CodeRules.SQL, MAIN + "A.java", "class Records" + field)).hasSize(1);
    assertThat(check(CodeRules.SQL, MAIN + "A.java", "class RecordStore" + field)).isEmpty();
    String inner = "class RecordStore { class Page" + field + " }";
    assertThat(check(CodeRules.SQL, MAIN + "A.java", inner)).isEmpty();
  }

  @Test
  void sqlInATextBlockIsFound() {
    String text = "class A { String s = \"\"\"\n  select a\n  from t\n  \"\"\"; }";
    assertThat(check(CodeRules.SQL, MAIN + "A.java", text)).hasSize(1);
  }

  @Test
  void proseAboutSelectingIsFine() {
    String text = "class A { String s = \"Select a source from the list, or update the site.\"; }";
    assertThat(check(CodeRules.SQL, MAIN + "A.java", text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"JsonNode tree", "List<Slot> slots", "String raw", "Object body"})
  void aRecordThatWouldPrintItsPayloadIsFound(String component) {
    String record = "record A(int seq, " + component + ") {";
    String neutral = " @Override public String toString() { return \"A\"; }";
    assertThat(check(RecordRules.PRINTS_PAYLOAD, MAIN + "A.java", record + "}")).hasSize(1);
    assertThat(check(RecordRules.PRINTS_PAYLOAD, MAIN + "A.java", record + neutral + "}"))
        .isEmpty();
  }

  @Test
  void aRecordWithoutPayloadMayPrint() {
    String text = "record A(byte[] raw, Message message, int bytes, String name) {}";
    assertThat(check(RecordRules.PRINTS_PAYLOAD, MAIN + "A.java", text)).isEmpty();
  }

  @Test
  void aTestWithoutAssertionIsFound() {
    String text = "class T { @Test void says() { run(); } void run() { open(); } }";
    assertThat(check(TestRules.NO_ASSERTION, TEST + "T.java", text))
        .extracting(Violation::what)
        .containsExactly("says");
  }

  @Test
  void anAssertionMayStandInAnotherMethodOfThePackage() {
    String test = "class T { @Test void says() { Wire.sees(1); } }";
    String wire = "class Wire { static void sees(int n) { assertThat(n).isOne(); } }";
    List<JavaSource> sources =
        JavaSource.parse(Map.of(TEST + "T.java", test, TEST + "Wire.java", wire));
    assertThat(rule(TestRules.NO_ASSERTION).violations(sources)).isEmpty();
  }

  @Test
  void aSleepingTestIsFound() {
    String text = "class T { void m() { Thread.sleep(1); TimeUnit.SECONDS.sleep(1); } }";
    assertThat(check(TestRules.SLEEP, TEST + "T.java", text)).hasSize(2);
  }

  @Test
  void aDisabledTestIsFoundButAConditionIsFine() {
    String disabled = "class T { @Disabled @Test void m() {} }";
    String condition = "class T { @DisabledOnOs(OS.MAC) @Test void m() {} }";
    assertThat(check(TestRules.DISABLED, TEST + "T.java", disabled)).hasSize(1);
    assertThat(check(TestRules.DISABLED, TEST + "T.java", condition)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "see /home/jane/notes",
        "'/" + "root/.config'",
        "<path>/" + "work/x</path>",
        "https://nexus.a.org/x"
      })
  void aPlaceOfOneMachineIsFound(String text) {
    assertThat(TextRules.violations(Map.of("docs/a.md", "one\n" + text)))
        .extracting(Violation::line)
        .containsExactly(2L);
  }

  @Test
  void addressesAndRelativePathsAreFine() {
    String text = "https://example.org/home/page, ./work/x, ${dir}/" + "root/x, a/home/b, /homes/x";
    assertThat(TextRules.violations(Map.of("docs/a.md", text))).isEmpty();
  }

  private static List<Violation> check(String rule, String path, String text) {
    return rule(rule).violations(JavaSource.parse(Map.of(path, text)));
  }

  private static Rule rule(String name) {
    return TidyTest.rules().stream()
        .filter(rule -> rule.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
