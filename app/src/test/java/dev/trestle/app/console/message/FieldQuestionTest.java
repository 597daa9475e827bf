package dev.trestle.app.console.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.TrestleException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldQuestionTest {
  private static final byte[] MESSAGE =
      ("MSH|^~\\&|A|B|C|D|20260101||ORU^R01|1|P|2.5.1\r"
              + "PID|1||1^^^A^MR~22^^^B^PI||Smith^Anna\r"
              + "OBR|1||F1|80053^CMP^LN\r"
              + "OBR|2||F2|2345-7^Glucose^LN\r")
          .getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @CsvSource({
    "OBR-4=80053, true",
    "OBR-4=2345-7, true",
    "OBR-4=2345, false",
    "OBR-4~2345, true",
    "OBR-4.2=glucose, true",
    "OBR-4.1=glucose, false",
    "PID-3=22, true",
    "PID-3.4=B, true",
    "PID-5=SMITH^ANNA, true",
    "PID-5~th^an, true",
    "PID-50=x, false",
    "ZZZ-1=1, false",
  })
  void aFieldSaysItOrNot(String text, boolean expected) {
    assertThat(FieldQuestion.parse(text).fits(MESSAGE)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "OBR", "OBR-4", "OBR-0=1", "obr-4=1", "OBR-4=", "4=1"})
  void whatIsNoQuestionIsRefused(String text) {
    assertThatThrownBy(() -> FieldQuestion.parse(text)).isInstanceOf(TrestleException.class);
  }

  @Test
  void whatItLooksForIsNotInItsText() {
    assertThat(FieldQuestion.parse("PID-5=Smith").toString()).isEqualTo("FieldQuestion[PID-5]");
  }
}
