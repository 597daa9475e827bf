package dev.trestle.orchestration.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the journal's partitions ahead of need, by ranges of sequence numbers: a clock has no say
 * in it.
 */
final class PartitionStore {
  /** Sequence numbers in one partition. */
  static final long PARTITION_ENTRIES = 1_000_000;

  /** Making a partition locks the journal: it must not queue up behind a long reader. */
  private static final String LOCK_TIMEOUT = "set local lock_timeout = '2s'";

  /** {@code if not exists} looks before it makes: two appenders at once would both make it. */
  private static final String ONE_AT_A_TIME =
      "select pg_advisory_xact_lock(hashtext('journal-partitions'))";

  private static final Logger LOG = LoggerFactory.getLogger(PartitionStore.class);

  private final DataSource database;
  private final long partitionEntries;
  private final long aheadEntries;
  private long head = -1;
  private long madeUpTo = -1;

  /** The next partition is made when a fifth of this one is left. */
  PartitionStore(DataSource database, long partitionEntries) {
    this.database = database;
    this.partitionEntries = partitionEntries;
    this.aheadEntries = partitionEntries / 5;
  }

  synchronized void headIs(long seq) {
    head = Math.max(head, seq);
  }

  /** Something went wrong: the head is read again. */
  synchronized void forget() {
    head = -1;
  }

  synchronized void ensureRoom(int entries) {
    if (head >= 0 && head + entries + aheadEntries < madeUpTo) {
      return;
    }
    try {
      make(entries);
    } catch (SQLException e) {
      if (head < 0 || head + entries >= madeUpTo) {
        throw SqlFailures.toProblem("A partition of the journal could not be made", e);
      }
      LOG.warn("The next partition of the journal could not be made yet");
    }
  }

  private void make(int entries) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      try (ResultSet row = statement.executeQuery("select seq from journal_head")) {
        if (!row.next()) {
          throw new SQLException("the journal has no head");
        }
        head = row.getLong(1);
      }
      statement.execute(LOCK_TIMEOUT);
      statement.execute(ONE_AT_A_TIME);
      long first = head / partitionEntries;
      long last = (head + entries + aheadEntries) / partitionEntries;
      for (long n = first; n <= last; n++) {
        statement.execute(
            "create table if not exists journal_default_%06d partition of journal_default for values from (%d) to (%d)"
                .formatted(n, n * partitionEntries, (n + 1) * partitionEntries));
      }
      connection.commit();
      madeUpTo = (last + 1) * partitionEntries;
    }
  }
}
