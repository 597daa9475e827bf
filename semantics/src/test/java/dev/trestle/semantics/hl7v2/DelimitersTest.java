package dev.trestle.semantics.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.ProblemCode;
import org.junit.jupiter.api.Test;

/** Quirks 13 and 14: MSH-1 and MSH-2. */
class DelimitersTest {
  private static Delimiters of(String msh) {
    return Texts.read(msh).delimiters();
  }

  private static Delimiters delimiters(String text) {
    byte[] b = Texts.bytes(text);
    return new Delimiters(b[0], b[1], b[2], b[3], b[4], b.length > 5 ? b[5] : 0);
  }

  @Test
  void theFifthCharacterIsTruncationAndNoSeparator() {
    Hl7Message message = Texts.read("MSH|^~\\&#|A#B\r");
    assertThat(message.delimiters()).isEqualTo(delimiters("|^~\\&#"));
    assertThat(message.text("MSH", 2, 1)).isEqualTo("^~\\&#");
    assertThat(message.text("MSH", 3, 1)).isEqualTo("A#B");
    assertThat(message.findings()).isEmpty();
  }

  @Test
  void missingCharactersTakeTheirUsualValue() {
    assertThat(of("MSH|^~\\|A\r")).isEqualTo(Delimiters.DEFAULT);
    assertThat(of("MSH|^|A\r")).isEqualTo(Delimiters.DEFAULT);
    assertThat(of("MSH||A\r")).isEqualTo(Delimiters.DEFAULT);
    assertThat(of("MSH|APP|FAC\r")).isEqualTo(Delimiters.DEFAULT);
    assertThat(of("MSH|\rPID|1\r")).isEqualTo(Delimiters.DEFAULT);
    assertThat(Texts.codes(Texts.read("MSH|^~\\|A\r"))).containsExactly(ProblemCode.DELIMITERS_ODD);
  }

  @Test
  void threeCharactersThatEndWithTheAmpersandLackTheEscape() {
    assertThat(of("MSH|^~&|A\r")).isEqualTo(Delimiters.DEFAULT);
  }

  @Test
  void aUsualValueThatMeansSomethingElseIsNotTaken() {
    assertThat(of("MSH&^~|&A\r").subcomponent()).isZero();
    assertThat(of("MSH|&~|A\r").subcomponent()).isZero();
  }

  @Test
  void anyCharactersSeparate() {
    Hl7Message message = Texts.read("MSH:;~\\&:A\\S\\B;C:D&E\r");
    assertThat(message.delimiters()).isEqualTo(delimiters(":;~\\&"));
    assertThat(message.text("MSH", 3, 1)).isEqualTo("A;B");
    assertThat(message.text("MSH", 3, 2)).isEqualTo("C");
    assertThat(message.segment(0).text(4, 1, 1, 2)).isEqualTo("E");
  }

  @Test
  void aBlankOrNulEscapeSwitchesEscapingOff() {
    for (String msh2 : new String[] {"^~ &", "^~\0&"}) {
      Hl7Message message = Texts.read("MSH|" + msh2 + "|A B\\T\\C D&E\r");
      assertThat(message.delimiters().escape()).isZero();
      assertThat(message.text("MSH", 3, 1)).isEqualTo("A B\\T\\C D&E");
      assertThat(message.segment(0).text(3, 1, 1, 2)).isEqualTo("E");
    }
  }

  @Test
  void tooManyCharactersAreNamedAndIgnored() {
    Hl7Message message = Texts.read("MSH|^~\\&#!%|A!B\r");
    assertThat(message.delimiters()).isEqualTo(delimiters("|^~\\&#"));
    assertThat(Texts.codes(message)).containsExactly(ProblemCode.DELIMITERS_ODD);
  }

  @Test
  void theEncodingCharactersAreNeverTakenApart() {
    Hl7Message message = Texts.read("MSH|^~\\&|A\r");
    assertThat(message.segment(0).repetitions(2)).isEqualTo(1);
    assertThat(message.segment(0).components(2, 1)).isEqualTo(1);
    assertThat(message.segment(0).text(2, 1, 0, 0)).isEqualTo("^~\\&");
    assertThat(message.segment(0).presence(2, 1, 2, 0)).isEqualTo(Presence.ABSENT);
  }
}
