package dev.trestle.kernel.sealing;

import java.time.LocalDate;
import java.util.Optional;

/** Where wrapped data keys are kept. */
public interface DataKeyStore {
  /**
   * A wrapped data key.
   *
   * @param id stands in every ciphertext under this key
   * @param purpose what it seals, for example {@code journal}
   * @param wrapped the key under the master key
   */
  record WrappedKey(int id, String purpose, byte[] wrapped) {
    @Override
    public String toString() {
      return "WrappedKey[" + id + ", " + purpose + "]";
    }
  }

  /** The key of a purpose and day, if there is one. */
  Optional<WrappedKey> find(String purpose, LocalDate day);

  /** The key with this id. */
  Optional<WrappedKey> byId(int id);

  /**
   * Adds a key unless the purpose and day have one, and returns the one that stands. It is
   * committed and flushed when this returns: nothing may be sealed with a key that a crash could
   * take away.
   */
  WrappedKey add(String purpose, LocalDate day, byte[] wrapped);
}
