package dev.trestle.records.apply;

import dev.trestle.kernel.sealing.KeyedHash;
import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.NameHash;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.records.store.NameStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The names known to a batch: those of the database, looked up set-wise, and those that its own
 * entries have made.
 */
final class Names {
  private final NameStore store;
  private final KeyedHash naming;
  private final Map<UUID, NameStore.Named> known = new HashMap<>();
  private final Set<UUID> asked = new HashSet<>();
  private final Map<Long, Long> owners = new HashMap<>(0);
  private final Map<Owned, List<UUID>> hashed = new HashMap<>();

  /** A key with the id of its subject, if it has one. */
  private record Owned(ResourceKey key, @Nullable UUID subject) {}

  Names(NameStore store, KeyedHash naming) {
    this.store = store;
    this.naming = naming;
  }

  /**
   * The hashes of a key's names, best first; the first would be the id of a new resource.
   *
   * @param subject id of the patient, or null
   */
  List<UUID> hashes(ResourceKey key, @Nullable UUID subject) {
    return hashed.computeIfAbsent(
        new Owned(key, subject), fresh -> hash(key, subject == null ? "" : subject.toString()));
  }

  private List<UUID> hash(ResourceKey key, String of) {
    List<UUID> hashes = new ArrayList<>(key.names().size());
    for (BusinessKey name : key.names()) {
      hashes.add(NameHash.of(naming, key.type(), key.scope(), of, name));
    }
    return hashes;
  }

  /** Asks the database for many names at once. */
  void prefetch(Set<UUID> hashes) throws SQLException {
    Set<UUID> fresh = new HashSet<>(hashes);
    fresh.removeAll(asked);
    asked.addAll(fresh);
    known.putAll(store.find(fresh));
  }

  /** The database need not be asked for these: they lead nowhere yet. */
  void absent(List<UUID> hashes) {
    asked.addAll(hashes);
  }

  /** The resource that a name leads to. */
  Optional<NameStore.Named> find(UUID hash) throws SQLException {
    if (!asked.contains(hash)) {
      prefetch(Set.of(hash));
    }
    return known(hash);
  }

  /** The names known here that lead to a resource. */
  Set<UUID> of(long rid) {
    Set<UUID> names = new HashSet<>();
    known.forEach(
        (hash, named) -> {
          if (named.rid() == rid) {
            names.add(hash);
          }
        });
    return names;
  }

  /** The same without asking the database. */
  Optional<NameStore.Named> known(UUID hash) {
    NameStore.Named named = known.get(hash);
    Long owner = named == null || owners.isEmpty() ? null : owners.get(named.rid());
    return named == null || owner == null
        ? Optional.ofNullable(named)
        : Optional.of(new NameStore.Named(named.rid(), named.id(), owner));
  }

  /** From here on a resource is of another Patient. */
  void moved(long rid, long patientRid) {
    owners.put(rid, patientRid);
  }

  /** Makes a name known to the entries that follow. */
  void learn(UUID hash, NameStore.Named resource) {
    asked.add(hash);
    known.put(hash, resource);
  }
}
