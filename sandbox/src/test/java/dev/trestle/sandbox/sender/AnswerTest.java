package dev.trestle.sandbox.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.message.AnswerCode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static Optional<Answer> read(String text) {
    return Answer.read(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void readsCodeAndControlIdWithTheDelimitersOfTheAnswer() {
    assertThat(read("MSH|^~\\&|A\rMSA|AA|ID1|text\r")).contains(new Answer(AnswerCode.AA, "ID1"));
    assertThat(read("MSH#^~\\&#A\r\nMSA#CE#ID2\r\n")).contains(new Answer(AnswerCode.CE, "ID2"));
  }

  @Test
  void anythingElseIsNoAnswer() {
    assertThat(read("")).isEmpty();
    assertThat(read("HTTP/1.1 400")).isEmpty();
    assertThat(read("MSH|^~\\&|A\r")).isEmpty();
    assertThat(read("MSH|^~\\&|A\rMSA|AA\r")).isEmpty();
    assertThat(read("MSH|^~\\&|A\rMSA|OK|ID\r")).isEmpty();
  }
}
