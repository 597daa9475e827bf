package dev.trestle.app.audit;

import java.util.HexFormat;

/** How keys and hashes of the audit are written. */
final class AuditKey {
  private AuditKey() {}

  /** A public key or hash as people compare it: hexadecimal digits. */
  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
