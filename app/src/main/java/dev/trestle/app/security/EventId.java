package dev.trestle.app.security;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Ids in the order of time: UUID version 7 (RFC 9562 §5.7). */
final class EventId {
  private static final int RANDOM_A_BITS = 12;

  private EventId() {}

  static UUID of(Instant at, Random random) {
    long high = (at.toEpochMilli() << 16) | 0x7000 | random.nextInt(1 << RANDOM_A_BITS);
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | Long.MIN_VALUE;
    return new UUID(high, low);
  }
}
