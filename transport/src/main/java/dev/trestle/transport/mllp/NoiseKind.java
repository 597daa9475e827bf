package dev.trestle.transport.mllp;

import java.nio.charset.StandardCharsets;

/** What bytes outside a frame look like, so that the operator learns what is connected. */
enum NoiseKind {
  TLS_HELLO("a TLS hello on a plain-text port", true),
  HTTP("an HTTP request on an MLLP port", true),
  UNFRAMED_HL7("HL7 text without a start byte", false),
  OTHER("bytes outside a frame", false);

  /** The length of the longest start. */
  static final int START_BYTES = 8;

  private static final String[] HTTP_STARTS = {"GET ", "POST ", "PUT ", "HEAD ", "OPTIONS "};
  private static final String[] HL7_STARTS = {"MSH", "FHS", "BHS"};

  final String detail;

  /** Whether a frame can never follow. */
  final boolean hopeless;

  NoiseKind(String detail, boolean hopeless) {
    this.detail = detail;
    this.hopeless = hopeless;
  }

  /** By the first bytes, as many as there are; {@link #START_BYTES} are enough. */
  static NoiseKind of(byte[] start) {
    // RFC 8446 §5.1: content type 22 (handshake), major version 3.
    if (start.length >= 2 && start[0] == 0x16 && start[1] == 3) {
      return TLS_HELLO;
    }
    String text = new String(start, StandardCharsets.ISO_8859_1);
    for (String http : HTTP_STARTS) {
      if (text.startsWith(http)) {
        return HTTP;
      }
    }
    for (String hl7 : HL7_STARTS) {
      if (text.startsWith(hl7)) {
        return UNFRAMED_HL7;
      }
    }
    return OTHER;
  }
}
