package dev.trestle.kernel.sealing;

import java.util.Optional;
import java.util.TreeMap;

/** A keyring store in memory. */
final class VolatileKeyring implements KeyringStore {
  private final TreeMap<String, byte[]> keys = new TreeMap<>();

  int size() {
    return keys.size();
  }

  @Override
  public Optional<byte[]> find(String name) {
    return Optional.ofNullable(keys.get(name));
  }

  @Override
  public byte[] add(String name, byte[] wrapped) {
    keys.putIfAbsent(name, wrapped);
    return keys.get(name);
  }
}
