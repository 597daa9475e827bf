package dev.trestle.app.command;

import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.ResourceKey;
import java.util.ArrayList;
import java.util.List;

/** Ids as the store makes them, with the public key of commands that need no server. */
final class OfflineIds {
  private final Keyring keyring = Keyring.fixedForOfflineUse();

  String of(ResourceKey key) {
    List<String> parts = new ArrayList<>(List.of("id", key.type(), key.scope()));
    ResourceKey patient = key.patient();
    if (patient != null) {
      parts.add(of(patient));
    }
    BusinessKey name = key.names().get(0);
    parts.addAll(List.of(name.kind(), name.authority(), name.value()));
    Hash128 hash = keyring.naming().hash128(parts);
    return hash.toUuidVersion8().toString();
  }
}
