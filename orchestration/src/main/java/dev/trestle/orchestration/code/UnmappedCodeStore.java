package dev.trestle.orchestration.code;

import dev.trestle.orchestration.code.UnmappedCountStore.Counts;
import dev.trestle.orchestration.code.UnmappedCountStore.Place;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Table {@code unmapped_code} as the committer writes it. */
public final class UnmappedCodeStore {
  /** Eight parameters, arrays of one length: see {@link #set}. */
  public static final String ADD =
      """
      insert into unmapped_code
             (source, code_table, hash, sealed, times, first_at, last_at, example)
      select source, code_table, hash, sealed, times,
             timestamptz 'epoch' + first * interval '1 microsecond',
             timestamptz 'epoch' + last * interval '1 microsecond', example
        from unnest(?::int4[], ?::text[], ?::uuid[], ?::bytea[], ?::int8[], ?::int8[], ?::int8[],
                    ?::int8[])
          as w (source, code_table, hash, sealed, times, first, last, example)
      on conflict (source, code_table, hash) do update
         set times = unmapped_code.times + excluded.times,
             first_at = least(unmapped_code.first_at, excluded.first_at),
             last_at = greatest(unmapped_code.last_at, excluded.last_at),
             example = case when excluded.last_at >= unmapped_code.last_at
                            then excluded.example else unmapped_code.example end
      """;

  private static final String KNOWN =
      "select hash from unmapped_code where source = ? and code_table = ?";

  private UnmappedCodeStore() {}

  /**
   * Sets the parameters of {@link #ADD}.
   *
   * @param first index of the first of them
   */
  public static void set(Connection transaction, PreparedStatement statement, int first, Counts add)
      throws SQLException {
    List<CodeCount> rows = add.rows();
    statement.setArray(first, column(transaction, "int4", rows, row -> row.place().source()));
    statement.setArray(first + 1, column(transaction, "text", rows, row -> row.place().table()));
    statement.setArray(first + 2, column(transaction, "uuid", rows, CodeCount::hash));
    statement.setArray(
        first + 3,
        transaction.createArrayOf(
            "bytea", rows.stream().map(CodeCount::sealed).toArray(byte[][]::new)));
    statement.setArray(first + 4, column(transaction, "int8", rows, CodeCount::times));
    statement.setArray(first + 5, column(transaction, "int8", rows, row -> micros(row.firstAt())));
    statement.setArray(first + 6, column(transaction, "int8", rows, row -> micros(row.lastAt())));
    statement.setArray(first + 7, column(transaction, "int8", rows, CodeCount::example));
  }

  /** Hashes of the codes that are there, without the one for all further codes. */
  static List<UUID> known(Connection transaction, Place place) throws SQLException {
    try (PreparedStatement query = transaction.prepareStatement(KNOWN)) {
      query.setInt(1, place.source());
      query.setString(2, place.table());
      List<UUID> hashes = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          hashes.add(row.getObject(1, UUID.class));
        }
      }
      hashes.remove(UnmappedCountStore.FURTHER);
      return hashes;
    }
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  private static Array column(
      Connection connection, String type, List<CodeCount> rows, Function<CodeCount, Object> value)
      throws SQLException {
    return connection.createArrayOf(type, rows.stream().map(value).toArray());
  }
}
