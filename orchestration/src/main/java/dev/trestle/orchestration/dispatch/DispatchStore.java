package dev.trestle.orchestration.dispatch;

import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.SqlFailures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;

/**
 * What the dispatcher must remember over a restart: who waits for whom, and where to begin reading.
 */
final class DispatchStore {
  private static final String WAIT =
      """
      insert into waiting (seq, source, received_at, waits_for, since) values (?, ?, ?, ?, ?)
      on conflict (seq) do update set waits_for = excluded.waits_for
      """;
  private static final String WATERMARK = "select seq from watermark";
  private static final String ADVANCE = "update watermark set seq = ? where seq < ?";
  private final DataSource database;

  /** An entry that waits for another one. */
  record Waiting(JournalEntry entry, long waitsFor) {}

  DispatchStore(DataSource database) {
    this.database = database;
  }

  void waiting(List<Waiting> waiting, Instant since) {
    if (waiting.isEmpty()) {
      return;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(WAIT)) {
      connection.setAutoCommit(false);
      for (Waiting row : waiting) {
        statement.setLong(1, row.entry().seq());
        statement.setInt(2, row.entry().sourceNumber());
        statement.setObject(3, row.entry().receivedAt().atOffset(ZoneOffset.UTC));
        statement.setLong(4, row.waitsFor());
        statement.setObject(5, since.atOffset(ZoneOffset.UTC));
        statement.addBatch();
      }
      statement.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      throw SqlFailures.toProblem("Waiting entries could not be written", e);
    }
  }

  long watermark() {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(WATERMARK);
        ResultSet row = query.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    } catch (SQLException e) {
      throw SqlFailures.toProblem("The watermark could not be read", e);
    }
  }

  void advance(long watermark) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
      connection.setAutoCommit(true);
      statement.setLong(1, watermark);
      statement.setLong(2, watermark);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw SqlFailures.toProblem("The watermark could not be written", e);
    }
  }
}
