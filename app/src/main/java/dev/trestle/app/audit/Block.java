package dev.trestle.app.audit;

import dev.trestle.kernel.sealing.SigningKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Events that were sealed together. The signature is over the hash, the hash over everything else
 * and the hash of the block before: who knows the hash of the newest block can prove all.
 *
 * @param number from 1, without gaps
 * @param previous hash of the block before; 32 zero bytes in the first
 * @param sealedAt when, to the microsecond
 * @param firstAt time of its earliest event
 * @param lastAt time of its latest event
 * @param members ids of its events, ascending
 * @param digests of its events in the order of their ids, 32 bytes each
 * @param signer public key
 */
record Block(
    long number,
    byte[] previous,
    Instant sealedAt,
    Instant firstAt,
    Instant lastAt,
    List<IdRange> members,
    byte[] digests,
    byte[] signer,
    byte[] hash,
    byte[] signature) {
  private static final byte[] FORM = "trestle audit block 1".getBytes(StandardCharsets.US_ASCII);

  /** What the signature of a block is for. */
  static final String PURPOSE = "audit-block";

  Block {
    members = List.copyOf(members);
  }

  /** The last block of a chain, or the place before the first. */
  record Link(long number, byte[] hash) {
    static final Link NONE = new Link(0, new byte[Sha256.BYTES]);

    boolean is(Link other) {
      return number == other.number && Arrays.equals(hash, other.hash);
    }

    @Override
    public String toString() {
      return number + " " + HexFormat.of().formatHex(hash);
    }
  }

  /**
   * Seals events.
   *
   * @param events not none, ascending by id
   */
  static Block seal(Link before, Instant at, List<StoredEvent> events, SigningKey key) {
    ByteBuffer digests = ByteBuffer.allocate(events.size() * Sha256.BYTES);
    events.forEach(event -> digests.put(event.digest()));
    Block unsigned =
        new Block(
            before.number() + 1,
            before.hash(),
            at.truncatedTo(ChronoUnit.MICROS),
            events.stream().map(StoredEvent::at).min(Instant::compareTo).orElseThrow(),
            events.stream().map(StoredEvent::at).max(Instant::compareTo).orElseThrow(),
            IdRange.of(events.stream().map(StoredEvent::id).toList()),
            digests.array(),
            key.publicKey(),
            new byte[0],
            new byte[0]);
    byte[] hash = unsigned.computeHash();
    return unsigned.with(hash, key.sign(PURPOSE, hash));
  }

  private Block with(byte[] newHash, byte[] newSignature) {
    return new Block(
        number,
        previous,
        sealedAt,
        firstAt,
        lastAt,
        members,
        digests,
        signer,
        newHash,
        newSignature);
  }

  /** The hash as it has to be. */
  byte[] computeHash() {
    byte[] ids = IdRange.text(members).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer head =
        ByteBuffer.allocate(
            FORM.length + 4 * Long.BYTES + previous.length + 4 + ids.length + signer.length);
    head.put(FORM).putLong(number).put(previous);
    head.putLong(micros(sealedAt)).putLong(micros(firstAt)).putLong(micros(lastAt));
    head.putInt(ids.length).put(ids).put(signer);
    var hash = Sha256.digest();
    hash.update(head.array());
    return hash.digest(digests);
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  boolean isSigned() {
    return SigningKey.verifies(signer, PURPOSE, hash, signature);
  }

  Link link() {
    return new Link(number, hash);
  }

  long events() {
    return members.stream().mapToLong(IdRange::size).sum();
  }

  @Override
  public String toString() {
    return "Block[" + number + "]";
  }
}
