package dev.trestle.app.console.exception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.ReadOptions;
import dev.trestle.semantics.hl7v2.Segment;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldEditTest {
  private static final String TEXT =
      "MSH|^~\\&|A|B|||20260101||ADT^A08|1|P|2.5\nPID|1||1^^^H^MR~2^^^S^SS||DOE^JANE\nOBX|1|NM|x\n"
          + "OBX|2|NM|y||5";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "PID-3; 9^^^H^MR; PID|1||9^^^H^MR||DOE^JANE",
        "PID-3[2]; 9; PID|1||1^^^H^MR~9||DOE^JANE",
        "PID-3[2].4; T; PID|1||1^^^H^MR~2^^^T^SS||DOE^JANE",
        "PID-3.1; 9; PID|1||9^^^H^MR~2^^^S^SS||DOE^JANE",
        "PID-3.4.2; ISO; PID|1||1^^^H&ISO^MR~2^^^S^SS||DOE^JANE",
        "PID-7; 19800101; PID|1||1^^^H^MR~2^^^S^SS||DOE^JANE||19800101",
        "PID-5[2].2; JO; PID|1||1^^^H^MR~2^^^S^SS||DOE^JANE~^JO",
        "OBX[2]-5; 7; OBX|2|NM|y||7",
        "OBX-5; 7; OBX|1|NM|x||7",
        "MSH-9.2; A31; MSH|^~\\&|A|B|||20260101||ADT^A31|1|P|2.5",
        "MSH-18; UTF; MSH|^~\\&|A|B|||20260101||ADT^A08|1|P|2.5||||||UTF",
      })
  void onePlaceChangesAndNothingElse(String place, String value, String line) {
    String edited = FieldEdit.set(TEXT, place, value);
    assertThat(edited.lines()).contains(line);
    assertThat(edited.lines().filter(one -> !TEXT.lines().toList().contains(one)))
        .containsExactly(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "PID", "PID-0", "PID-3[", "OBX[3]-5", "ZZZ-1", "MSH-1", "MSH-2", "-3"})
  void aPlaceThatCannotBeIsRefusedWithAReason(String place) {
    assertThatThrownBy(() -> FieldEdit.set(TEXT, place, "x"))
        .hasFieldOrPropertyWithValue("code", ProblemCode.REQUEST_INVALID);
  }

  @Test
  void aValueCannotSmuggleInASegment() {
    assertThatThrownBy(() -> FieldEdit.set(TEXT, "PID-3", "1\nNTE|1"))
        .hasFieldOrPropertyWithValue("code", ProblemCode.REQUEST_INVALID);
    assertThatThrownBy(() -> FieldEdit.set("no header", "PID-3", "1"))
        .hasFieldOrPropertyWithValue("code", ProblemCode.REQUEST_INVALID);
  }

  @Test
  void theReaderFindsAtThePlaceWhatWasSetThere() {
    Random random = new Random(42);
    for (int i = 0; i < 500; i++) {
      int field = 1 + random.nextInt(30);
      int repetition = 1 + random.nextInt(3);
      int component = 1 + random.nextInt(6);
      int sub = 1 + random.nextInt(3);
      String place = "PID-" + field + "[" + repetition + "]." + component + "." + sub;
      String edited = FieldEdit.set(TEXT, place, "VALUE" + i);
      Hl7Message message =
          Hl7Message.read(
              edited.replace('\n', '\r').getBytes(StandardCharsets.US_ASCII), ReadOptions.DEFAULT);
      Segment pid = message.segment(1);
      assertThat(pid.text(field, repetition, component, sub)).as(place).isEqualTo("VALUE" + i);
      assertThat(message.segmentCount()).isEqualTo(4);
    }
  }
}
