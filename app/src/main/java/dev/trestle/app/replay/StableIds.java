package dev.trestle.app.replay;

import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.statement.NameHash;
import dev.trestle.kernel.statement.ResourceKey;

/** Names resources as the records do, without asking for aliases: the same key, the same id. */
public final class StableIds {
  private final Keyring keyring;

  public StableIds(Keyring keyring) {
    this.keyring = keyring;
  }

  /** The logical id of a key. */
  public String of(ResourceKey key) {
    ResourceKey patient = key.patient();
    return NameHash.of(
            keyring.naming(),
            key.type(),
            key.scope(),
            patient == null ? "" : of(patient),
            key.names().get(0))
        .toString();
  }
}
