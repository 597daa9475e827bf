package dev.trestle.postgres.backup;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest of a table that does not depend on the order of its rows: the sum of their SHA-256, as
 * four 64-bit words. It finds lost, doubled and changed rows; against forgery the file is sealed.
 */
final class RowDigest {
  private static final int WORDS = 4;
  private final MessageDigest sha256;
  private final long[] sum = new long[WORDS];
  private long rows;

  RowDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void add(byte[] row) {
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest(row));
    for (int i = 0; i < WORDS; i++) {
      sum[i] += digest.getLong();
    }
    rows++;
  }

  long rows() {
    return rows;
  }

  String hex() {
    ByteBuffer bytes = ByteBuffer.allocate(WORDS * Long.BYTES);
    for (long word : sum) {
      bytes.putLong(word);
    }
    return HexFormat.of().formatHex(bytes.array());
  }
}
