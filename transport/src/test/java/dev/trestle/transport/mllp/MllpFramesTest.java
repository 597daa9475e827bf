package dev.trestle.transport.mllp;

import static dev.trestle.transport.mllp.RawPeer.VT;
import static dev.trestle.transport.mllp.RawPeer.frame;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MllpFramesTest {
  private static final String BOM = "\u00EF\u00BB\u00BF";

  @Test
  void framesAreTakenOutInTheirOrder() {
    assertThat(messages(frame("MSH|1\r") + "\n" + frame("MSH|2\r") + "\r\n"))
        .containsExactly("MSH|1\r", "MSH|2\r");
    assertThat(messages(BOM + frame("MSH|1\r"))).containsExactly("MSH|1\r");
  }

  @Test
  void aFrameOfTwoByteTextIsTakenOutToo() {
    String wide =
        new String("MSH|1\r".getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1);
    assertThat(messages(frame(wide) + frame("MSH|2\r"))).containsExactly(wide, "MSH|2\r");
  }

  @Test
  void whatIsBrokenInAFramedFileIsALeftover() {
    MllpFrames.Split split = split(frame("a") + "stray" + frame("b") + VT + "cut");
    assertThat(split.messages()).hasSize(2);
    assertThat(split.leftovers())
        .extracting(MllpFrames.Leftover::totalBytes)
        .containsExactly(5L, 3L);
  }

  @Test
  void aFramedFileWithoutItsLastCrIsWhole() {
    assertThat(messages(VT + "MSH|1\r\u001C")).containsExactly("MSH|1\r");
  }

  @Test
  void plainTextIsSplitBeforeEachMsh() {
    for (String end : List.of("\r", "\n", "\r\n")) {
      String one = "MSH|^~\\&|1" + end + "PID|1" + end;
      String two = "MSH:^~\\&:2" + end + "NTE|MSH|" + end;
      assertThat(messages(one + end + end + two + end)).as(end).containsExactly(one, two);
    }
  }

  @Test
  void aByteOrderMarkAndBlankLinesBeforeAreSkipped() {
    assertThat(messages(BOM + "\r\n\r\nMSH|1\rPID|1")).containsExactly("MSH|1\rPID|1");
  }

  @Test
  void aWordThatBeginsWithMshIsNotAMessage() {
    assertThat(messages("MSH|1\rMSHAPE|x\r")).containsExactly("MSH|1\rMSHAPE|x\r");
  }

  @Test
  void aBatchStaysOnePieceWithItsEnvelope() {
    String batch = "FHS|^~\\&|\rBHS|^~\\&|\rMSH|1\rMSH|2\rBTS|2\rFTS|1\r";
    assertThat(messages(batch)).containsExactly(batch);
  }

  @Test
  void textBeforeTheFirstMessageIsALeftoverAndNeverSilentlyGone() {
    MllpFrames.Split split = split("exported 2026\rMSH|1\r");
    assertThat(split.messages()).hasSize(1);
    assertThat(split.leftovers()).singleElement().returns(14L, MllpFrames.Leftover::totalBytes);
  }

  @Test
  void aFileWithoutAnyMessageIsHandedOnAsItIs() {
    assertThat(messages("hello")).containsExactly("hello");
    assertThat(messages(" \r\n")).isEmpty();
    assertThat(messages("")).isEmpty();
  }

  @Test
  void twoByteTextIsOnePiece() {
    byte[] file = "\uFEFFMSH|1\rMSH|2\r".getBytes(StandardCharsets.UTF_16LE);
    assertThat(MllpFrames.split(file).messages()).containsExactly(file);
  }

  private static MllpFrames.Split split(String file) {
    return MllpFrames.split(RecordingHandler.bytes(file));
  }

  private static List<String> messages(String file) {
    return split(file).messages().stream().map(RecordingHandler::text).toList();
  }
}
