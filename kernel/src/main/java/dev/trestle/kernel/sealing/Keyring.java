package dev.trestle.kernel.sealing;

import com.google.crypto.tink.subtle.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keyed hashes of a deployment (DESIGN §6 Sealing): the naming key makes ids, ordering and
 * dedupe hashes and is pinned for ever; index keys, one per search parameter, belong to an epoch
 * and can be rotated by rewriting the index.
 */
public final class Keyring {
  private static final String NAMING = "naming-key";
  private static final String INDEX = "index-root-1";
  private final KeyedHash naming;
  private final byte[] indexRoot;
  private final ConcurrentHashMap<String, KeyedHash> index = new ConcurrentHashMap<>();

  private Keyring(byte[] naming, byte[] indexRoot) {
    this.naming = new KeyedHash(naming);
    this.indexRoot = indexRoot;
  }

  /**
   * Opens the keyring of a deployment, and makes it when the deployment is new.
   *
   * @throws dev.trestle.kernel.problem.TrestleException MASTER_KEY_WRONG when the master key is
   *     another one
   */
  public static Keyring open(MasterKey masterKey, KeyringStore store) {
    return new Keyring(key(masterKey, store, NAMING), key(masterKey, store, INDEX));
  }

  /**
   * A keyring with fixed, public keys. Ids and hashes made with it hide nothing: for the offline
   * command and for tests.
   */
  public static Keyring fixedForOfflineUse() {
    return new Keyring(
        "trestle offline naming key, not secret".getBytes(StandardCharsets.UTF_8),
        "trestle offline index root, not secret".getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] key(MasterKey masterKey, KeyringStore store, String name) {
    byte[] wrapped =
        store
            .find(name)
            .orElseGet(
                () -> {
                  byte[] bytes = new byte[MasterKey.LENGTH];
                  new SecureRandom().nextBytes(bytes);
                  return store.add(name, masterKey.wrap(bytes, name));
                });
    return masterKey.unwrap(wrapped, name);
  }

  /** The naming key's hash: ids, ordering keys, dedupe. */
  public KeyedHash naming() {
    return naming;
  }

  /** The epoch of {@link #index}; stored with every row that holds index hashes. */
  public short indexEpoch() {
    return 1;
  }

  /** The hash of one search parameter, for example {@code Patient.family}. */
  public KeyedHash index(String parameter) {
    return index.computeIfAbsent(
        parameter,
        name -> {
          try {
            return new KeyedHash(
                Hkdf.computeHkdf(
                    "HMACSHA256",
                    indexRoot,
                    new byte[0],
                    name.getBytes(StandardCharsets.UTF_8),
                    MasterKey.LENGTH));
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF is not available", e);
          }
        });
  }
}
