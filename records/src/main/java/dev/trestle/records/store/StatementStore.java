package dev.trestle.records.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Tables {@code statement} and {@code verified}. */
public final class StatementStore extends SqlStore {
  private static final String ADD =
      """
      insert into statement (rid, seq, sealed, body)
      select * from unnest(?::int8[], ?::int8[], ?::bool[], ?::bytea[])
      on conflict (rid, seq) do update set sealed = excluded.sealed, body = excluded.body
      """;
  private static final String OF =
      "select rid, seq, sealed, body from statement where rid = ? order by seq";
  private static final String VERIFY =
      """
      insert into verified (rid, seq, marks)
      select * from unnest(?::int8[], ?::int8[], ?::bytea[])
      on conflict (rid) do update set seq = excluded.seq, marks = excluded.marks
      """;
  private static final String FORGET = "delete from verified where rid = any(?)";

  public StatementStore(Connection transaction) {
    super(transaction);
  }

  /** A statement as kept. */
  public record Row(long rid, long seq, boolean sealed, byte[] body) {}

  /** Marks of a resource and the entry that made the last one. */
  public record Verified(long rid, long seq, byte[] marks) {}

  public void add(List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = prepare(ADD)) {
      statement.setArray(1, longs(rows, Row::rid));
      statement.setArray(2, longs(rows, Row::seq));
      statement.setArray(3, booleans(rows.stream().map(Row::sealed).toList()));
      statement.setArray(4, bytes(rows, Row::body));
      statement.executeUpdate();
    }
  }

  /** The statements of a resource beyond its first, in journal order. */
  public List<Row> of(long rid) throws SQLException {
    List<Row> result = new ArrayList<>();
    try (PreparedStatement statement = prepare(OF)) {
      statement.setLong(1, rid);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          result.add(
              new Row(rows.getLong(1), rows.getLong(2), rows.getBoolean(3), rows.getBytes(4)));
        }
      }
    }
    return result;
  }

  public void verify(List<Verified> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = prepare(VERIFY)) {
      statement.setArray(1, longs(rows, Verified::rid));
      statement.setArray(2, longs(rows, Verified::seq));
      statement.setArray(3, bytes(rows, Verified::marks));
      statement.executeUpdate();
    }
  }

  /** Removes marks that a new state holds. */
  public void forget(Collection<Long> rids) throws SQLException {
    if (rids.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = prepare(FORGET)) {
      statement.setArray(1, longs(rids));
      statement.executeUpdate();
    }
  }
}
