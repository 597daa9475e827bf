package dev.trestle.app.audit;

import dev.trestle.app.security.AuditEvent;
import dev.trestle.app.security.AuditLog;
import dev.trestle.kernel.sealing.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * One transaction that hands over from a key to a new one: the event of the change is sealed by the
 * old key with everything before it, and the old key signs the new one for all that follows.
 */
final class KeyRotation {
  static final String ACTION = "audit-key-rotate";

  private KeyRotation() {}

  /**
   * What was done.
   *
   * @param link the last block that the old key sealed
   */
  record Done(KeyChange change, Block.Link link) {}

  static Done run(
      Handle handle,
      AuditKeys keys,
      AuditLog log,
      Block.Link known,
      Instant now,
      String actor,
      String reason) {
    BlockStore.awaitLock(handle);
    int number = keys.number(handle);
    SigningKey old = keys.of(number);
    SigningKey next = keys.of(number + 1);
    UUID event =
        log.record(
            handle,
            new AuditEvent(
                now,
                actor,
                ACTION,
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(
                    "key %d %s follows key %d %s: %s"
                        .formatted(
                            number + 1,
                            AuditKey.hex(next.publicKey()),
                            number,
                            AuditKey.hex(old.publicKey()),
                            reason))));
    SealingRound.Result sealed;
    do {
      sealed = SealingRound.seal(handle, known, now, old);
    } while (sealed.more());
    KeyChange change = KeyChange.sign(old, number + 1, next.publicKey(), sealed.link(), event, now);
    AuditKeyStore.add(handle, change);
    return new Done(change, sealed.link());
  }
}
