package dev.trestle.transport.mllp;

import static dev.trestle.transport.mllp.RawPeer.END;
import static dev.trestle.transport.mllp.RawPeer.FS;
import static dev.trestle.transport.mllp.RawPeer.VT;
import static dev.trestle.transport.mllp.RawPeer.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.ProblemCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private static final String ADT = "MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.5\rPID|1||7\r";
  private static final String ORU = "MSH|^~\\&|A|B|C|D|20260101||ORU^R01|2|P|2.5\rPID|1||8\r";
  private static final int LIMIT = 4096;

  @Test
  void aFrameCutAnywhereIsStillOneMessage() {
    String stream = frame(ADT + "NTE|1||caf\u00C3\u00A9 \u00E2\u0082\u00AC\r");
    for (int cut = 0; cut <= stream.length(); cut++) {
      assertThat(read(stream.substring(0, cut), stream.substring(cut)))
          .as("cut at %d", cut)
          .containsExactly("message " + stream.substring(1, stream.length() - 2));
    }
  }

  @Test
  void everyRuleGivesTheSameByteByByteAsInOneRead() {
    String stream =
        "noise"
            + frame(ADT)
            + "\r\n\0 "
            + VT
            + ORU
            + frame(ADT)
            + frame("")
            + VT
            + VT
            + ORU
            + END
            + END
            + "lost"
            + END
            + frame("a" + VT + "b" + FS + "c" + VT + "MS" + VT + "MS");
    String[] bytes = stream.split("");
    assertThat(read(bytes)).isEqualTo(read(stream)).hasSize(8);
  }

  @Test
  void manyFramesInOneReadKeepTheirOrder() {
    StringBuilder stream = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      stream.append(frame("MSH|" + i));
      expected.add("message MSH|" + i);
    }
    assertThat(read(stream.toString())).isEqualTo(expected);
  }

  @Test
  void fillersBetweenFramesMeanNothing() {
    assertThat(read("\r\n" + frame("a") + "\n" + frame("b") + "\0\0 \t\r\n" + frame("c") + "\0"))
        .containsExactly("message a", "message b", "message c");
  }

  @Test
  void aMissingCrBehindTheEndByteIsForgivenBeforeTheNextFrameAndAtAPause() {
    assertThat(read(VT + "a" + FS + VT + "b" + FS + "\n" + VT + "c" + FS))
        .containsExactly("message a", "message b");
    FrameReader reader = new FrameReader(LIMIT);
    assertThat(events(reader, VT + "c" + FS)).isEmpty();
    assertThat(describe(reader.pause())).isEqualTo("message c");
    assertThat(reader.isInside()).isFalse();
  }

  @Test
  void anEndByteAtAPauseOfTwoByteTextIsNotTakenForTheEnd() {
    FrameReader reader = new FrameReader(LIMIT);
    assertThat(events(reader, VT + "\0M\0S\0H\u0001" + FS)).isEmpty();
    assertThat(reader.pause()).isNull();
    assertThat(describe(reader.finish(ProblemCode.FRAME_CUT, "closed")))
        .isEqualTo("FRAME_CUT closed 8");
  }

  @Test
  void aMissingEndByteCutsTheFirstFrameAndTheSecondIsWhole() {
    assertThat(read(VT + ADT + frame(ORU)))
        .containsExactly(
            "FRAME_CUT no end byte before the next message " + ADT.length(), "message " + ORU);
  }

  @Test
  void aMissingEndByteBeforeAByteOrderMarkOrABatchIsSeenToo() {
    String bom = "\u00EF\u00BB\u00BF";
    assertThat(read(VT + "abc" + frame(bom + ORU)))
        .containsExactly("FRAME_CUT no end byte before the next message 3", "message " + bom + ORU);
    assertThat(read(VT + "abc" + frame("BHS|^~\\&")))
        .containsExactly("FRAME_CUT no end byte before the next message 3", "message BHS|^~\\&");
  }

  @Test
  void aStartByteInTextIsContent() {
    String message = ADT + "NTE|1||line" + VT + "line" + VT + "MS\r";
    assertThat(read(frame(message))).containsExactly("message " + message);
  }

  @Test
  void anEndByteBeforeOtherTextIsContent() {
    assertThat(read(frame("a" + FS + "b"))).containsExactly("message a" + FS + "b");
  }

  @Test
  void framingDoneTwiceIsOneMessage() {
    assertThat(read(VT + VT + ADT + END + END + frame(ORU)))
        .containsExactly("message " + ADT, "message " + ORU);
  }

  @Test
  void anEmptyFrameIsAnIncidentAndReadingGoesOn() {
    assertThat(read(frame("") + frame("a")))
        .containsExactly("FRAME_EMPTY a frame without content 0", "message a");
  }

  @Test
  void framesOfOneToThreeBytesAreMessages() {
    assertThat(read(frame("\u00FE") + frame("\u00FF\u00FE") + frame("\u00EF\u00BB\u00BF")))
        .containsExactly("message \u00FE", "message \u00FF\u00FE", "message \u00EF\u00BB\u00BF");
  }

  @Test
  void aFrameWithoutItsStartByteIsNoise() {
    assertThat(read(ADT + END + frame(ORU)))
        .containsExactly(
            "FRAME_NOISE bytes ended by an end byte, without a start byte " + (ADT.length() + 1),
            "message " + ORU);
    assertThat(read(ADT + frame(ORU)))
        .containsExactly(
            "FRAME_NOISE HL7 text without a start byte " + ADT.length(), "message " + ORU);
  }

  @Test
  void anHttpRequestAndATlsHelloEndItAtOnce() {
    assertThat(read("GET / HTTP/1.1\r\n\r\n" + frame(ADT)))
        .singleElement()
        .asString()
        .startsWith("FRAME_NOISE an HTTP request on an MLLP port");
    assertThat(read("\u0016\u0003\u0001\u0002\u0000" + VT + "x" + END))
        .singleElement()
        .asString()
        .startsWith("FRAME_NOISE a TLS hello on a plain-text port");
  }

  @Test
  void aFrameOfExactlyTheLimitIsAMessageAndOneByteMoreIsNot() {
    assertThat(read(frame("x".repeat(LIMIT)))).hasSize(1).first().asString().startsWith("message");
    assertThat(read(frame("x".repeat(LIMIT + 1)) + frame("a")))
        .containsExactly("FRAME_TOO_LARGE longer than the limit of 4096 bytes 4097");
    assertThat(read(frame("x".repeat(LIMIT - 1) + VT + "MSH|") + frame("a")))
        .hasSize(3)
        .first()
        .isEqualTo("FRAME_CUT no end byte before the next message 4095");
  }

  @Test
  void endlessNoiseEndsAtItsLimit() {
    assertThat(read("x".repeat(FrameReader.NOISE_LIMIT_BYTES + 10)))
        .containsExactly("FRAME_NOISE bytes outside a frame 65536");
  }

  @Test
  void aSmallFrameHoldsLittleAndALargeOneIsWhole() {
    FrameReader reader = new FrameReader(10_000_000);
    String large = "0123456789".repeat(500_000);
    assertThat(events(reader, frame(large))).containsExactly("message " + large);
    assertThat(reader.heldBytes()).isZero();
  }

  private static List<String> read(String... packets) {
    return events(new FrameReader(LIMIT), packets);
  }

  private static List<String> events(FrameReader reader, String... packets) {
    List<String> found = new ArrayList<>();
    for (String packet : packets) {
      ByteBuffer in = ByteBuffer.wrap(RecordingHandler.bytes(packet));
      for (FrameEvent event = reader.next(in); event != null; event = reader.next(in)) {
        found.add(describe(event));
      }
    }
    return found;
  }

  private static String describe(@org.jspecify.annotations.Nullable FrameEvent event) {
    if (event instanceof FrameEvent.Message message) {
      return "message " + RecordingHandler.text(message.bytes());
    }
    if (event instanceof FrameEvent.Broken broken) {
      return broken.code() + " " + broken.detail() + " " + broken.totalBytes();
    }
    return "nothing";
  }
}
