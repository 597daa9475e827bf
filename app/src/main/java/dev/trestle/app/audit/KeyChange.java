package dev.trestle.app.audit;

import dev.trestle.kernel.sealing.SigningKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * A key that follows another one. The key before signs it together with the place in the chain: who
 * trusts that key can follow, and nobody can move the change.
 *
 * @param number of the new key, from 2
 * @param publicKey of the new key
 * @param last the block before the first one that the new key signs
 * @param event id of the event of the change; it is sealed by the key before
 * @param at when, to the microsecond
 * @param signature of the key before
 */
record KeyChange(
    int number, byte[] publicKey, Block.Link last, UUID event, Instant at, byte[] signature) {
  private static final String PURPOSE = "audit-key";
  private static final byte[] FORM = "trestle audit key 1".getBytes(StandardCharsets.US_ASCII);

  /** Hands over from one key to the next. */
  static KeyChange sign(
      SigningKey before, int number, byte[] publicKey, Block.Link last, UUID event, Instant at) {
    KeyChange unsigned =
        new KeyChange(
            number, publicKey, last, event, at.truncatedTo(ChronoUnit.MICROS), new byte[0]);
    return new KeyChange(
        number, publicKey, last, event, unsigned.at(), before.sign(PURPOSE, unsigned.content()));
  }

  private byte[] content() {
    return ByteBuffer.allocate(
            FORM.length + Integer.BYTES + publicKey.length + 4 * Long.BYTES + last.hash().length)
        .put(FORM)
        .putInt(number)
        .put(publicKey)
        .putLong(last.number())
        .put(last.hash())
        .putLong(event.getMostSignificantBits())
        .putLong(event.getLeastSignificantBits())
        .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
        .array();
  }

  /** Whether the owner of this public key handed over. */
  boolean isSignedBy(byte[] before) {
    return SigningKey.verifies(before, PURPOSE, content(), signature);
  }

  @Override
  public String toString() {
    return "KeyChange[" + number + "]";
  }
}
