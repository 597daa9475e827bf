package dev.trestle.records.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Names of resources: {@code resource.id} and table {@code alias}; and table {@code identifier}.
 */
public final class NameStore extends SqlStore {
  private static final String FIND =
      """
      select id, rid, id, patient_rid, false from resource where id = any(?)
      union all
      select a.hash, r.rid, r.id, r.patient_rid, true
      from alias a join resource r on r.rid = a.rid where a.hash = any(?)
      """;
  private static final String ADD_ALIASES =
      "insert into alias (hash, rid) select * from unnest(?::uuid[], ?::int8[])";
  private static final String MOVE_ALIASES =
      ADD_ALIASES + " on conflict (hash) do update set rid = excluded.rid";
  private static final String ADD_IDENTIFIERS =
      """
      insert into identifier (hash, rid) select * from unnest(?::uuid[], ?::int8[])
      on conflict do nothing
      """;

  public NameStore(Connection transaction) {
    super(transaction);
  }

  /** A resource by one of its names. */
  public record Named(long rid, UUID id, long patientRid) {}

  /** A hash that leads to a resource. */
  public record Entry(UUID hash, long rid) {}

  /** The resources that these names lead to. */
  public Map<UUID, Named> find(Collection<UUID> hashes) throws SQLException {
    Map<UUID, Named> result = new HashMap<>();
    if (hashes.isEmpty()) {
      return result;
    }
    try (PreparedStatement statement = prepare(FIND)) {
      statement.setArray(1, uuids(hashes));
      statement.setArray(2, uuids(hashes));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          UUID hash = rows.getObject(1, UUID.class);
          Named named = new Named(rows.getLong(2), rows.getObject(3, UUID.class), rows.getLong(4));
          if (rows.getBoolean(5)) {
            result.put(hash, named); // a number that moved leads away from the record it named
          } else {
            result.putIfAbsent(hash, named);
          }
        }
      }
    }
    return result;
  }

  public void addAliases(List<Entry> entries) throws SQLException {
    add(ADD_ALIASES, entries);
  }

  /** Names that lead elsewhere from now on. */
  public void moveAliases(Collection<Entry> entries) throws SQLException {
    add(MOVE_ALIASES, entries);
  }

  public void addIdentifiers(Collection<Entry> entries) throws SQLException {
    add(ADD_IDENTIFIERS, entries);
  }

  private void add(String sql, Collection<Entry> entries) throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    List<UUID> hashes = new ArrayList<>();
    entries.forEach(entry -> hashes.add(entry.hash()));
    try (PreparedStatement statement = prepare(sql)) {
      statement.setArray(1, uuids(hashes));
      statement.setArray(2, longs(entries, Entry::rid));
      statement.executeUpdate();
    }
  }
}
