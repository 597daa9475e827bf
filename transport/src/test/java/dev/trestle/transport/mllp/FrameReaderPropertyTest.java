package dev.trestle.transport.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.ProblemCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Streams drawn from the few bytes that matter, many times. */
class FrameReaderPropertyTest {
  private static final byte[] ALPHABET =
      RecordingHandler.bytes("\u000B\u001C\r\nMSHx\0\u000B\u001C\r");
  private static final int STREAMS = 20_000;

  @Test
  void howBytesAreCutIntoPacketsNeverMatters() {
    for (long seed = 1; seed <= STREAMS; seed++) {
      byte[] stream = stream(new Random(seed));
      assertThat(read(stream, new Random(seed))).as("seed %d", seed).isEqualTo(read(stream, null));
    }
  }

  @Test
  void noByteIsCountedTwiceOrLostSilently() {
    for (long seed = 1; seed <= STREAMS; seed++) {
      byte[] stream = stream(new Random(seed));
      long letters = 0;
      for (byte b : stream) {
        letters += b == 'x' || b == 'M' || b == 'S' || b == 'H' ? 1 : 0;
      }
      long found = read(stream, null).stream().mapToLong(Found::letters).sum();
      assertThat(found).as("seed %d", seed).isEqualTo(letters);
    }
  }

  private record Found(String what, long letters) {}

  private static byte[] stream(Random random) {
    byte[] stream = new byte[1 + random.nextInt(40)];
    for (int i = 0; i < stream.length; i++) {
      stream[i] = ALPHABET[random.nextInt(ALPHABET.length)];
    }
    return stream;
  }

  private static List<Found> read(byte[] stream, @org.jspecify.annotations.Nullable Random cuts) {
    FrameReader reader = new FrameReader(1000);
    List<Found> found = new ArrayList<>();
    int at = 0;
    while (at < stream.length) {
      int part = cuts == null ? stream.length : 1 + cuts.nextInt(4);
      int count = Math.min(part, stream.length - at);
      ByteBuffer in = ByteBuffer.wrap(stream, at, count);
      at += count;
      for (FrameEvent event = reader.next(in); event != null; event = reader.next(in)) {
        found.add(found(event));
      }
    }
    FrameEvent last = reader.finish(ProblemCode.FRAME_CUT, "closed");
    if (last != null) {
      found.add(found(last));
    }
    return found;
  }

  private static Found found(FrameEvent event) {
    if (event instanceof FrameEvent.Message message) {
      return found("message", message.bytes());
    }
    FrameEvent.Broken broken = (FrameEvent.Broken) event;
    assertThat(broken.head()).hasSize((int) broken.totalBytes());
    return found(broken.code() + " " + broken.detail(), broken.head());
  }

  private static Found found(String what, byte[] bytes) {
    String text = RecordingHandler.text(bytes);
    return new Found(what + " " + text, text.chars().filter(c -> "xMSH".indexOf(c) >= 0).count());
  }
}
