package dev.trestle.records.apply;

import dev.trestle.kernel.sealing.KeyedHash;
import dev.trestle.kernel.statement.Snapshot;
import dev.trestle.records.fold.CollectionState;
import dev.trestle.records.store.CollectionStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lists a batch works on. */
final class Lists {
  private final CollectionStore store;
  private final KeyedHash naming;
  private final long firstNewRid;
  private final Set<CollectionStore.Key> asked = new HashSet<>();
  private final Map<CollectionStore.Key, CollectionState> states = new HashMap<>();
  private final Set<CollectionStore.Key> changed = new HashSet<>();

  /**
   * @param firstNewRid owners from here on are made by this batch: no table has lists of them
   */
  Lists(CollectionStore store, KeyedHash naming, long firstNewRid) {
    this.store = store;
    this.naming = naming;
    this.firstNewRid = firstNewRid;
  }

  CollectionStore.Key key(long ownerRid, Snapshot snapshot) {
    List<String> parts = List.of("collection", snapshot.type(), snapshot.collection());
    return new CollectionStore.Key(ownerRid, naming.hash128(parts).toUuid());
  }

  /** Reads lists set-wise; returns the members of all. */
  Set<Long> prefetch(Collection<CollectionStore.Key> keys) throws SQLException {
    Set<CollectionStore.Key> fresh = new HashSet<>(keys);
    fresh.removeAll(asked);
    asked.addAll(fresh);
    Set<Long> members = new HashSet<>();
    for (CollectionStore.Row row : store.find(fresh)) {
      CollectionState state = CollectionState.decode(row.state());
      states.put(row.key(), state);
      members.addAll(state.members());
    }
    return members;
  }

  /** The list to fold into; it is written at the end. */
  CollectionState change(CollectionStore.Key key) throws SQLException {
    if (key.ownerRid() < firstNewRid && !asked.contains(key)) {
      prefetch(Set.of(key));
    }
    changed.add(key);
    return states.computeIfAbsent(key, fresh -> new CollectionState());
  }

  void write() throws SQLException {
    List<CollectionStore.Row> rows = new ArrayList<>();
    for (CollectionStore.Key key : changed) {
      CollectionState state = states.get(key);
      if (state != null) {
        rows.add(new CollectionStore.Row(key, state.encode()));
      }
    }
    store.put(rows);
  }
}
