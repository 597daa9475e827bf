package dev.trestle.postgres.backup;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.MasterKey;
import dev.trestle.kernel.sealing.SealedStream;
import dev.trestle.postgres.backup.BackupSummary.TableCount;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/** Reads a backup from its first byte to its last, and finds what was cut or changed. */
final class BackupReader {
  /** PostgreSQL's own limit of a message. */
  private static final int LONGEST_PART = 1 << 30;

  private static final int BUFFER_BYTES = 1 << 16;

  /** Told what is in a backup, in its order. */
  interface Visitor {
    void start(BackupStart start) throws SQLException;

    void file(String name, byte[] content) throws IOException;

    /** Rows of this table follow. */
    void table(Table table) throws SQLException;

    void row(byte[] row) throws SQLException;

    void endOfTable(TableCount count) throws SQLException;
  }

  private final Visitor visitor;
  private final List<TableCount> counts = new ArrayList<>();

  private BackupReader(Visitor visitor) {
    this.visitor = visitor;
  }

  /**
   * Reads a file to its end.
   *
   * @throws TrestleException MASTER_KEY_WRONG, BACKUP_DAMAGED, or what the visitor threw
   * @throws SQLException what the visitor threw
   */
  static BackupSummary read(Path file, MasterKey masterKey, Visitor visitor) throws SQLException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        DataInputStream in =
            new DataInputStream(
                new BufferedInputStream(
                    SealedStream.open(masterKey, Backup.PURPOSE, raw), BUFFER_BYTES))) {
      BackupSummary summary = new BackupReader(visitor).parts(in);
      if (in.read() >= 0) {
        throw damaged("There is more after the end.", null);
      }
      return summary;
    } catch (IOException | JacksonException e) {
      throw damaged("It does not open to its end.", e);
    }
  }

  private BackupSummary parts(DataInputStream in) throws IOException, SQLException {
    while (true) {
      byte kind = in.readByte();
      byte[] content = bytes(in, in.readInt());
      switch (kind) {
        case BackupWriter.START ->
            visitor.start(BackupWriter.JSON.readValue(content, BackupStart.class));
        case BackupWriter.FILE ->
            visitor.file(new String(content, StandardCharsets.UTF_8), bytes(in, in.readInt()));
        case BackupWriter.TABLE -> rows(BackupWriter.JSON.readValue(content, Table.class), in);
        case BackupWriter.END -> {
          return checked(BackupWriter.JSON.readValue(content, BackupSummary.class));
        }
        default -> throw damaged("It has a part of an unknown kind.", null);
      }
    }
  }

  private void rows(Table table, DataInputStream in) throws IOException, SQLException {
    visitor.table(table);
    RowDigest digest = new RowDigest();
    for (int length = in.readInt(); length != BackupWriter.NO_MORE_ROWS; length = in.readInt()) {
      byte[] row = bytes(in, length);
      digest.add(row);
      visitor.row(row);
    }
    TableCount count = new TableCount(table.name(), digest.rows(), digest.hex());
    counts.add(count);
    visitor.endOfTable(count);
  }

  private BackupSummary checked(BackupSummary summary) {
    if (!summary.tables().equals(counts)) {
      throw damaged("Its tables are not those that its end names.", null);
    }
    return summary;
  }

  private static byte[] bytes(DataInputStream in, int length) throws IOException {
    if (length < 0 || length > LONGEST_PART) {
      throw damaged("It has a part of an impossible length.", null);
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw damaged("Its end is missing.", null);
    }
    return bytes;
  }

  private static TrestleException damaged(
      String text, @org.jspecify.annotations.Nullable Throwable cause) {
    String all = "The backup is damaged. " + text + " " + ProblemCode.BACKUP_DAMAGED.advice();
    return cause == null
        ? new TrestleException(ProblemCode.BACKUP_DAMAGED, all)
        : new TrestleException(ProblemCode.BACKUP_DAMAGED, all, cause);
  }
}
