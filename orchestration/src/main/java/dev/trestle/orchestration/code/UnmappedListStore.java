package dev.trestle.orchestration.code;

import dev.trestle.orchestration.code.UnmappedCountStore.Place;
import dev.trestle.orchestration.journal.SqlFailures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Table {@code unmapped_code} as it is read. */
final class UnmappedListStore {
  private static final String TABLES =
      """
      select s.name, u.code_table, count(*) as codes, sum(u.times) as times, max(u.last_at) as last_at
        from unmapped_code u join source s on s.id = u.source
       group by s.name, u.code_table order by times desc, s.name, u.code_table limit :limit
      """;
  private static final String CODES =
      """
      select hash, sealed, times, first_at, last_at, example
        from unmapped_code where source = :source and code_table = :table
       order by times desc, hash
      """;

  private final Jdbi jdbi;

  UnmappedListStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  List<UnmappedList.Table> tables(int limit) {
    return SqlFailures.guarded(
        "Unmapped codes could not be counted",
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(TABLES)
                        .bind("limit", limit)
                        .map(
                            (row, context) ->
                                new UnmappedList.Table(
                                    row.getString("name"),
                                    row.getString("code_table"),
                                    row.getLong("codes"),
                                    row.getLong("times"),
                                    instant(row, "last_at")))
                        .list()));
  }

  List<CodeCount> codes(Place place) {
    return SqlFailures.guarded(
        "Unmapped codes could not be read",
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(CODES)
                        .bind("source", place.source())
                        .bind("table", place.table())
                        .map((row, context) -> count(place, row))
                        .list()));
  }

  private static CodeCount count(Place place, ResultSet row) throws SQLException {
    return new CodeCount(
        place,
        row.getObject("hash", UUID.class),
        row.getBytes("sealed"),
        row.getLong("times"),
        instant(row, "first_at"),
        instant(row, "last_at"),
        row.getLong("example"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
