package dev.trestle.orchestration.code;

import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.statement.UnmappedCode;
import dev.trestle.orchestration.code.UnmappedCountStore.Place;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A code with its text as it is stored, sealed to its row. */
final class SealedCode {
  /** Characters kept of a code and of a text; the hash is that of the whole code. */
  private static final int KEPT_CHARACTERS = 200;

  private static final String PURPOSE = "unmapped_code";
  private final Sealer sealer;

  SealedCode(Sealer sealer) {
    this.sealer = sealer;
  }

  byte[] seal(Place place, UUID hash, UnmappedCode code) {
    byte[] first = bytes(code.code());
    byte[] second = bytes(code.text());
    ByteBuffer plain = ByteBuffer.allocate(Integer.BYTES + first.length + second.length);
    plain.putInt(first.length).put(first).put(second);
    return sealer.seal(PURPOSE, row(place, hash), plain.array());
  }

  UnmappedCode open(Place place, UUID hash, byte[] sealed) {
    ByteBuffer plain = ByteBuffer.wrap(sealer.open(PURPOSE, row(place, hash), sealed));
    byte[] first = new byte[plain.getInt()];
    plain.get(first);
    byte[] second = new byte[plain.remaining()];
    plain.get(second);
    return new UnmappedCode(
        place.table(),
        new String(first, StandardCharsets.UTF_8),
        new String(second, StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String text) {
    String kept =
        text.codePointCount(0, text.length()) <= KEPT_CHARACTERS
            ? text
            : text.substring(0, text.offsetByCodePoints(0, KEPT_CHARACTERS)) + "…";
    return kept.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] row(Place place, UUID hash) {
    byte[] table = place.table().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES + table.length)
        .putInt(place.source())
        .putLong(hash.getMostSignificantBits())
        .putLong(hash.getLeastSignificantBits())
        .put(table)
        .array();
  }
}
