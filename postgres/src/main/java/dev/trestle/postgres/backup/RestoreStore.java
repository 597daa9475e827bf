package dev.trestle.postgres.backup;

import dev.trestle.postgres.backup.BackupSummary.Sequence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Fills the tables of a fresh database. */
final class RestoreStore {
  private static final String TABLES =
      """
      select count(*) from pg_class
       where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
      """;
  private static final String MARKED = "select to_regclass('restore_unfinished') is not null";
  private static final String MARK = "create table restore_unfinished ()";
  private static final String UNMARK = "drop table restore_unfinished";
  private static final String SEQUENCE = "select setval(quote_ident(?)::regclass, ?)";

  /** In the order of their making, so that making them again needs no other. */
  private static final String FOREIGN_KEYS =
      """
      select format('alter table %s drop constraint %I', conrelid::regclass, conname),
             format('alter table %s add constraint %I %s',
                    conrelid::regclass, conname, pg_get_constraintdef(oid))
        from pg_constraint
       where contype = 'f' and connamespace = current_schema()::regnamespace and conparentid = 0
       order by oid
      """;

  private final Connection connection;
  private final List<String> foreignKeys = new ArrayList<>();
  private @Nullable CopyIn copy;

  RestoreStore(Connection connection) {
    this.connection = connection;
  }

  boolean isEmpty() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(TABLES);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1) == 0;
    }
  }

  /** Whether a restore into this database did not finish. */
  boolean isMarked() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(MARKED);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** Committed before the first row; {@link #unmark} is committed together with the last one. */
  void mark() throws SQLException {
    execute(MARK);
  }

  /** Also checks what rows say of each other. */
  void unmark() throws SQLException {
    for (String foreignKey : foreignKeys) {
      execute(foreignKey);
    }
    execute(UNMARK);
  }

  private void dropForeignKeys() throws SQLException {
    List<String> drops = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(FOREIGN_KEYS);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        drops.add(rows.getString(1));
        foreignKeys.add(rows.getString(2));
      }
    }
    for (String drop : drops) {
      execute(drop);
    }
  }

  /**
   * Makes the snapshot's partitions, and takes away the rows that migrations put into tables.
   * Tables come by name, so foreign keys rest until the last row is there.
   */
  void prepare(List<String> partitions, List<Table> tables) throws SQLException {
    for (String partition : partitions) {
      execute(partition);
    }
    dropForeignKeys();
    for (Table table : tables) {
      execute("truncate table " + SnapshotStore.quoted(table.name()));
    }
  }

  void beginRows(Table table) throws SQLException {
    CopyIn begun =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + SnapshotStore.columnsOf(table) + " FROM STDIN (FORMAT binary)");
    begun.writeToCopy(SnapshotStore.COPY_HEADER, 0, SnapshotStore.COPY_HEADER.length);
    copy = begun;
  }

  void row(byte[] row) throws SQLException {
    rows().writeToCopy(row, 0, row.length);
  }

  void endRows() throws SQLException {
    CopyIn open = rows();
    copy = null;
    open.writeToCopy(SnapshotStore.COPY_TRAILER, 0, SnapshotStore.COPY_TRAILER.length);
    open.endCopy();
  }

  /** After a failure between two rows: the connection is in the middle of a COPY. */
  void giveUp() throws SQLException {
    CopyIn open = copy;
    copy = null;
    if (open != null && open.isActive()) {
      open.cancelCopy();
    }
    connection.rollback();
  }

  private CopyIn rows() {
    CopyIn open = copy;
    if (open == null) {
      throw new IllegalStateException("no table is open");
    }
    return open;
  }

  void sequence(Sequence sequence) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SEQUENCE)) {
      statement.setString(1, sequence.name());
      statement.setLong(2, sequence.last());
      statement.execute();
    }
  }

  void analyze() throws SQLException {
    execute("analyze");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
