package dev.trestle.semantics.hl7v2;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Counts what a character set can not read. */
final class InvalidBytes {
  private static final int LEAST_CHARS = 64;
  private static final int MOST_CHARS = 8192;

  private InvalidBytes() {}

  static int count(byte[] bytes, SegmentIndex places, Charset charset) {
    int start = places.starts[0];
    int end = places.ends[places.segmentCount - 1];
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, start, end - start);
    CharBuffer out = CharBuffer.allocate(Math.max(LEAST_CHARS, Math.min(MOST_CHARS, end - start)));
    int invalid = 0;
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      out.clear();
      if (result.isUnderflow()) {
        return invalid;
      }
      if (result.isError()) {
        invalid += result.length();
        in.position(in.position() + result.length());
      }
    }
  }
}
