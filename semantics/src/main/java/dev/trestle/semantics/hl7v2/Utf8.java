package dev.trestle.semantics.hl7v2;

/**
 * What the bytes above ASCII look like as UTF-8 (RFC 3629).
 *
 * @param characters complete characters of two to four bytes
 * @param invalid bytes that are part of none
 */
record Utf8(int characters, int invalid) {
  boolean valid() {
    return invalid == 0;
  }

  static Utf8 examine(byte[] bytes, int start, int end) {
    int characters = 0;
    int invalid = 0;
    int at = start;
    while (at < end) {
      byte b = bytes[at];
      if (b >= 0) {
        at++;
        continue;
      }
      int length = sequence(bytes, at, end);
      if (length == 0) {
        invalid++;
        at++;
      } else {
        characters++;
        at += length;
      }
    }
    return new Utf8(characters, invalid);
  }

  /** Bytes of the character at a place, or 0 when there is none: overlong, surrogate, cut. */
  private static int sequence(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > end) {
      return 0;
    }
    int second = bytes[at + 1] & 0xFF;
    int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
