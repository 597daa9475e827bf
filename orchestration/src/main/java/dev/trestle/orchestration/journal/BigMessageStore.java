package dev.trestle.orchestration.journal;

import dev.trestle.kernel.sealing.Sealer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of big messages, in sealed chunks. They are on disk before the entry is appended; the entry
 * itself is then as small as any other, and the append of others does not wait. Only a chunk at a
 * time is in memory beside the message.
 */
public final class BigMessageStore {
  static final int CHUNK_BYTES = 1 << 20;

  /** Chunks that come from the database at a time. */
  private static final int FETCH_CHUNKS = 2;

  private static final String BEGIN = "insert into big_message (id) values (?)";
  private static final String ADD =
      "insert into big_message_chunk (id, n, sealed) values (?, ?, ?)";
  private static final String APPENDED = "update big_message set seq = ? where id = ?";
  private static final String DELETE = "delete from big_message where id = ? and seq is null";
  private static final String NEVER_APPENDED = "delete from big_message where seq is null";
  private static final String READ =
      """
      select c.id, c.n, c.sealed from big_message m join big_message_chunk c on c.id = m.id
       where m.seq = ? order by c.n
      """;
  private final DataSource database;
  private final Sealer sealer;

  public BigMessageStore(DataSource database, Sealer sealer) {
    this.database = database;
    this.sealer = sealer;
  }

  /** Stores a message; its chunks are committed when this returns. */
  public void write(UUID id, byte[] raw) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement begin = connection.prepareStatement(BEGIN);
          PreparedStatement add = connection.prepareStatement(ADD)) {
        begin.setObject(1, id);
        begin.executeUpdate();
        for (int n = 0; n * (long) CHUNK_BYTES < raw.length; n++) {
          int from = n * CHUNK_BYTES;
          byte[] chunk = Arrays.copyOfRange(raw, from, Math.min(raw.length, from + CHUNK_BYTES));
          add.setObject(1, id);
          add.setInt(2, n);
          add.setBytes(3, sealer.seal("journal", place(id, n), chunk));
          add.executeUpdate();
        }
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw SqlFailures.toProblem("A big message could not be stored", e);
    }
  }

  /** Its entry was not appended, as far as is known; what was appended stays. */
  public void forget(UUID id) {
    try (Connection connection = database.getConnection();
        PreparedStatement delete = connection.prepareStatement(DELETE)) {
      connection.setAutoCommit(true);
      delete.setObject(1, id);
      delete.executeUpdate();
    } catch (SQLException e) {
      throw SqlFailures.toProblem("A big message could not be deleted", e);
    }
  }

  /** Deletes what was stored and never appended. Called before anything is received. */
  public void forgetUnfinished() {
    try (Connection connection = database.getConnection();
        PreparedStatement delete = connection.prepareStatement(NEVER_APPENDED)) {
      connection.setAutoCommit(true);
      delete.executeUpdate();
    } catch (SQLException e) {
      throw SqlFailures.toProblem("Unfinished big messages could not be deleted", e);
    }
  }

  /** In the appender's transaction: the entry is there, or repeats another one. */
  static void appended(Connection transaction, Batch batch) throws SQLException {
    for (int i = 0; i < batch.size(); i++) {
      if (!batch.entry(i).isBig()) {
        continue;
      }
      boolean repeat = batch.duplicateOf(i) != 0;
      try (PreparedStatement mark = transaction.prepareStatement(repeat ? DELETE : APPENDED)) {
        if (!repeat) {
          mark.setLong(1, batch.seq(i));
        }
        mark.setObject(repeat ? 1 : 2, batch.entry(i).id());
        if (mark.executeUpdate() != 1) {
          throw new SQLException("the bytes of a big message are not there", "02000");
        }
      }
    }
  }

  /** The bytes of an entry, or null when it has none here. */
  byte @Nullable [] read(long seq) {
    try (Connection connection = database.getConnection()) {
      // Without auto-commit the driver reads a few rows at a time.
      connection.setAutoCommit(false);
      try (PreparedStatement query = connection.prepareStatement(READ)) {
        query.setFetchSize(FETCH_CHUNKS);
        query.setLong(1, seq);
        return read(query);
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw SqlFailures.toProblem("A big message could not be read", e);
    }
  }

  private byte @Nullable [] read(PreparedStatement query) throws SQLException {
    ByteArrayOutputStream raw = new ByteArrayOutputStream(CHUNK_BYTES);
    boolean any = false;
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        any = true;
        byte[] place = place(rows.getObject(1, UUID.class), rows.getInt(2));
        raw.writeBytes(sealer.open("journal", place, rows.getBytes(3)));
      }
    }
    return any ? raw.toByteArray() : null;
  }

  /** Chunks cannot change places. */
  private static byte[] place(UUID id, int n) {
    return ByteBuffer.allocate(20).put(JournalReadStore.place(id)).putInt(n).array();
  }
}
