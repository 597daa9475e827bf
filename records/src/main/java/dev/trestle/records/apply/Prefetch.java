package dev.trestle.records.apply;

import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Snapshot;
import dev.trestle.records.store.CollectionStore;
import dev.trestle.records.store.NameStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a batch will need in five statements. Only a guess: what an entry of the batch changes
 * for a later one is looked up then.
 */
final class Prefetch {
  private final Names names;
  private final Map<ResourceKey, List<UUID>> hashes = new LinkedHashMap<>();

  private Prefetch(Names names) {
    this.names = names;
  }

  static void run(List<Entry> entries, Names names, Lists lists, WorkingSet working, Moves moves)
      throws SQLException {
    Prefetch prefetch = new Prefetch(names);
    Set<ResourceKey> dependents = prefetch.withoutSubject(entries);
    prefetch.names(prefetch.hashes.values());
    List<List<UUID>> wanted = new ArrayList<>();
    for (ResourceKey key : dependents) {
      List<UUID> hashes = names.hashes(key, prefetch.subjectId(key));
      prefetch.hashes.put(key, hashes);
      if (prefetch.isKnown(key.patient())) {
        wanted.add(hashes);
      } else {
        names.absent(hashes); // a subject is there as soon as something belongs to it
      }
      if (OrderNumbers.isOrder(key)) {
        wanted.add(names.hashes(key, null));
      }
    }
    prefetch.names(wanted);
    Set<CollectionStore.Key> listKeys = new LinkedHashSet<>();
    for (Entry entry : entries) {
      for (Snapshot snapshot : entry.translation().snapshots()) {
        prefetch
            .find(entry.translation().keys().get(snapshot.owner()))
            .ifPresent(owner -> listKeys.add(lists.key(owner.rid(), snapshot)));
      }
    }
    Set<Long> rids = new HashSet<>(lists.prefetch(listKeys));
    Set<Long> patients = new HashSet<>();
    for (ResourceKey key : prefetch.hashes.keySet()) {
      Optional<NameStore.Named> named = prefetch.find(key);
      named.ifPresent(one -> rids.add(one.rid()));
      if (key.type().equals("Patient")) {
        named.ifPresent(one -> patients.add(one.rid()));
      }
    }
    working.prefetch(rids);
    moves.prefetch(patients);
  }

  /** Hashes the keys without a subject; returns the others. */
  private Set<ResourceKey> withoutSubject(List<Entry> entries) {
    Set<ResourceKey> dependents = new LinkedHashSet<>();
    for (Entry entry : entries) {
      for (ResourceKey key : entry.translation().keys()) {
        ResourceKey subject = key.patient();
        if (subject != null) {
          dependents.add(key);
        }
        ResourceKey first = subject == null ? key : subject;
        hashes.computeIfAbsent(first, fresh -> names.hashes(fresh, null));
      }
    }
    return dependents;
  }

  private void names(Iterable<List<UUID>> lists) throws SQLException {
    Set<UUID> all = new HashSet<>();
    lists.forEach(all::addAll);
    names.prefetch(all);
  }

  private boolean isKnown(@Nullable ResourceKey subject) {
    return subject != null && find(subject).isPresent();
  }

  private UUID subjectId(ResourceKey key) {
    ResourceKey subject = key.patient();
    if (subject == null) {
      throw new IllegalArgumentException("no subject");
    }
    return find(subject)
        .map(NameStore.Named::id)
        .orElseGet(() -> names.hashes(subject, null).get(0));
  }

  private Optional<NameStore.Named> find(ResourceKey key) {
    for (UUID hash : hashes.getOrDefault(key, List.of())) {
      Optional<NameStore.Named> named = names.known(hash);
      if (named.isPresent()) {
        return named;
      }
    }
    return Optional.empty();
  }
}
