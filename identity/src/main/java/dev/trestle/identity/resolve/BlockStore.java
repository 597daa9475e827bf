package dev.trestle.identity.resolve;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Tables {@code identity_block} and {@code identity_full_block}: who shares a key. A key that more
 * records share than the limit says nothing and proposes nobody, whoever came first; when it gets
 * full, or has room again, its records are compared anew.
 */
final class BlockStore {
  /** Records that share one key and are still compared. */
  static final int BLOCK_RECORDS = 100;

  private static final String ADD =
      """
      insert into identity_block (key, rid) select * from unnest(?::int8[], ?::int8[])
      on conflict do nothing
      """;
  private static final String REMOVE =
      """
      delete from identity_block b using unnest(?::int8[], ?::int8[]) as w(key, rid)
       where b.key = w.key and b.rid = w.rid
      """;

  /** Of keys that were not full: what came in since is all that can be above the limit. */
  private static final String MEMBERS = "select key, rid from identity_block where key = any (?)";

  private static final String FIRST_MEMBERS =
      """
      select k.key, b.rid from unnest(?::int8[]) as k(key)
       cross join lateral (
         select rid from identity_block b where b.key = k.key order by rid limit ?) b
      """;
  private static final String FIRST_MEMBERS_NOW =
      FIRST_MEMBERS + " where not exists (select from identity_full_block f where f.key = k.key)";
  private static final String FULL = "select key from identity_full_block where key = any (?)";
  private static final String FILL =
      "insert into identity_full_block (key) select unnest(?::int8[]) on conflict do nothing";
  private static final String EMPTY = "delete from identity_full_block where key = any (?)";
  private static final String COUNT_FULL = "select count(*) from identity_full_block";

  private final Connection db;

  BlockStore(Handle handle) {
    this.db = handle.getConnection();
  }

  /** A record under a key. */
  record Entry(long key, long rid) {}

  void add(List<Entry> entries) throws SQLException {
    run(ADD, entries);
  }

  void remove(List<Entry> entries) throws SQLException {
    run(REMOVE, entries);
  }

  private void run(String sql, List<Entry> entries) throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(Entry::key)); // neighbours in the index
    try (PreparedStatement statement = db.prepareStatement(sql)) {
      statement.setArray(1, db.createArrayOf("int8", sorted.stream().map(Entry::key).toArray()));
      statement.setArray(2, db.createArrayOf("int8", sorted.stream().map(Entry::rid).toArray()));
      statement.executeUpdate();
    }
  }

  /**
   * The records under keys that are not full.
   *
   * @param changed told whose keys got full or have room again
   */
  Map<Long, List<Long>> members(Collection<Long> keys, Set<Long> changed) throws SQLException {
    Set<Long> before = full(keys);
    Set<Long> open = new TreeSet<>(keys);
    open.removeAll(before);
    Map<Long, List<Long>> members = new HashMap<>();
    readAll(open, members);
    readFirst(FIRST_MEMBERS, before, members);
    Set<Long> filled = new TreeSet<>();
    Set<Long> emptied = new TreeSet<>();
    for (Long key : keys) {
      List<Long> rids = members.getOrDefault(key, List.of());
      if (rids.size() > BLOCK_RECORDS) {
        members.remove(key);
        if (!before.contains(key)) {
          filled.add(key);
          changed.addAll(rids);
        }
      } else if (before.contains(key)) {
        emptied.add(key);
        changed.addAll(rids);
      }
    }
    if (!filled.isEmpty()) {
      update(FILL, filled);
    }
    if (!emptied.isEmpty()) {
      update(EMPTY, emptied);
    }
    return members;
  }

  /** The records under keys that are not full, as they are now; nothing is written. */
  Map<Long, List<Long>> membersNow(Collection<Long> keys) throws SQLException {
    Map<Long, List<Long>> members = new HashMap<>();
    readFirst(FIRST_MEMBERS_NOW, keys, members);
    members.values().removeIf(rids -> rids.size() > BLOCK_RECORDS);
    return members;
  }

  /** The records under keys that are not full, the rarest keys first; nothing is written. */
  Set<Long> candidates(Collection<Long> keys, int most) throws SQLException {
    List<List<Long>> blocks = new ArrayList<>(membersNow(keys).values());
    blocks.sort(Comparator.<List<Long>>comparingInt(List::size).thenComparing(List::toString));
    Set<Long> candidates = new TreeSet<>();
    for (List<Long> block : blocks) {
      if (candidates.size() + block.size() <= most) {
        candidates.addAll(block);
      }
    }
    return candidates;
  }

  private void readAll(Collection<Long> keys, Map<Long, List<Long>> members) throws SQLException {
    if (!keys.isEmpty()) {
      try (PreparedStatement statement = db.prepareStatement(MEMBERS)) {
        statement.setArray(1, db.createArrayOf("int8", keys.toArray()));
        collect(statement, members);
      }
    }
  }

  private void readFirst(String query, Collection<Long> keys, Map<Long, List<Long>> members)
      throws SQLException {
    if (!keys.isEmpty()) {
      try (PreparedStatement statement = db.prepareStatement(query)) {
        statement.setArray(1, db.createArrayOf("int8", keys.toArray()));
        statement.setInt(2, BLOCK_RECORDS + 1);
        collect(statement, members);
      }
    }
  }

  private static void collect(PreparedStatement query, Map<Long, List<Long>> members)
      throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        members.computeIfAbsent(rows.getLong(1), none -> new ArrayList<>()).add(rows.getLong(2));
      }
    }
  }

  private Set<Long> full(Collection<Long> keys) throws SQLException {
    Set<Long> full = new TreeSet<>();
    try (PreparedStatement statement = db.prepareStatement(FULL)) {
      statement.setArray(1, db.createArrayOf("int8", keys.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          full.add(rows.getLong(1));
        }
      }
    }
    return full;
  }

  private void update(String sql, Set<Long> keys) throws SQLException {
    try (PreparedStatement statement = db.prepareStatement(sql)) {
      statement.setArray(1, db.createArrayOf("int8", keys.toArray()));
      statement.executeUpdate();
    }
  }

  static long countFull(Handle handle) {
    return handle.createQuery(COUNT_FULL).mapTo(Long.class).one();
  }
}
