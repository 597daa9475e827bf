package dev.trestle.orchestration.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Makes the journal's partitions ahead of need, by ranges of sequence numbers: a clock has no say
 * in it.
 */
final class PartitionStore {
  /** Sequence numbers in one partition. */
  static final long PARTITION_ENTRIES = 1_000_000;

  /** A partition is made when fewer numbers than this are left. */
  private static final long AHEAD_ENTRIES = 200_000;

  private final DataSource database;
  private long head = -1;
  private long madeUpTo = -1;

  PartitionStore(DataSource database) {
    this.database = database;
  }

  synchronized void headIs(long seq) {
    head = Math.max(head, seq);
  }

  synchronized void ensureRoom(int entries) {
    if (head >= 0 && head + entries + AHEAD_ENTRIES < madeUpTo) {
      return;
    }
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      try (ResultSet row = statement.executeQuery("select seq from journal_head")) {
        if (!row.next()) {
          throw new SQLException("the journal has no head");
        }
        head = row.getLong(1);
      }
      long first = head / PARTITION_ENTRIES;
      long last = (head + entries + AHEAD_ENTRIES) / PARTITION_ENTRIES;
      for (long n = first; n <= last; n++) {
        statement.execute(
            "create table if not exists journal_default_%06d partition of journal_default for values from (%d) to (%d)"
                .formatted(n, n * PARTITION_ENTRIES, (n + 1) * PARTITION_ENTRIES));
      }
      madeUpTo = (last + 1) * PARTITION_ENTRIES;
    } catch (SQLException e) {
      throw SqlFailures.toProblem("A partition of the journal could not be made", e);
    }
  }
}
