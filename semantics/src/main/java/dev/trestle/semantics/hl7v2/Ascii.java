package dev.trestle.semantics.hl7v2;

import java.nio.charset.StandardCharsets;

/** Tests on single bytes, and the bytes that frame messages. */
final class Ascii {
  static final byte TAB = 0x09;
  static final byte LF = 0x0A;

  /** Start of an MLLP frame. */
  static final byte VT = 0x0B;

  static final byte CR = 0x0D;

  /** End of an MLLP frame. */
  static final byte FS = 0x1C;

  private Ascii() {}

  static boolean isUpper(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  static boolean isLetterOrDigit(byte b) {
    return isUpper(b) || isDigit(b) || (b >= 'a' && b <= 'z');
  }

  static boolean isLineBreak(byte b) {
    return b == CR || b == LF;
  }

  /** A character that FHIR strings may not hold (FHIR R4 datatypes §2.24.0.1, string). */
  static boolean isIllegalControl(int c) {
    return c >= 0 && c < 0x20 && c != TAB && c != LF && c != CR;
  }

  /** Value of a hexadecimal digit, or -1. */
  static int hex(byte b) {
    return b < 0 ? -1 : Character.digit((char) b, 16);
  }

  static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }
}
