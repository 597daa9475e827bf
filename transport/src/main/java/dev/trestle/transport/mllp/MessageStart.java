package dev.trestle.transport.mllp;

import java.nio.charset.StandardCharsets;

/**
 * Whether bytes begin like a message or a batch: three letters, behind a byte order mark or not.
 */
enum MessageStart {
  YES,
  NO,
  NOT_YET_CLEAR;

  private static final byte[][] STARTS = {
    ascii("MSH"),
    ascii("FHS"),
    ascii("BHS"),
    utf8("\uFEFFMSH"),
    utf8("\uFEFFFHS"),
    utf8("\uFEFFBHS")
  };

  /**
   * @param count how many bytes of {@code begin} are there yet
   */
  static MessageStart of(byte[] begin, int count) {
    boolean open = false;
    for (byte[] start : STARTS) {
      int common = 0;
      while (common < Math.min(count, start.length) && begin[common] == start[common]) {
        common++;
      }
      if (common == start.length) {
        return YES;
      }
      open |= common == count;
    }
    return open ? NOT_YET_CLEAR : NO;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
