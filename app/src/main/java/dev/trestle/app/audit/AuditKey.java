package dev.trestle.app.audit;

import dev.trestle.kernel.sealing.KeyringStore;
import dev.trestle.kernel.sealing.MasterKey;
import dev.trestle.kernel.sealing.SigningKey;
import java.util.HexFormat;

/** The key that signs the audit of a deployment. */
public final class AuditKey {
  private static final String NAME = "audit-signing-1";

  private AuditKey() {}

  /** Opens it; makes it when the deployment has none. */
  public static SigningKey open(MasterKey masterKey, KeyringStore store) {
    return SigningKey.open(masterKey, store, NAME);
  }

  /** A public key or hash as people compare it: hexadecimal digits. */
  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
