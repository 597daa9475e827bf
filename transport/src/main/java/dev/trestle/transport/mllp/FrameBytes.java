package dev.trestle.transport.mllp;

/** The bytes that frame a message (MLLP Release 1 §2.4.1) and those tolerated around frames. */
final class FrameBytes {
  /** VT, the start block character. */
  static final byte START = 0x0B;

  /** FS, the end block character. */
  static final byte END = 0x1C;

  /** CR, which follows {@link #END}. */
  static final byte CR = 0x0D;

  static final byte LF = 0x0A;

  private FrameBytes() {}

  /**
   * Bytes that senders add after a frame without meaning anything by it: another CR, the LF of
   * CRLF, the NUL of a C string, blanks.
   */
  static boolean isFiller(byte b) {
    return b == CR || b == LF || b == 0 || b == ' ' || b == '\t';
  }

  /** A message in its frame. */
  static byte[] framed(byte[] message) {
    byte[] frame = new byte[message.length + 3];
    frame[0] = START;
    System.arraycopy(message, 0, frame, 1, message.length);
    frame[message.length + 1] = END;
    frame[message.length + 2] = CR;
    return frame;
  }
}
