package dev.trestle.records.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Columns of many rows as SQL arrays, so that a table is written by one statement. */
final class Rows {
  private Rows() {}

  static <T> Array longs(Connection db, Collection<T> rows, ToLongFunction<T> column)
      throws SQLException {
    return db.createArrayOf("int8", rows.stream().mapToLong(column).boxed().toArray(Long[]::new));
  }

  static <T> Array optionalLongs(
      Connection db, Collection<T> rows, Function<T, @Nullable Long> column) throws SQLException {
    return db.createArrayOf("int8", rows.stream().map(column).toArray());
  }

  static <T> Array ints(Connection db, Collection<T> rows, ToIntFunction<T> column)
      throws SQLException {
    return db.createArrayOf("int4", rows.stream().mapToInt(column).boxed().toArray(Integer[]::new));
  }

  static <T> Array bytes(Connection db, Collection<T> rows, Function<T, byte[]> column)
      throws SQLException {
    return db.createArrayOf("bytea", rows.stream().map(column).toArray(byte[][]::new));
  }

  static <T> Array texts(Connection db, Collection<T> rows, Function<T, String> column)
      throws SQLException {
    return db.createArrayOf("text", rows.stream().map(column).toArray(String[]::new));
  }

  static Array uuids(Connection db, Collection<UUID> values) throws SQLException {
    return db.createArrayOf("uuid", values.toArray());
  }

  static Array longs(Connection db, Collection<Long> values) throws SQLException {
    return db.createArrayOf("int8", values.toArray());
  }

  static Array booleans(Connection db, List<Boolean> values) throws SQLException {
    return db.createArrayOf("bool", values.toArray());
  }
}
