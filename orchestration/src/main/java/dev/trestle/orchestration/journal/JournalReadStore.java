package dev.trestle.orchestration.journal;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Sealer;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads entries back, in sequence. */
public final class JournalReadStore {
  /**
   * A message up to this size comes with its page; larger ones are read when their turn has come.
   */
  static final int INLINE_BYTES = 64 << 10;

  private static final String ENTRY =
      """
      select j.seq, coalesce(f.id, j.id) as id, j.source, j.received_at, j.type,
             coalesce(j.duplicate_of, 0) as duplicate_of, j.keys, j.kinds,
             case when j.bytes <= %d then coalesce(j.raw, f.raw) end as raw%s
        from journal j
        left join journal f on f.retention = 0 and f.seq = j.duplicate_of
      """
          .formatted(INLINE_BYTES, "%s");
  private static final String PAGE =
      ENTRY.formatted("")
          + """
      where j.retention = 0 and j.seq > ? and j.seq <= ?
        and not exists (select from outcome o where o.seq = j.seq)
        and not exists (select from exception e where e.seq = j.seq)
        and not exists (select from waiting w where w.seq = j.seq)
      order by j.seq
      """;
  private static final String ONE = ENTRY.formatted("") + " where j.retention = 0 and j.seq = ?";
  private static final String PARKED =
      ENTRY.formatted(", p.waits_for")
          + """
      join (select seq, 0 as waits_for from exception
            union all select seq, waits_for from waiting) p on p.seq = j.seq
      where j.retention = 0
      order by j.seq
      """;
  private static final String RAW =
      """
      select coalesce(f.id, j.id), coalesce(j.raw, f.raw)
        from journal j
        left join journal f on f.retention = 0 and f.seq = j.duplicate_of
       where j.retention = 0 and j.seq = ?
      """;

  private final DataSource database;
  private final SourceStore sources;
  private final Sealer sealer;

  public JournalReadStore(DataSource database, SourceStore sources, Sealer sealer) {
    this.database = database;
    this.sources = sources;
    this.sealer = sealer;
  }

  /** The unsettled entries with {@code after < seq <= upTo}, in sequence. */
  public List<JournalEntry> unsettled(long after, long upTo) {
    return query(PAGE, this::read, after, upTo);
  }

  /** The entries that are open exceptions or wait for one, in sequence. */
  public List<Parked> parked() {
    return query(PARKED, row -> new Parked(read(row), row.getLong("waits_for")));
  }

  /**
   * An entry that does not go on by itself.
   *
   * @param entry the entry
   * @param waitsFor the exception it waits for, or 0 when it is one
   */
  public record Parked(JournalEntry entry, long waitsFor) {}

  /** One entry. */
  public JournalEntry entry(long seq) {
    List<JournalEntry> found = query(ONE, this::read, seq);
    if (found.isEmpty()) {
      throw new TrestleException(ProblemCode.NOT_FOUND, "There is no entry " + seq);
    }
    return found.get(0);
  }

  /** The bytes of a message. */
  public byte[] raw(JournalEntry entry) {
    if (entry.sealed() != null) {
      return open(entry.id(), entry.sealed());
    }
    return raw(entry.seq());
  }

  /** The bytes of a message, read now. */
  public byte[] raw(long seq) {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(RAW)) {
      query.setLong(1, seq);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new TrestleException(ProblemCode.NOT_FOUND, "There is no entry " + seq);
        }
        return open(row.getObject(1, UUID.class), row.getBytes(2));
      }
    } catch (SQLException e) {
      throw SqlFailures.toProblem("An entry could not be read", e);
    }
  }

  /** The place that a message is sealed for: the 16 bytes of its id. */
  public static byte[] place(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private byte[] open(UUID id, byte[] sealed) {
    return sealer.open("journal", place(id), sealed);
  }

  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, Row<T> mapper, long... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setLong(i + 1, parameters[i]);
      }
      List<T> entries = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          entries.add(mapper.read(row));
        }
      }
      return entries;
    } catch (SQLException e) {
      throw SqlFailures.toProblem("The journal could not be read", e);
    }
  }

  private JournalEntry read(ResultSet row) throws SQLException {
    int source = row.getInt("source");
    return new JournalEntry(
        row.getLong("seq"),
        row.getObject("id", UUID.class),
        sources.name(source),
        source,
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        row.getString("type"),
        row.getLong("duplicate_of"),
        HashedKey.read(row.getString("kinds"), row.getBytes("keys")),
        row.getBytes("raw"));
  }
}
