package dev.trestle.orchestration.journal;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Appends batches, each in one transaction of three round trips: numbers and repeats, rows, commit.
 * Sequence numbers come from the head row, locked until the commit, so that order of numbers is
 * order of commits and a reader that has seen number n has seen all before it.
 */
public final class JournalStore {
  private static final String FIND =
      "select id from journal where retention = 0 and seq between ? and ? order by seq";
  private static final String LOCK_HEAD = "select seq from journal_head for update";

  private final DataSource database;
  private final SourceStore sources;
  private final PartitionStore partitions;

  public JournalStore(DataSource database, SourceStore sources) {
    this(database, sources, new PartitionStore(database, PartitionStore.PARTITION_ENTRIES));
  }

  JournalStore(DataSource database, SourceStore sources, PartitionStore partitions) {
    this.database = database;
    this.sources = sources;
    this.partitions = partitions;
  }

  /**
   * Appends entries in one transaction. When it returns they are on disk.
   *
   * @throws LostCommitException the commit was sent and its answer did not come
   * @throws TrestleException DATABASE_UNAVAILABLE, nothing was committed; DEFECT_INTERNAL, the
   *     database refused an entry, nothing was committed
   */
  List<Appended> append(List<NewEntry> entries) {
    partitions.ensureRoom(entries.size());
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      Batch batch;
      try {
        batch = write(connection, entries);
      } catch (SQLException | RuntimeException e) {
        partitions.forget();
        rollback(connection, e);
        throw e;
      }
      try {
        connection.commit();
      } catch (SQLException e) {
        throw new LostCommitException(batch.appended(), e);
      }
      partitions.headIs(batch.lastSeq());
      return batch.appended();
    } catch (SQLException e) {
      throw SqlFailures.toProblem("The journal could not be written", e);
    }
  }

  /**
   * Whether a batch whose commit's answer was lost is there. Takes the head's lock first: a backend
   * that is still committing the batch holds it.
   */
  boolean isThere(List<NewEntry> entries, List<Appended> appended) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement lock = connection.prepareStatement(LOCK_HEAD);
          PreparedStatement find = connection.prepareStatement(FIND)) {
        lock.execute();
        find.setLong(1, appended.get(0).seq());
        find.setLong(2, appended.get(appended.size() - 1).seq());
        List<UUID> found = new ArrayList<>();
        try (ResultSet rows = find.executeQuery()) {
          while (rows.next()) {
            found.add(rows.getObject(1, UUID.class));
          }
        }
        return found.equals(entries.stream().map(NewEntry::id).toList());
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw SqlFailures.toProblem("The journal could not be read", e);
    }
  }

  /** The highest sequence number that is committed. */
  public long head() {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement("select seq from journal_head");
        ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        throw new TrestleException(ProblemCode.DEFECT_INTERNAL, "The journal has no head");
      }
      return row.getLong(1);
    } catch (SQLException e) {
      throw SqlFailures.toProblem("The journal could not be read", e);
    }
  }

  private Batch write(Connection connection, List<NewEntry> entries) throws SQLException {
    Batch batch = new Batch(entries, sourceNumbers(connection, entries));
    BatchStore store = new BatchStore(connection, batch);
    store.takeNumbersAndFindKnown();
    batch.findRepeatsInside();
    store.add();
    BigMessageStore.appended(connection, batch);
    store.settle();
    store.correct();
    return batch;
  }

  private int[] sourceNumbers(Connection connection, List<NewEntry> entries) throws SQLException {
    int[] numbers = new int[entries.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = sources.number(connection, entries.get(i).source());
    }
    return numbers;
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
