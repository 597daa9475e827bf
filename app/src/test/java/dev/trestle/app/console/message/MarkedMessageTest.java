package dev.trestle.app.console.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.ReadOptions;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MarkedMessageTest {
  private static final String TEXT =
      "MSH|^~\\&|LAB|HOSP|T|T|20260101||ORU^R01|C1|P|2.5.1\rPID|1||4711||OTTO^BERTHOLD\r";
  private static final Hl7Message MESSAGE =
      Hl7Message.read(TEXT.getBytes(StandardCharsets.UTF_8), ReadOptions.DEFAULT);

  @Test
  void exactlyTheBytesAreMarkedInTheirFieldOfTheOpenSegment() {
    MarkedMessage.Shown shown = MarkedMessage.of(MESSAGE, TEXT.indexOf("BERTHOLD"), 8);
    assertThat(shown.place()).isEqualTo("PID-5.2");
    assertThat(shown.parts()).extracting(MarkedMessage.Part::open).containsExactly(false, true);
    assertThat(shown.parts().get(1).lines())
        .filteredOn(line -> !line.marked().isEmpty())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.location()).isEqualTo("PID-5");
              assertThat(line.before()).isEqualTo("OTTO^");
              assertThat(line.marked()).isEqualTo("BERTHOLD");
              assertThat(line.after()).isEmpty();
            });
  }

  @Test
  void bytesThatTheMessageDoesNotHaveAreRefused() {
    int[][] outside = {
      {-1, 3}, {TEXT.length(), 1}, {10, 0}, {10, Integer.MAX_VALUE}, {TEXT.length() - 3, 9}
    };
    for (int[] one : outside) {
      assertThatThrownBy(() -> MarkedMessage.of(MESSAGE, one[0], one[1]))
          .isInstanceOfSatisfying(
              TrestleException.class,
              refused -> assertThat(refused.code()).isEqualTo(ProblemCode.NOT_FOUND));
    }
  }

  @Test
  void aSegmentBehindThoseThatAreShownIsShownWhenItHasTheBytes() {
    String many = TEXT + "NTE|1||x\r".repeat(MessageView.SEGMENTS_SHOWN + 5) + "NTE|2||LAST\r";
    Hl7Message message =
        Hl7Message.read(many.getBytes(StandardCharsets.UTF_8), ReadOptions.DEFAULT);
    MarkedMessage.Shown shown = MarkedMessage.of(message, many.indexOf("LAST"), 4);
    assertThat(shown.parts().get(shown.parts().size() - 1).open()).isTrue();
    assertThat(shown.more()).isEqualTo(7);
  }
}
