package dev.trestle.kernel.sealing;

import java.util.Optional;

/** Where the deployment's wrapped naming and index keys are kept. */
public interface KeyringStore {
  /** The wrapped key of this name, if the deployment has one. */
  Optional<byte[]> find(String name);

  /**
   * Adds a wrapped key unless there is one of this name, commits, and returns the one that stands.
   */
  byte[] add(String name, byte[] wrapped);
}
