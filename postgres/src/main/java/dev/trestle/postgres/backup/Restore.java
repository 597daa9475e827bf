package dev.trestle.postgres.backup;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.MasterKey;
import dev.trestle.postgres.Migrations;
import dev.trestle.postgres.PostgresPool;
import dev.trestle.postgres.backup.BackupSummary.Sequence;
import dev.trestle.postgres.backup.BackupSummary.TableCount;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Brings a backup into an empty database: all rows in one transaction, read back and compared
 * before it commits. Broken off at any moment it leaves a database that says so, and that Trestle
 * does not start on.
 */
public final class Restore {
  /** Takes the files of a backup. */
  @FunctionalInterface
  public interface Files {
    void file(String name, byte[] content) throws IOException;
  }

  private final Path file;
  private final MasterKey masterKey;
  private final Files files;
  private final Consumer<String> progress;

  /**
   * A restore.
   *
   * @param progress told of every table, one line each
   */
  public Restore(Path file, MasterKey masterKey, Files files, Consumer<String> progress) {
    this.file = file;
    this.masterKey = masterKey;
    this.files = files;
    this.progress = progress;
  }

  /**
   * Refuses a database in which a restore was broken off.
   *
   * @throws TrestleException RESTORE_UNFINISHED
   */
  public static void refuseUnfinished(DataSource database) {
    try (Connection connection = database.getConnection()) {
      if (new RestoreStore(connection).isMarked()) {
        throw new TrestleException(
            ProblemCode.RESTORE_UNFINISHED,
            "A restore into this database did not finish. "
                + ProblemCode.RESTORE_UNFINISHED.advice());
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * Restores into an empty database. The caller has checked the file ({@link Backup#check}).
   *
   * @throws TrestleException RESTORE_TARGET_NOT_EMPTY, RESTORE_UNFINISHED, BACKUP_VERSION,
   *     BACKUP_DAMAGED, MASTER_KEY_WRONG or DATABASE_UNAVAILABLE; nothing was restored then
   */
  public BackupSummary into(PostgresPool pool) {
    refuseUnfinished(pool.dataSource());
    try (Connection connection = pool.unlimitedDataSource().getConnection()) {
      RestoreStore store = new RestoreStore(connection);
      if (!store.isEmpty()) {
        throw new TrestleException(
            ProblemCode.RESTORE_TARGET_NOT_EMPTY,
            "There are tables in the database already. "
                + ProblemCode.RESTORE_TARGET_NOT_EMPTY.advice());
      }
      Migrations.migrate(pool);
      store.mark();
      connection.setAutoCommit(false);
      try {
        BackupSummary summary = BackupReader.read(file, masterKey, new Filling(connection, store));
        finish(connection, store, summary);
        return summary;
      } catch (SQLException | RuntimeException e) {
        store.giveUp();
        throw e;
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void finish(Connection connection, RestoreStore store, BackupSummary summary)
      throws SQLException {
    for (Sequence sequence : summary.sequences()) {
      store.sequence(sequence);
    }
    progress.accept("comparing " + summary.rows() + " rows with the backup");
    compare(new SnapshotStore(connection), summary);
    store.unmark();
    connection.commit();
    connection.setAutoCommit(true);
    store.analyze();
  }

  /** What the database now holds is what the snapshot held, table by table. */
  private static void compare(SnapshotStore restored, BackupSummary summary) throws SQLException {
    Map<String, Table> tables =
        restored.tables().stream().collect(Collectors.toMap(Table::name, Function.identity()));
    for (TableCount expected : summary.tables()) {
      RowDigest digest = new RowDigest();
      Table table = tables.get(expected.name());
      if (table != null) {
        copy(restored, table, digest);
      }
      TableCount found = new TableCount(expected.name(), digest.rows(), digest.hex());
      if (!found.equals(expected)) {
        throw new TrestleException(
            ProblemCode.DEFECT_INTERNAL,
            "Table " + expected.name() + " is not as it was in the backup; nothing is restored.");
      }
    }
  }

  private static void copy(SnapshotStore restored, Table table, RowDigest digest)
      throws SQLException {
    try {
      restored.copyOut(table, digest::add);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private final class Filling implements BackupReader.Visitor {
    private final RestoreStore store;
    private final SnapshotStore database;
    private final Map<String, Table> expected = new HashMap<>();

    Filling(Connection connection, RestoreStore store) {
      this.store = store;
      this.database = new SnapshotStore(connection);
    }

    @Override
    public void start(BackupStart start) throws SQLException {
      List<String> here = database.schema();
      if (!start.schema().equals(here)) {
        throw new TrestleException(
            ProblemCode.BACKUP_VERSION,
            "The backup was written by release "
                + start.release()
                + " with "
                + start.schema().size()
                + " versions of its tables; this release has "
                + here.size()
                + " or others. "
                + ProblemCode.BACKUP_VERSION.advice());
      }
      store.prepare(start.partitions(), database.tables());
      database.tables().forEach(table -> expected.put(table.name(), table));
    }

    @Override
    public void file(String name, byte[] content) throws IOException {
      files.file(name, content);
    }

    @Override
    public void table(Table table) throws SQLException {
      if (!table.equals(expected.get(table.name()))) {
        throw new TrestleException(
            ProblemCode.BACKUP_VERSION,
            "Table " + table.name() + " of the backup has other columns than this release's.");
      }
      store.beginRows(table);
    }

    @Override
    public void row(byte[] row) throws SQLException {
      store.row(row);
    }

    @Override
    public void endOfTable(TableCount count) throws SQLException {
      store.endRows();
      progress.accept("restored " + count.rows() + " rows of " + count.name());
    }
  }

  private static TrestleException failed(SQLException e) {
    return new TrestleException(
        ProblemCode.DATABASE_UNAVAILABLE,
        "The backup could not be restored (SQLState " + e.getSQLState() + ").",
        e);
  }
}
