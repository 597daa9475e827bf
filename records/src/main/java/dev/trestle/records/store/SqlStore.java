package dev.trestle.records.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A store within one transaction. Columns of many rows go as SQL arrays, so that a table is written
 * by one statement.
 */
abstract class SqlStore {
  /** The columns that {@link #row} reads, in its order; {@code r} is the table resource. */
  static final String ROW =
      "r.rid, r.id, r.type, r.version, r.last_updated, r.seq, r.patient_rid, r.state";

  private final Connection db;

  SqlStore(Connection db) {
    this.db = db;
  }

  /** A row that begins with {@link #ROW}. */
  static ResourceRow row(ResultSet rows, byte @Nullable [] marks) throws SQLException {
    return new ResourceRow(
        rows.getLong(1),
        rows.getObject(2, UUID.class),
        rows.getInt(3),
        rows.getInt(4),
        rows.getLong(5),
        rows.getLong(6),
        rows.getLong(7),
        rows.getBytes(8),
        marks);
  }

  final PreparedStatement prepare(String sql) throws SQLException {
    return db.prepareStatement(sql);
  }

  final <T> Array longs(Collection<T> rows, ToLongFunction<T> column) throws SQLException {
    return db.createArrayOf("int8", rows.stream().mapToLong(column).boxed().toArray(Long[]::new));
  }

  final <T> Array optionalLongs(Collection<T> rows, Function<T, @Nullable Long> column)
      throws SQLException {
    return db.createArrayOf("int8", rows.stream().map(column).toArray());
  }

  final <T> Array ints(Collection<T> rows, ToIntFunction<T> column) throws SQLException {
    return db.createArrayOf("int4", rows.stream().mapToInt(column).boxed().toArray(Integer[]::new));
  }

  final <T> Array bytes(Collection<T> rows, Function<T, byte[]> column) throws SQLException {
    return db.createArrayOf("bytea", rows.stream().map(column).toArray(byte[][]::new));
  }

  final <T> Array texts(Collection<T> rows, Function<T, String> column) throws SQLException {
    return db.createArrayOf("text", rows.stream().map(column).toArray(String[]::new));
  }

  final Array uuids(Collection<UUID> values) throws SQLException {
    return db.createArrayOf("uuid", values.toArray());
  }

  final Array longs(Collection<Long> values) throws SQLException {
    return db.createArrayOf("int8", values.toArray());
  }

  final Array booleans(List<Boolean> values) throws SQLException {
    return db.createArrayOf("bool", values.toArray());
  }
}
