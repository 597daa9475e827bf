package dev.trestle.orchestration.exceptions;

import dev.trestle.orchestration.exceptions.ExceptionNote.Kind;
import dev.trestle.orchestration.journal.SqlFailures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Table {@code exception_note}. */
final class ExceptionNoteStore {
  private static final String ADD =
      "insert into exception_note (seq, actor, kind, text) values (:seq, :actor, :kind, :text)";
  private static final String OF =
      "select seq, at, actor, kind, text from exception_note where seq = :seq order by id";
  private static final String LAST_ASSIGNMENTS =
      """
      select distinct on (seq) seq, at, actor, kind, text from exception_note
       where seq = any (:seqs) and kind = 'assign' order by seq, id desc
      """;

  private final Jdbi jdbi;

  ExceptionNoteStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  /** A stored note; the time is the database's. */
  record Row(long seq, Instant at, String actor, Kind kind, byte[] sealed) {
    @Override
    public String toString() {
      return "Row[" + seq + "]";
    }
  }

  void add(List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    SqlFailures.guarded(
        "A note could not be written",
        () ->
            jdbi.inTransaction(
                handle -> {
                  PreparedBatch batch = handle.prepareBatch(ADD);
                  for (Row row : rows) {
                    batch
                        .bind("seq", row.seq())
                        .bind("actor", row.actor())
                        .bind("kind", row.kind().id())
                        .bind("text", row.sealed())
                        .add();
                  }
                  return batch.execute();
                }));
  }

  List<Row> of(long seq) {
    return SqlFailures.guarded(
        "Notes could not be read",
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(OF)
                        .bind("seq", seq)
                        .map((row, context) -> row(row))
                        .list()));
  }

  List<Row> lastAssignments(Collection<Long> seqs) {
    return SqlFailures.guarded(
        "Notes could not be read",
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(LAST_ASSIGNMENTS)
                        .bindArray("seqs", Long.class, seqs.toArray())
                        .map((row, context) -> row(row))
                        .list()));
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("seq"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("actor"),
        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getBytes("text"));
  }
}
