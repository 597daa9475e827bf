package dev.trestle.semantics.hl7v2;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the MSH segment begins and where the message ends, and whether the bytes are UTF-16.
 *
 * @param bytes the bytes to read: those received, or UTF-8 when they were UTF-16
 * @param start first byte of MSH
 * @param end byte after the message, without MLLP's end bytes and trailing line breaks
 * @param noise bytes that were skipped before MSH, a byte order mark and MLLP's start byte aside
 * @param wide the UTF-16 form that was transcoded, or null
 */
record MessageStart(byte[] bytes, int start, int end, int noise, @Nullable Charset wide) {
  /** How far MSH is looked for. */
  static final int LEADING_NOISE_LIMIT_BYTES = 1024;

  /** The start, or null when there is no MSH within the limit. */
  static @Nullable MessageStart find(byte[] raw) {
    int start = indexOfMsh(raw);
    if (start >= 0) {
      return new MessageStart(raw, start, end(raw, start), noise(raw, start), null);
    }
    int little = indexOfWideMsh(raw, 0);
    int big = indexOfWideMsh(raw, 1);
    if (little < 0 && big < 0) {
      return null;
    }
    boolean isLittle = big < 0 || (little >= 0 && littleEndian(raw, little));
    Charset wide = isLittle ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    int from = isLittle ? little : big;
    byte[] bytes =
        new String(raw, from, (raw.length - from) & ~1, wide).getBytes(StandardCharsets.UTF_8);
    return new MessageStart(bytes, 0, end(bytes, 0), 0, wide);
  }

  /**
   * Where both would fit, because zero bytes stand before and after: the byte order mark decides,
   * else whole characters before MSH.
   */
  private static boolean littleEndian(byte[] raw, int little) {
    if (raw[0] == (byte) 0xFE && raw[1] == (byte) 0xFF) {
      return false;
    }
    return little % 2 == 0;
  }

  private static int indexOfMsh(byte[] raw) {
    int limit = Math.min(raw.length - 4, LEADING_NOISE_LIMIT_BYTES);
    for (int at = 0; at <= limit; at++) {
      if (raw[at] == 'M'
          && raw[at + 1] == 'S'
          && raw[at + 2] == 'H'
          && separates(raw[at + 3])
          && begins(raw, at)) {
        return at;
      }
    }
    return -1;
  }

  /** The end of a longer word is no segment: a value may well be {@code HAMSH^EVA}. */
  private static boolean begins(byte[] raw, int at) {
    return at == 0 || !Ascii.isLetterOrDigit(raw[at - 1]);
  }

  /** Looks for MSH in two-byte characters whose other byte is zero. */
  private static int indexOfWideMsh(byte[] raw, int offset) {
    int limit = Math.min(raw.length - 8, LEADING_NOISE_LIMIT_BYTES);
    for (int at = 0; at <= limit; at++) {
      if (raw[at + offset] == 'M'
          && raw[at + 2 + offset] == 'S'
          && raw[at + 4 + offset] == 'H'
          && raw[at + 1 - offset] == 0
          && raw[at + 3 - offset] == 0
          && raw[at + 5 - offset] == 0
          && raw[at + 7 - offset] == 0
          && separates(raw[at + 6 + offset])) {
        return at;
      }
    }
    return -1;
  }

  /** MSH-1 may be any character that can not be part of a word or end a line. */
  private static boolean separates(byte b) {
    return b > ' ' && !Ascii.isLetterOrDigit(b);
  }

  private static int end(byte[] bytes, int start) {
    int end = bytes.length;
    while (end > start + 4 && framing(bytes[end - 1])) {
      end--;
    }
    return end;
  }

  private static boolean framing(byte b) {
    return Ascii.isLineBreak(b) || b == Ascii.FS || b == Ascii.VT || b == 0;
  }

  private static int noise(byte[] raw, int start) {
    int noise = 0;
    for (int at = 0; at < start; at++) {
      boolean byteOrderMark =
          at + 2 < start
              && raw[at] == (byte) 0xEF
              && raw[at + 1] == (byte) 0xBB
              && raw[at + 2] == (byte) 0xBF;
      if (byteOrderMark) {
        at += 2;
      } else if (!framing(raw[at])) {
        noise++;
      }
    }
    return noise;
  }
}
