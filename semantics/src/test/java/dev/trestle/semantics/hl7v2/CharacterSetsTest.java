package dev.trestle.semantics.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.ProblemCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Quirk 17 and group 6: MSH-18 absent, odd or lying. */
class CharacterSetsTest {
  private static final String NAME = "Müller-Łuk€";

  private static String obx(Hl7Message message) {
    return message.text("OBX", 5, 1);
  }

  private static Hl7Message read(String declared, String text, String actual) {
    return Texts.read(Texts.withText(declared, text.getBytes(Charset.forName(actual))));
  }

  @Test
  void namesInUseAreKnown() {
    String[][] names = {
      {"UNICODE UTF-8", "UTF-8"},
      {"UTF-8", "UTF-8"},
      {"utf8", "UTF-8"},
      {"UNICODE", "UTF-8"},
      {"8859/1", "ISO-8859-1"},
      {"8859/15", "ISO-8859-15"},
      {"8859-2", "ISO-8859-2"},
      {"ISO-8859-1", "ISO-8859-1"},
      {"ISO8859-1", "ISO-8859-1"},
      {"ISO 8859/9", "ISO-8859-9"},
      {"ASCII", "US-ASCII"},
      {"ISO IR6", "US-ASCII"},
      {"windows-1252", "windows-1252"},
      {"cp1252", "windows-1252"},
      {"GB 18030-2000", "GB18030"},
      {"ISO IR87", "ISO-2022-JP"},
      {"KS X 1001", "EUC-KR"},
      {"BIG-5", "Big5"},
      {"UNICODE UTF-16", "UTF-16"},
    };
    for (String[] each : names) {
      assertThat(CharacterSets.named(each[0])).as(each[0]).isEqualTo(Charset.forName(each[1]));
    }
    assertThat(CharacterSets.named("KLINGON")).isNull();
    assertThat(CharacterSets.named("8859/77")).isNull();
    assertThat(CharacterSets.named("")).isNull();
  }

  @Test
  void theDeclaredSetIsUsed() {
    assertThat(obx(read("UNICODE UTF-8", NAME, "UTF-8"))).isEqualTo(NAME);
    assertThat(obx(read("8859/1", "Müller", "ISO-8859-1"))).isEqualTo("Müller");
    assertThat(obx(read("8859/2", "Łukasz", "ISO-8859-2"))).isEqualTo("Łukasz");
    assertThat(obx(read("UNICODE UTF-8~8859/1", NAME, "UTF-8"))).isEqualTo(NAME);
    assertThat(read("8859/2", "Łukasz", "ISO-8859-2").findings()).isEmpty();
  }

  @Test
  void withoutADeclarationTheBytesDecide() {
    assertThat(obx(read("", NAME, "UTF-8"))).isEqualTo(NAME);
    assertThat(read("", NAME, "UTF-8").findings()).isEmpty();
    Hl7Message message = read("", "Müller €", "windows-1252");
    assertThat(obx(message)).isEqualTo("Müller €");
    assertThat(Texts.codes(message)).containsExactly(ProblemCode.CHARSET_MISMATCH);
  }

  @Test
  void aLyingSingleByteSetIsReadAsTheUtf8ItIs() {
    for (String lie : new String[] {"8859/1", "windows-1252", "8859/15", "ASCII"}) {
      Hl7Message message = read(lie, NAME, "UTF-8");
      assertThat(obx(message)).isEqualTo(NAME);
      assertThat(Texts.codes(message)).containsExactly(ProblemCode.CHARSET_MISMATCH);
    }
  }

  @Test
  void aLyingUtf8IsReadAsTheWindowsSetItIs() {
    Hl7Message message = read("UNICODE UTF-8", "Müller", "windows-1252");
    assertThat(obx(message)).isEqualTo("Müller");
    assertThat(Texts.codes(message)).containsExactly(ProblemCode.CHARSET_MISMATCH);
  }

  @Test
  void asciiWithHighBytesIsRead() {
    Hl7Message message = read("ASCII", "Müller", "ISO-8859-1");
    assertThat(obx(message)).isEqualTo("Müller");
    assertThat(Texts.codes(message)).contains(ProblemCode.CHARSET_MISMATCH);
  }

  @Test
  void latinOneWithWindowsCharactersIsReadAsWindows() {
    assertThat(obx(read("8859/1", "5 € – ü", "windows-1252"))).isEqualTo("5 € – ü");
  }

  @Test
  void anUnknownNameIsNamedAndTheBytesDecide() {
    Hl7Message message = read("KLINGON", NAME, "UTF-8");
    assertThat(obx(message)).isEqualTo(NAME);
    assertThat(Texts.codes(message)).containsExactly(ProblemCode.CHARSET_UNKNOWN);
  }

  @Test
  void theSourceOverridesMsh18() {
    byte[] raw = Texts.withText("UNICODE UTF-8", "Łukasz".getBytes(Charset.forName("8859_2")));
    assertThat(obx(Hl7Message.read(raw, new ReadOptions("8859/2")))).isEqualTo("Łukasz");
    assertThat(Texts.codes(Hl7Message.read(raw, new ReadOptions("nope"))))
        .contains(ProblemCode.CHARSET_UNKNOWN);
  }

  @Test
  void bytesThatAreNoCharacterAreCountedAndReplaced() {
    byte[] text = {'a', (byte) 0xC3, (byte) 0xA9, (byte) 0xFF, 'b', (byte) 0xC3};
    Hl7Message message = Texts.read(Texts.withText("UNICODE UTF-8", text));
    assertThat(obx(message)).isEqualTo("aé\uFFFDb\uFFFD");
    assertThat(message.findings())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.code()).isEqualTo(ProblemCode.CHARSET_MISMATCH);
              assertThat(each.text()).startsWith("2 bytes");
            });
  }

  @Test
  void wideCharactersAreTranscoded() {
    String text = Texts.MSH + "||||||UNICODE UTF-16\rOBX|1|ST|X||" + NAME + "\r";
    for (String each : new String[] {"UTF-16LE", "UTF-16BE"}) {
      for (String before : new String[] {"", "\uFEFF", "\u000b"}) {
        byte[] raw = (before + text).getBytes(Charset.forName(each));
        Hl7Message message = Texts.read(raw);
        assertThat(obx(message)).isEqualTo(NAME);
        assertThat(message.charset()).isEqualTo(StandardCharsets.UTF_8);
        Segment obx = message.segment(1);
        int start = obx.start(5, 1, 0, 0);
        int length = obx.length(5, 1, 0, 0);
        assertThat(new String(message.raw(), start, length, StandardCharsets.UTF_8))
            .isEqualTo(NAME);
      }
    }
  }

  @Test
  void aSeparatorThatIsHalfACharacterSeparatesNothing() {
    // In Shift_JIS the second byte of these is a backslash, a circumflex and a bar.
    String japanese = "表示\u2010ソ十能ポ";
    for (String[] each : new String[][] {{"ISO IR14", "Shift_JIS"}, {"GB 18030-2000", "GB18030"}}) {
      Hl7Message message = read(each[0], japanese, each[1]);
      assertThat(obx(message)).isEqualTo(japanese);
      assertThat(message.segment(1).fieldCount()).isEqualTo(5);
    }
    assertThat(obx(read("ISO IR87", "山田", "ISO-2022-JP"))).isEqualTo("山田");
  }

  @Test
  void wideSetNamedForNarrowBytesIsAMismatch() {
    Hl7Message message = read("UNICODE UTF-16", NAME, "UTF-8");
    assertThat(obx(message)).isEqualTo(NAME);
    assertThat(Texts.codes(message)).containsExactly(ProblemCode.CHARSET_MISMATCH);
  }
}
