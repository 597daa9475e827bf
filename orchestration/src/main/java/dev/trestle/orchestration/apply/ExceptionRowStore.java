package dev.trestle.orchestration.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Exceptions as the committer writes and reopens them, within its transaction. */
final class ExceptionRowStore {
  private static final String ADD =
      """
      insert into exception (seq, source, received_at, code, location, text)
      values (?, ?, ?, ?, ?, ?)
      on conflict (seq) do update
         set code = excluded.code, location = excluded.location, text = excluded.text,
             attempts = exception.attempts + 1
      """;
  private static final String LOCK =
      "select seq from exception where seq = any (?) order by seq for update";
  private static final String REOPEN =
      """
      insert into decision (seq, actor, kind, reason, attempt)
      select e.seq, 'sender', 'repeat', 'The sender repeated the message.', e.attempts
        from exception e
       where e.seq = any (?)
         and not exists (
               select from decision d where d.seq = e.seq and d.attempt = e.attempts)
      returning seq
      """;
  private static final String TRIED_AGAIN =
      """
      select e.seq from exception e join decision d on d.seq = e.seq and d.attempt = e.attempts
       where e.seq = any (?)
      """;

  private ExceptionRowStore() {}

  static void add(Connection connection, List<Prepared.Failed> failures) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      for (Prepared.Failed failed : failures) {
        statement.setLong(1, failed.entry().seq());
        statement.setInt(2, failed.entry().sourceNumber());
        statement.setObject(3, failed.entry().receivedAt().atOffset(ZoneOffset.UTC));
        statement.setInt(4, failed.problem().code().number());
        statement.setString(5, failed.problem().location());
        statement.setString(6, failed.problem().text());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Says that exceptions are tried again because their sender repeated them; which they are. */
  static Set<Long> reopen(Connection connection, List<Long> firstCopies) throws SQLException {
    seqs(connection, LOCK, firstCopies);
    return seqs(connection, REOPEN, firstCopies);
  }

  /** Those that are to be tried again by a decision. */
  static Set<Long> triedAgain(Connection connection, List<Long> exceptions) throws SQLException {
    return seqs(connection, TRIED_AGAIN, exceptions);
  }

  static Set<Long> seqs(Connection connection, String sql, List<Long> seqs) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, connection.createArrayOf("bigint", seqs.toArray()));
      TreeSet<Long> found = new TreeSet<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getLong(1));
        }
      }
      return found;
    }
  }
}
