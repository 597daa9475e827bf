package dev.trestle.kernel.sealing;

import java.util.UUID;

/**
 * A 128-bit keyed hash.
 *
 * @param high first 64 bits, big-endian
 * @param low last 64 bits
 */
public record Hash128(long high, long low) {
  /** From a database value. */
  public static Hash128 of(UUID value) {
    return new Hash128(value.getMostSignificantBits(), value.getLeastSignificantBits());
  }

  /** As a database value. */
  public UUID toUuid() {
    return new UUID(high, low);
  }

  /**
   * As a FHIR id: the text of a UUID of version 8 (RFC 9562 §5.8), 36 characters. Six of the 128
   * bits are given up for the version and variant.
   */
  public UUID toUuidVersion8() {
    return new UUID(
        (high & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L, (low & 0x3FFF_FFFF_FFFF_FFFFL) | (1L << 63));
  }
}
