package dev.trestle.orchestration.journal;

import dev.trestle.kernel.message.OrderingKey.Kind;
import dev.trestle.kernel.sealing.Hash128;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An ordering key as the journal keeps it: what kind it is, and its hash under the naming key.
 *
 * @param kind patient, merge, visit or order
 * @param hash equal hashes are equal keys
 */
public record HashedKey(Kind kind, Hash128 hash) {
  private static final int BYTES = 16;

  static String kinds(List<HashedKey> keys) {
    StringBuilder letters = new StringBuilder(keys.size());
    keys.forEach(key -> letters.append(key.kind().name().charAt(0)));
    return letters.toString();
  }

  static byte[] hashes(List<HashedKey> keys) {
    ByteBuffer buffer = ByteBuffer.allocate(keys.size() * BYTES);
    keys.forEach(key -> buffer.putLong(key.hash().high()).putLong(key.hash().low()));
    return buffer.array();
  }

  /** Keys as the journal keeps them. */
  public static List<HashedKey> read(String kinds, byte[] hashes) {
    ByteBuffer buffer = ByteBuffer.wrap(hashes);
    List<HashedKey> keys = new ArrayList<>(kinds.length());
    for (int i = 0; i < kinds.length(); i++) {
      keys.add(
          new HashedKey(kind(kinds.charAt(i)), new Hash128(buffer.getLong(), buffer.getLong())));
    }
    return keys;
  }

  private static Kind kind(char letter) {
    return switch (letter) {
      case 'P' -> Kind.PATIENT;
      case 'M' -> Kind.MERGE;
      case 'V' -> Kind.VISIT;
      case 'O' -> Kind.ORDER;
      default -> throw new IllegalArgumentException("no kind of key: " + letter);
    };
  }
}
