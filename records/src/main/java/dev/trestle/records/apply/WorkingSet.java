package dev.trestle.records.apply;

import dev.trestle.records.fold.Mark;
import dev.trestle.records.fold.MarkCodec;
import dev.trestle.records.fold.StateCodec;
import dev.trestle.records.index.FhirTypes;
import dev.trestle.records.store.ResourceRow;
import dev.trestle.records.store.ResourceStore;
import dev.trestle.records.store.SealedBodies;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The resources a batch works on: read set-wise, each once; opened when first touched. */
final class WorkingSet {
  private final ResourceStore store;
  private final SealedBodies bodies;
  private final long firstNewRid;
  private final Set<Long> asked = new HashSet<>();
  private final Map<Long, ResourceRow> rows = new HashMap<>();
  private final SortedMap<Long, Working> open = new TreeMap<>();

  /**
   * @param firstNewRid numbers from here on are given out by this batch: no table has them
   */
  WorkingSet(ResourceStore store, SealedBodies bodies, long firstNewRid) {
    this.store = store;
    this.bodies = bodies;
    this.firstNewRid = firstNewRid;
  }

  void prefetch(Collection<Long> rids) throws SQLException {
    Set<Long> fresh = new HashSet<>(rids);
    fresh.removeAll(asked);
    if (!fresh.isEmpty()) {
      asked.addAll(fresh);
      store.current(fresh).forEach(row -> rows.put(row.rid(), row));
    }
  }

  /** A resource that exists, in the table or made by this batch. */
  Optional<Working> find(long rid) throws SQLException {
    Working working = open.get(rid);
    if (working != null) {
      return Optional.of(working);
    }
    if (rid < firstNewRid && !asked.contains(rid)) {
      prefetch(Set.of(rid));
    }
    ResourceRow row = rows.get(rid);
    if (row == null) {
      return Optional.empty();
    }
    Working opened = open(row);
    open.put(rid, opened);
    return Optional.of(opened);
  }

  private Working open(ResourceRow row) {
    byte[] plain = bodies.openState(row.rid(), row.version(), row.state());
    byte[] marks = row.marks();
    List<Mark> decoded = marks == null ? List.of() : MarkCodec.decode(marks);
    return Working.stored(row, FhirTypes.name(row.type()), StateCodec.decode(plain), decoded);
  }

  void add(Working working) {
    open.put(working.rid, working);
  }

  /** All resources touched, in order of their numbers. */
  Collection<Working> touched() {
    return open.values();
  }
}
