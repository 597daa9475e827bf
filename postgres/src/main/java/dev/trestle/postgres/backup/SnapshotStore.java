package dev.trestle.postgres.backup;

import dev.trestle.postgres.backup.BackupSummary.Sequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Reads all tables of one connection, as of one moment. */
final class SnapshotStore {
  /** Rows in PostgreSQL's binary COPY format (PostgreSQL 18, COPY, "Tuples"). */
  @FunctionalInterface
  interface Rows {
    void row(byte[] row) throws IOException, SQLException;
  }

  /** Signature, flags and length of the extension: before the first row. */
  static final byte[] COPY_HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  /** A row of minus one fields: after the last. */
  static final byte[] COPY_TRAILER = {(byte) 0xFF, (byte) 0xFF};

  private static final String SCHEMA =
      """
      select version || ' ' || coalesce(checksum, 0) from flyway_schema_history
       where success and version is not null order by installed_rank
      """;
  private static final String TABLES =
      """
      select c.relname, a.attname
        from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
         and c.relname <> 'flyway_schema_history'
         and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       order by c.relname, a.attnum
      """;
  private static final String PARTITIONS =
      """
      select format('create table if not exists %I partition of %I %s%s',
                    c.relname, p.relname, pg_get_expr(c.relpartbound, c.oid),
                    case c.relkind when 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end)
        from pg_class c join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent
       where c.relnamespace = current_schema()::regnamespace and c.relispartition
         and c.relkind in ('r', 'p')
       order by (select count(*) from pg_partition_ancestors(c.oid)), c.relname
      """;

  /** Read after the snapshot was taken: never behind its rows. */
  private static final String SEQUENCES =
      """
      select sequencename, last_value from pg_sequences
       where schemaname = current_schema() and last_value is not null order by sequencename
      """;

  private static final String BYTES =
      """
      select coalesce(sum(pg_table_size(oid)), 0) from pg_class
       where relnamespace = current_schema()::regnamespace and relkind = 'r'
      """;
  private final Connection connection;

  SnapshotStore(Connection connection) {
    this.connection = connection;
  }

  /** Everything read from here on is of one moment. */
  void begin() throws SQLException {
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
  }

  /** How much room the tables take, indexes not counted. */
  long bytes() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(BYTES);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  List<String> schema() throws SQLException {
    return texts(SCHEMA);
  }

  List<String> partitions() throws SQLException {
    return texts(PARTITIONS);
  }

  private List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  List<Table> tables() throws SQLException {
    List<Table> tables = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    String name = "";
    try (PreparedStatement query = connection.prepareStatement(TABLES);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        if (!rows.getString(1).equals(name) && !columns.isEmpty()) {
          tables.add(new Table(name, columns));
          columns.clear();
        }
        name = rows.getString(1);
        columns.add(rows.getString(2));
      }
    }
    if (!columns.isEmpty()) {
      tables.add(new Table(name, columns));
    }
    return tables;
  }

  List<Sequence> sequences() throws SQLException {
    List<Sequence> sequences = new ArrayList<>();
    try (Statement query = connection.createStatement();
        ResultSet rows = query.executeQuery(SEQUENCES)) {
      while (rows.next()) {
        sequences.add(new Sequence(rows.getString(1), rows.getLong(2)));
      }
    }
    return sequences;
  }

  /** Gives every row of a table to the receiver, as the server sends them: one at a time. */
  void copyOut(Table table, Rows rows) throws SQLException, IOException {
    CopyOut copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("COPY " + columnsOf(table) + " TO STDOUT (FORMAT binary)");
    try {
      boolean first = true;
      for (byte[] part = copy.readFromCopy(); part != null; part = copy.readFromCopy()) {
        byte[] row = first ? afterHeader(part) : part;
        first = false;
        if (row.length > 0 && !Arrays.equals(row, COPY_TRAILER)) {
          rows.row(row);
        }
      }
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  static String columnsOf(Table table) {
    return table.columns().stream()
        .map(SnapshotStore::quoted)
        .collect(Collectors.joining(", ", quoted(table.name()) + " (", ")"));
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** The server sends the header together with the first row, or with the trailer. */
  private static byte[] afterHeader(byte[] part) throws SQLException {
    boolean known =
        part.length >= COPY_HEADER.length
            && Arrays.equals(part, 0, COPY_HEADER.length, COPY_HEADER, 0, COPY_HEADER.length)
            && ByteBuffer.wrap(part).getInt(COPY_HEADER.length - Integer.BYTES) == 0;
    if (!known) {
      throw new SQLException("The server's binary COPY format is not known to this release.");
    }
    return Arrays.copyOfRange(part, COPY_HEADER.length, part.length);
  }
}
