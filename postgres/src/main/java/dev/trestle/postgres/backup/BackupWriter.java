package dev.trestle.postgres.backup;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the parts of a backup, each with a letter before it: start, files, tables with their rows,
 * end. {@link BackupReader} reads them.
 */
final class BackupWriter implements AutoCloseable {
  static final byte START = 'S';
  static final byte FILE = 'F';
  static final byte TABLE = 'T';
  static final byte END = 'E';

  /** Stands for the length of a row after the last one. */
  static final int NO_MORE_ROWS = -1;

  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int BUFFER_BYTES = 1 << 16;
  private final DataOutputStream out;

  BackupWriter(OutputStream out) {
    this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER_BYTES));
  }

  void start(BackupStart start) throws IOException {
    part(START, JSON.writeValueAsBytes(start));
  }

  void file(String name, byte[] content) throws IOException {
    part(FILE, name.getBytes(StandardCharsets.UTF_8));
    out.writeInt(content.length);
    out.write(content);
  }

  void table(Table table) throws IOException {
    part(TABLE, JSON.writeValueAsBytes(table));
  }

  void row(byte[] row) throws IOException {
    out.writeInt(row.length);
    out.write(row);
  }

  void endOfTable() throws IOException {
    out.writeInt(NO_MORE_ROWS);
  }

  void end(BackupSummary summary) throws IOException {
    part(END, JSON.writeValueAsBytes(summary));
  }

  private void part(byte kind, byte[] content) throws IOException {
    out.writeByte(kind);
    out.writeInt(content.length);
    out.write(content);
  }

  /** Gives the file its end; not to be called after a failure. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
