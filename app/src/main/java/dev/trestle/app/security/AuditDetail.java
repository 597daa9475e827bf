package dev.trestle.app.security;

import dev.trestle.kernel.sealing.Sealer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The sealed part of an event. */
public final class AuditDetail {
  private AuditDetail() {}

  /**
   * Opens the detail of an event.
   *
   * @throws dev.trestle.kernel.problem.TrestleException CIPHERTEXT_INVALID when it was sealed for
   *     another event
   */
  public static String open(Sealer sealer, UUID event, byte[] detail) {
    return new String(
        sealer.open(AuditStore.SEALED, AuditStore.place(event), detail), StandardCharsets.UTF_8);
  }
}
