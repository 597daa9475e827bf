package dev.trestle.semantics.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Quirks 15, 16 and 37: what ends a segment, and what comes before the first. */
class SegmentEndsTest {
  private static List<String> names(String text) {
    Hl7Message message = Texts.read(text);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < message.segmentCount(); i++) {
      names.add(message.segment(i).name());
    }
    return names;
  }

  @Test
  void carriageReturnLineFeedAndBothEndSegments() {
    for (String end : new String[] {"\r", "\n", "\r\n", "\n\r", "\r\r\n", "\r \r", "\r\n\t\r\n"}) {
      String text = String.join(end, Texts.MSH, "EVN|A01", "PID|1", "PV1|1") + end;
      assertThat(names(text)).containsExactly("MSH", "EVN", "PID", "PV1");
      assertThat(Texts.read(text).findings()).isEmpty();
      assertThat(Texts.read(text).text("PV1", 1, 1)).isEqualTo("1");
    }
  }

  @Test
  void theLastSegmentNeedsNoEnd() {
    assertThat(names(Texts.MSH + "\rPID|1")).containsExactly("MSH", "PID");
  }

  @Test
  void aLineFeedInsideAFieldIsText() {
    Hl7Message message = Texts.read(Texts.MSH + "\rOBX|1|TX|X||one\ntwo\n\nHR |80\rNTE|1\r");
    assertThat(message.segment(1).text(5, 1, 0, 0)).isEqualTo("one\ntwo\n\nHR ");
    assertThat(message.segmentCount()).isEqualTo(3);
  }

  @Test
  void aLineFeedBeforeAStandardSegmentEndsASegmentEvenAmongCarriageReturns() {
    assertThat(names(Texts.MSH + "\rPID|1|2\nPV1|1\nOBX|1|TX|||a\nBMI|22\nZZ1|3\r"))
        .containsExactly("MSH", "PID", "PV1", "OBX", "ZZ1");
  }

  @Test
  void aLineThatIsNoSegmentBelongsToTheFieldBefore() {
    Hl7Message message = Texts.read(Texts.MSH + "\nOBX|1|TX|X||one\ntwo\nthree|F\nOBX|2|TX|||x\n");
    assertThat(message.segmentCount()).isEqualTo(3);
    assertThat(message.segment(1).text(5, 1, 0, 0)).isEqualTo("one\ntwo\nthree");
    assertThat(message.segment(1).text(6, 1, 0, 0)).isEqualTo("F");
    assertThat(message.findings())
        .containsExactly(
            Finding.warning(
                ProblemCode.SEGMENT_UNREADABLE,
                "OBX[1]-5",
                "A line that is no segment follows; it is read as part of this field."));
  }

  @Test
  void theTextMshAtTheStartOfALineIsText() {
    Hl7Message message = Texts.read(Texts.MSH + "\rOBX|1|TX|X||see\rMSH is odd\rNTE|1\r");
    assertThat(message.segmentCount()).isEqualTo(3);
    assertThat(message.segment(1).text(5, 1, 0, 0)).isEqualTo("see\rMSH is odd");
  }

  @Test
  void aSegmentMayBeItsNameOnlyOrBeIndented() {
    assertThat(names(Texts.MSH + "\rEVN\r  PID|1\rABC\rZ99\r"))
        .containsExactly("MSH", "EVN", "PID", "Z99");
    assertThat(Texts.read(Texts.MSH + "\rEVN\r").segment(1).fieldCount()).isZero();
  }

  @Test
  void segmentsOfTheSenderAreReadWhereverTheyStand() {
    Hl7Message message = Texts.read(Texts.MSH + "\rZBE|1\rPID|1\rZBE|2\rZ1A|3\r");
    assertThat(message.segment(3).ordinal()).isEqualTo(2);
    assertThat(message.segment(3).location(1, 1, 1, 0)).isEqualTo("ZBE[2]-1.1");
    assertThat(message.text("Z1A", 1, 1)).isEqualTo("3");
  }

  @Test
  void frameBytesAndByteOrderMarkAreStrippedAndNoted() {
    String[] around = {
      "\u000b%s\u001c\r",
      "\u00ef\u00bb\u00bf%s",
      "\r\n%s\u001c\r\n\0",
      "\u000b\u00ef\u00bb\u00bf%s\u001c"
    };
    for (String each : around) {
      Hl7Message message = Texts.read(each.formatted(Texts.MSH + "\rPID|1\r"));
      assertThat(message.segmentCount()).isEqualTo(2);
      assertThat(message.segment(1).end()).isEqualTo(message.segment(1).start() + 5);
      assertThat(message.findings())
          .singleElement()
          .extracting(Finding::severity)
          .isEqualTo(dev.trestle.kernel.problem.Severity.INFORMATION);
    }
  }

  @Test
  void noiseBeforeMshIsSkippedUpToALimit() {
    Hl7Message message = Texts.read("xyz<&" + Texts.MSH + "\r");
    assertThat(message.text("MSH", 9, 1)).isEqualTo("ADT");
    assertThat(Texts.codes(message)).containsExactly(ProblemCode.LEADING_NOISE);
    String far = " ".repeat(MessageStart.LEADING_NOISE_LIMIT_BYTES + 1);
    assertThat(Texts.codes(Texts.read(far + Texts.MSH))).containsExactly(ProblemCode.NO_MSH);
  }

  @Test
  void withoutMshThereIsNoMessage() {
    for (String text :
        new String[] {"", "M", "MSH", "PID|1\r", "GET / HTTP/1.1", "MSHX|a", "\0\0"}) {
      Hl7Message message = Texts.read(text);
      assertThat(message.hasMsh()).isFalse();
      assertThat(message.segmentCount()).isZero();
      assertThat(message.text("PID", 3, 1)).isEmpty();
      assertThat(Texts.codes(message)).containsExactly(ProblemCode.NO_MSH);
    }
  }

  @Test
  void trailingSeparatorsAreNoValues() {
    Hl7Message message = Texts.read(Texts.MSH + "\rPID|1||7^^Phone^^|~&^|\r");
    Segment pid = message.segment(1);
    assertThat(pid.fieldCount()).isEqualTo(5);
    assertThat(pid.components(3, 1)).isEqualTo(5);
    assertThat(pid.text(3, 1, 0, 0)).isEqualTo("7^^Phone^^");
    assertThat(pid.presence(3, 1, 5, 0)).isEqualTo(Presence.ABSENT);
    assertThat(pid.presence(4, 2, 0, 0)).isEqualTo(Presence.ABSENT);
    assertThat(pid.text(4, 2, 0, 0)).isEmpty();
    assertThat(pid.start(4, 2, 0, 0)).isEqualTo(-1);
    assertThat(pid.length(4, 2, 0, 0)).isZero();
  }

  @Test
  void repetitionZeroIsTheFieldWithItsSeparators() {
    Segment obx = Texts.read(Texts.MSH + "\rOBX|1|TX|||a~b^c\r").segment(1);
    assertThat(obx.text(5, 0, 0, 0)).isEqualTo("a~b^c");
  }
}
