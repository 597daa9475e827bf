package dev.trestle.records.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Table {@code collection}. */
public final class CollectionStore extends SqlStore {
  private static final String FIND =
      """
      select c.owner_rid, c.name, c.state
      from collection c
      join unnest(?::int8[], ?::uuid[]) as k(owner_rid, name)
        on c.owner_rid = k.owner_rid and c.name = k.name
      """;
  private static final String PUT =
      """
      insert into collection (owner_rid, name, state)
      select * from unnest(?::int8[], ?::uuid[], ?::bytea[])
      on conflict (owner_rid, name) do update set state = excluded.state
      """;

  public CollectionStore(Connection transaction) {
    super(transaction);
  }

  /** Whose list it is and a keyed hash of what it lists. */
  public record Key(long ownerRid, UUID name) {}

  /** A list as kept. */
  public record Row(Key key, byte[] state) {}

  public List<Row> find(Collection<Key> keys) throws SQLException {
    List<Row> result = new ArrayList<>();
    if (keys.isEmpty()) {
      return result;
    }
    try (PreparedStatement statement = prepare(FIND)) {
      statement.setArray(1, longs(keys, Key::ownerRid));
      statement.setArray(2, uuids(keys.stream().map(Key::name).toList()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Key key = new Key(rows.getLong(1), rows.getObject(2, UUID.class));
          result.add(new Row(key, rows.getBytes(3)));
        }
      }
    }
    return result;
  }

  public void put(List<Row> lists) throws SQLException {
    if (lists.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = prepare(PUT)) {
      statement.setArray(1, longs(lists, row -> row.key().ownerRid()));
      statement.setArray(2, uuids(lists.stream().map(row -> row.key().name()).toList()));
      statement.setArray(3, bytes(lists, Row::state));
      statement.executeUpdate();
    }
  }
}
