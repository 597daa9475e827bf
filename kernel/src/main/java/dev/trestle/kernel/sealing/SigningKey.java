package dev.trestle.kernel.sealing;

import com.google.crypto.tink.subtle.Ed25519Sign;
import com.google.crypto.tink.subtle.Ed25519Verify;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/**
 * A key that signs (Ed25519, RFC 8032). Its private half is kept wrapped by the master key, so that
 * whoever can only write to the database cannot sign; the public half is for everybody.
 */
public final class SigningKey {
  /** Length of a public key in bytes. */
  public static final int PUBLIC_BYTES = 32;

  private final Ed25519Sign signer;
  private final byte[] publicKey;

  private SigningKey(byte[] seed) {
    try {
      Ed25519Sign.KeyPair pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed);
      this.signer = new Ed25519Sign(pair.getPrivateKey());
      this.publicKey = pair.getPublicKey();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 is not available", e);
    }
  }

  /**
   * Opens the key of this name, and makes it when the deployment has none.
   *
   * @throws dev.trestle.kernel.problem.TrestleException MASTER_KEY_WRONG when the stored one was
   *     not wrapped by this master key
   */
  public static SigningKey open(MasterKey masterKey, KeyringStore store, String name) {
    byte[] wrapped =
        store
            .find(name)
            .orElseGet(
                () -> {
                  byte[] seed = new byte[Ed25519Sign.SECRET_KEY_LEN];
                  new SecureRandom().nextBytes(seed);
                  return store.add(name, masterKey.wrap(seed, name));
                });
    return new SigningKey(masterKey.unwrap(wrapped, name));
  }

  /** A key that dies with the process, for tests. */
  public static SigningKey inMemory() {
    byte[] seed = new byte[Ed25519Sign.SECRET_KEY_LEN];
    new SecureRandom().nextBytes(seed);
    return new SigningKey(seed);
  }

  /** The public half, 32 bytes. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /**
   * Signs.
   *
   * @param purpose what is signed; a signature holds for no other purpose
   */
  public byte[] sign(String purpose, byte[] content) {
    try {
      return signer.sign(bound(purpose, content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 is not available", e);
    }
  }

  /** Whether the owner of this public key signed this content for this purpose. */
  public static boolean verifies(
      byte[] publicKey, String purpose, byte[] content, byte[] signature) {
    if (publicKey.length != PUBLIC_BYTES) {
      return false;
    }
    try {
      new Ed25519Verify(publicKey).verify(signature, bound(purpose, content));
      return true;
    } catch (GeneralSecurityException wrong) {
      return false;
    }
  }

  private static byte[] bound(String purpose, byte[] content) {
    byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(name.length + 1 + content.length)
        .put(name)
        .put((byte) 0)
        .put(content)
        .array();
  }
}
