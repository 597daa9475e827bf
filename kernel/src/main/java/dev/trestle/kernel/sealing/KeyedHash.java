package dev.trestle.kernel.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under one key, cut to 64 or 128 bits. Without the key, hashes of names, numbers and
 * dates cannot be tried out. Thread-safe.
 */
public final class KeyedHash {
  private static final String ALGORITHM = "HmacSHA256";
  private final ThreadLocal<Mac> mac;

  KeyedHash(byte[] key) {
    SecretKeySpec secret = new SecretKeySpec(key, ALGORITHM);
    this.mac =
        ThreadLocal.withInitial(
            () -> {
              try {
                Mac instance = Mac.getInstance(ALGORITHM);
                instance.init(secret);
                return instance;
              } catch (GeneralSecurityException e) {
                throw new IllegalStateException(ALGORITHM + " is not available", e);
              }
            });
  }

  /**
   * 128 bits of a list of texts; the list's structure counts, so that no two lists collide by
   * joining.
   */
  public Hash128 hash128(List<String> parts) {
    ByteBuffer digest = ByteBuffer.wrap(digest(parts));
    return new Hash128(digest.getLong(), digest.getLong());
  }

  /** 128 bits of bytes. */
  public Hash128 hash128(byte[] bytes) {
    ByteBuffer digest = ByteBuffer.wrap(mac.get().doFinal(bytes));
    return new Hash128(digest.getLong(), digest.getLong());
  }

  /** 64 bits of a list of texts. */
  public long hash64(List<String> parts) {
    return ByteBuffer.wrap(digest(parts)).getLong();
  }

  private byte[] digest(List<String> parts) {
    Mac instance = mac.get();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      instance.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
      instance.update(bytes);
    }
    return instance.doFinal();
  }
}
