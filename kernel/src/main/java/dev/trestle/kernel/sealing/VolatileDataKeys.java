package dev.trestle.kernel.sealing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Data keys that die with the process, and with them all that was sealed by them. */
public final class VolatileDataKeys implements DataKeyStore {
  private final List<WrappedKey> keys = new ArrayList<>();
  private final Map<String, WrappedKey> byDay = new HashMap<>();

  @Override
  public synchronized Optional<WrappedKey> find(String purpose, LocalDate day) {
    return Optional.ofNullable(byDay.get(purpose + "|" + day));
  }

  @Override
  public synchronized Optional<WrappedKey> byId(int id) {
    return id >= 1 && id <= keys.size() ? Optional.of(keys.get(id - 1)) : Optional.empty();
  }

  @Override
  public synchronized WrappedKey add(String purpose, LocalDate day, byte[] wrapped) {
    return byDay.computeIfAbsent(
        purpose + "|" + day,
        unused -> {
          WrappedKey key = new WrappedKey(keys.size() + 1, purpose, wrapped);
          keys.add(key);
          return key;
        });
  }
}
