package dev.trestle.semantics.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Quirks 10, 11, 12 and 40: escape sequences and control characters. */
class EscapesTest {
  private static Hl7Message message(String charset, String text) {
    return Texts.read(Texts.withText(charset, Texts.bytes(text)));
  }

  private static String text(String text) {
    return message("", text).segment(1).text(5, 1, 0, 0);
  }

  private static List<ProblemCode> codes(String text) {
    return Texts.codes(message("", text));
  }

  @Test
  void separatorsAreUnescaped() {
    assertThat(text("a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f\\P\\g")).isEqualTo("a|b^c&d~e\\f#g");
    assertThat(codes("a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f\\P\\g")).isEmpty();
  }

  @Test
  void anEscapeIsResolvedOnce() {
    assertThat(text("\\E\\X09\\E\\")).isEqualTo("\\X09\\");
    assertThat(text("\\E\\T\\E\\")).isEqualTo("\\T\\");
  }

  @Test
  void formattingBecomesLinesAndHighlightingDisappears() {
    assertThat(text("a\\.br\\b\\.sp\\c\\.sp3\\d\\.sp+2\\e")).isEqualTo("a\nb\nc\n\n\nd\n\ne");
    assertThat(text("\\.in+4\\a\\.ti-2\\b\\.ce\\c\\.fi\\d\\.nf\\e\\.sk3\\f"))
        .isEqualTo("ab\ncde   f");
    assertThat(text("\\H\\loud\\N\\ quiet")).isEqualTo("loud quiet");
    assertThat(text("\\.sp999999999999\\")).hasSize(Escapes.FORMAT_REPEAT_LIMIT);
  }

  @Test
  void hexadecimalDataIsGatheredBeforeItIsDecoded() {
    assertThat(message("UNICODE UTF-8", "caf\\XC3A9\\").text("OBX", 5, 1)).isEqualTo("café");
    assertThat(message("UNICODE UTF-8", "caf\\XC3\\\\XA9\\").text("OBX", 5, 1)).isEqualTo("café");
    assertThat(message("8859/1", "caf\\XE9\\").text("OBX", 5, 1)).isEqualTo("café");
    assertThat(text("a\\X0D0A\\b\\x\\")).isEqualTo("a\r\nb\\x\\");
    assertThat(text("\\X41424344454647\\")).isEqualTo("ABCDEFG");
  }

  @Test
  void threeAndFourDigitsOfEitherCaseAreOneCharacter() {
    assertThat(text("a\\X000d\\b")).isEqualTo("a\rb");
    assertThat(text("a\\X000D\\b\\X00e9\\")).isEqualTo("a\rbé");
    assertThat(text("a\\X00a\\b")).isEqualTo("a\nb");
    assertThat(text("a\\X0d0a\\b")).isEqualTo("a\r\nb");
  }

  @Test
  void whatIsNoEscapeStaysAsItIs() {
    for (String each :
        List.of(
            "4\\5 re",
            "C:\\temp\\x",
            "\\",
            "\\\\",
            "a\\",
            "\\X\\",
            "\\X9\\",
            "\\X0G\\",
            "\\Q\\",
            "\\.xx\\",
            "\\.sp3x\\",
            "\\.br3\\",
            "\\Zown1\\",
            "\\C2842\\",
            "\\M2442\\",
            "\\M244242\\")) {
      assertThat(text(each)).as(each).isEqualTo(each);
      assertThat(codes(each)).as(each).contains(ProblemCode.ESCAPE_UNREADABLE);
    }
  }

  @Test
  void aStrayEscapeDoesNotSpoilTheNext() {
    assertThat(text("4\\5 re A\\T\\B")).isEqualTo("4\\5 re A&B");
    assertThat(text("\\Zx\\F\\T\\")).isEqualTo("\\Zx\\F&");
    assertThat(text("\\X9\\F\\")).isEqualTo("\\X9|");
  }

  @Test
  void theFindingNamesThePlaceAndNotTheValue() {
    Hl7Message message = Texts.read(Texts.MSH + "\rPID|1||a~b^SECRET\\5\rOBX|1\rOBX|2|||x\\y\r");
    assertThat(message.findings())
        .extracting(Finding::location)
        .containsExactly("PID-3[2].2", "OBX[2]-4");
    assertThat(message.findings().toString()).doesNotContain("SECRET");
  }

  @Test
  void controlCharactersReadAsReplacement() {
    Hl7Message message = message("", "a\0b\u000bc\td\ne\u000cf\u007f");
    assertThat(message.text("OBX", 5, 1)).isEqualTo("a\uFFFDb\uFFFDc\td\ne\uFFFDf\u007f");
    assertThat(message.findings())
        .hasSize(1)
        .allMatch(each -> each.code() == ProblemCode.VALUE_INVALID)
        .allMatch(each -> each.location().equals("OBX-5"));
    assertThat(text("a\\X00\\b\\X0B\\")).isEqualTo("a\uFFFDb\uFFFD");
  }

  @Test
  void findingsAreLimited() {
    assertThat(codes(" \\ ~".repeat(500))).hasSize(Hl7Message.MAX_FINDINGS);
    assertThat(codes("\0~".repeat(500) + "x")).hasSize(Hl7Message.MAX_FINDINGS);
  }

  @Test
  void escapesWorkInAWideMessage() {
    byte[] raw = (Texts.MSH + "\rOBX|1|ST|||é\\T\\\\X00E9\\\r").getBytes(StandardCharsets.UTF_16LE);
    assertThat(Texts.read(raw).text("OBX", 5, 1)).isEqualTo("é&é");
  }

  @Test
  void hexadecimalDataOfATranscodedMessageIsOfItsOwnSet() {
    // 0x82A0 is the letter A of Hiragana in Shift_JIS.
    Hl7Message message =
        Texts.read(Texts.withText("ISO IR14", Texts.bytes("\u0082\u00a0\\X82A0\\")));
    assertThat(message.text("OBX", 5, 1)).isEqualTo("ああ");
  }
}
