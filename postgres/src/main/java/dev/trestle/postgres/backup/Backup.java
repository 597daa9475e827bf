package dev.trestle.postgres.backup;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.MasterKey;
import dev.trestle.kernel.sealing.SealedStream;
import dev.trestle.postgres.PostgresPool;
import dev.trestle.postgres.backup.BackupSummary.TableCount;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes all tables, as of one moment, into one sealed file, while everything else goes on. The
 * master key is not in it.
 */
public final class Backup {
  static final String PURPOSE = "backup";
  private static final Logger LOG = LoggerFactory.getLogger(Backup.class);

  private Backup() {}

  /**
   * What goes into a backup beside the tables.
   *
   * @param release of this Trestle
   * @param at now
   * @param files small files that a restored Trestle needs, by name
   * @param facts for the summary
   */
  public record Content(String release, Instant at, Map<String, byte[]> files, BackupFacts facts) {
    @Override
    public String toString() {
      return "Content[" + release + ", " + at + ", " + files.keySet() + "]";
    }
  }

  /** How large the tables are, in bytes; a backup is about as large or smaller. */
  public static long estimatedBytes(PostgresPool pool) {
    try (Connection connection = pool.unlimitedDataSource().getConnection()) {
      return new SnapshotStore(connection).bytes();
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /**
   * Writes a backup and closes the stream. When this fails, what was written has no end and does
   * not open.
   *
   * @throws TrestleException DATABASE_UNAVAILABLE
   * @throws IOException the stream does not take it
   */
  public static BackupSummary write(
      PostgresPool pool, Content content, MasterKey masterKey, OutputStream out)
      throws IOException {
    try (Connection connection = pool.unlimitedDataSource().getConnection()) {
      SnapshotStore snapshot = new SnapshotStore(connection);
      snapshot.begin();
      BackupStart start =
          new BackupStart(
              content.release(), content.at(), snapshot.schema(), snapshot.partitions());
      BackupWriter writer = new BackupWriter(SealedStream.seal(masterKey, PURPOSE, out));
      writer.start(start);
      for (Map.Entry<String, byte[]> file : content.files().entrySet()) {
        writer.file(file.getKey(), file.getValue());
      }
      List<TableCount> counts = tables(snapshot, writer);
      BackupSummary summary =
          new BackupSummary(start, content.facts().read(connection), counts, snapshot.sequences());
      writer.end(summary);
      writer.close();
      connection.rollback();
      return summary;
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static List<TableCount> tables(SnapshotStore snapshot, BackupWriter writer)
      throws SQLException, IOException {
    List<TableCount> counts = new ArrayList<>();
    for (Table table : snapshot.tables()) {
      writer.table(table);
      RowDigest digest = new RowDigest();
      snapshot.copyOut(
          table,
          row -> {
            digest.add(row);
            writer.row(row);
          });
      writer.endOfTable();
      counts.add(new TableCount(table.name(), digest.rows(), digest.hex()));
      LOG.info("Backup: {} rows of {}", digest.rows(), table.name());
    }
    return counts;
  }

  private static TrestleException unreadable(SQLException e) {
    return new TrestleException(
        ProblemCode.DATABASE_UNAVAILABLE,
        "The tables could not be read for the backup (SQLState " + e.getSQLState() + ").",
        e);
  }

  /**
   * Reads a backup to its end without restoring it: it opens, nothing is missing or changed, and
   * rows and digests are those its summary names.
   *
   * @throws TrestleException MASTER_KEY_WRONG or BACKUP_DAMAGED
   */
  public static BackupSummary check(Path file, MasterKey masterKey) {
    try {
      return BackupReader.read(file, masterKey, new Ignoring());
    } catch (SQLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static final class Ignoring implements BackupReader.Visitor {
    @Override
    public void start(BackupStart start) {
      LOG.debug("A backup of {}", start.at());
    }

    @Override
    public void file(String name, byte[] content) {
      LOG.debug("A file in the backup: {}", name);
    }

    @Override
    public void table(Table table) {
      LOG.debug("Table {}", table.name());
    }

    @Override
    public void row(byte[] row) {
      // The reader counts it.
    }

    @Override
    public void endOfTable(TableCount count) {
      LOG.debug("{} rows of {}", count.rows(), count.name());
    }
  }
}
