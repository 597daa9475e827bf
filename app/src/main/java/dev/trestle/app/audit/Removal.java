package dev.trestle.app.audit;

import dev.trestle.kernel.sealing.SigningKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Blocks whose events were removed after their time. The blocks stay with their hashes, so that the
 * chain can be proved from its first block on; that the events went by right is signed.
 *
 * @param first the first of the blocks
 * @param last the last of them with its hash
 * @param at when, to the microsecond
 * @param keptYears how long events had to be kept then
 * @param event id of the event of the removal
 * @param signer public key
 */
record Removal(
    long first,
    Block.Link last,
    Instant at,
    int keptYears,
    UUID event,
    byte[] signer,
    byte[] signature) {
  private static final String PURPOSE = "audit-removal";
  private static final byte[] FORM = "trestle audit removal 1".getBytes(StandardCharsets.US_ASCII);

  /** What has to be kept in any case: six years (45 CFR 164.316(b)(2)(i)). */
  static final int LEAST_YEARS = 6;

  static Removal sign(
      long first, Block.Link last, Instant at, int keptYears, UUID event, SigningKey key) {
    Removal unsigned =
        new Removal(
            first,
            last,
            at.truncatedTo(ChronoUnit.MICROS),
            keptYears,
            event,
            key.publicKey(),
            new byte[0]);
    return new Removal(
        first,
        last,
        unsigned.at(),
        keptYears,
        event,
        key.publicKey(),
        key.sign(PURPOSE, unsigned.content()));
  }

  private byte[] content() {
    return ByteBuffer.allocate(
            FORM.length + Integer.BYTES + 5 * Long.BYTES + last.hash().length + signer.length)
        .put(FORM)
        .putLong(first)
        .putLong(last.number())
        .put(last.hash())
        .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
        .putInt(keptYears)
        .putLong(event.getMostSignificantBits())
        .putLong(event.getLeastSignificantBits())
        .put(signer)
        .array();
  }

  boolean isSigned() {
    return SigningKey.verifies(signer, PURPOSE, content(), signature);
  }

  /** Whether the events of a block had been kept long enough. */
  boolean wasDue(Block block) {
    Instant until = before(at, Math.max(keptYears, LEAST_YEARS));
    return block.lastAt().isBefore(until) && block.sealedAt().isBefore(until);
  }

  /** What is older than this has been kept for so many years. */
  static Instant before(Instant now, int years) {
    return now.atOffset(ZoneOffset.UTC).minusYears(years).toInstant();
  }

  @Override
  public String toString() {
    return "Removal[" + first + "-" + last.number() + "]";
  }
}
