package dev.trestle.orchestration.journal;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Sealer;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      select j.seq, coalesce(j.position, j.seq) as position, j.id, j.source, j.received_at, j.type,
             coalesce(j.duplicate_of, 0) as duplicate_of, j.id_reused, j.bytes, j.keys, j.kinds, %s
        from journal j
      """;
  private static final String PAGE =
      ENTRY.formatted("case when j.bytes <= " + INLINE_BYTES + " then j.raw end as raw")
          + """
      where j.retention = 0 and j.seq > ? and j.seq <= ?
        and not exists (select from outcome o where o.seq = j.seq)
        and not exists (select from exception e where e.seq = j.seq)
        and not exists (select from waiting w where w.seq = j.seq)
      order by j.seq
      """;
  private static final String HELD =
      ENTRY.formatted("case when j.bytes <= " + INLINE_BYTES + " then j.raw end as raw")
          + """
      join waiting w on w.seq = j.seq
      where j.retention = 0 and w.waits_for = 0 and w.source = ? and w.seq > ?
      order by w.seq limit ?
      """;
  private static final String FIRST_COPIES =
      ENTRY.formatted("case when j.bytes <= " + INLINE_BYTES + " then j.raw end as raw")
          + """
      where j.retention = 0 and j.seq > ? and j.seq <= ? and j.duplicate_of is null
      order by j.seq
      """;
  private static final String OF_SOURCE =
      ENTRY.formatted("case when j.bytes <= " + INLINE_BYTES + " then j.raw end as raw")
          + """
      where j.retention = 0 and j.source = ? and j.seq > ? and j.seq <= ?
      order by j.seq limit ?
      """;
  private static final String KEYS =
      ENTRY.formatted("null::bytea as raw")
          + " where j.retention = 0 and j.seq > ? and j.seq <= ? order by j.seq";
  private static final String THESE =
      ENTRY.formatted("case when j.bytes <= " + INLINE_BYTES + " then j.raw end as raw")
          + """
      where j.retention = 0 and j.seq = any (?)
        and not exists (select from outcome o where o.seq = j.seq)
        and not exists (select from exception e where e.seq = j.seq)
        and not exists (select from waiting w where w.seq = j.seq)
      order by j.seq
      """;
  private static final String NEXT_AT =
      "select received_at from journal where retention = 0 and seq >= ? order by seq limit 1";
  private static final String ONE =
      ENTRY.formatted("null::bytea as raw") + " where j.retention = 0 and j.seq = ?";

  /** Who waits for an original waits for its corrected copy, if there is one. */
  private static final String PARKED =
      ENTRY.formatted("null::bytea as raw, p.waits_for, p.since, p.goes_on")
          + """
      join (select e.seq, 0 as waits_for, e.opened_at as since,
                   exists (select from decision d
                            where d.seq = e.seq and d.attempt = e.attempts) as goes_on
              from exception e
            union all
            select w.seq, coalesce(c.ref, w.waits_for), w.since,
                   exists (select from outcome o where o.seq = coalesce(c.ref, w.waits_for))
              from waiting w
              left join outcome c on c.seq = w.waits_for and c.outcome = 6
             where w.waits_for > 0) p on p.seq = j.seq
      where j.retention = 0
      order by j.seq
      """;

  private static final String RAW =
      """
      select coalesce(f.id, j.id), coalesce(j.raw, f.raw), coalesce(j.duplicate_of, j.seq)
        from journal j
        left join journal f on f.retention = 0 and f.seq = j.duplicate_of
       where j.retention = 0 and j.seq = ?
      """;

  private final DataSource database;
  private final SourceStore sources;
  private final Sealer sealer;
  private final BigMessageStore bigMessages;

  public JournalReadStore(DataSource database, SourceStore sources, Sealer sealer) {
    this.database = database;
    this.sources = sources;
    this.sealer = sealer;
    this.bigMessages = new BigMessageStore(database, sealer);
  }

  /** The unsettled entries with {@code after < seq <= upTo}, in sequence. */
  public List<JournalEntry> unsettled(long after, long upTo) {
    return query(PAGE, this::read, after, upTo);
  }

  /** All entries with {@code after < seq <= upTo}, without their messages, in sequence. */
  public List<JournalEntry> withoutMessages(long after, long upTo) {
    return query(KEYS, this::read, after, upTo);
  }

  /** Those of the entries that are unsettled, in sequence. */
  public List<JournalEntry> unsettled(List<Long> seqs) {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(THESE)) {
      query.setArray(1, connection.createArrayOf("int8", seqs.toArray()));
      List<JournalEntry> entries = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          entries.add(read(row));
        }
      }
      return entries;
    } catch (SQLException e) {
      throw SqlFailures.toProblem("The journal could not be read", e);
    }
  }

  /** The entries with {@code after < seq <= upTo} that repeat no other, in sequence. */
  public List<JournalEntry> firstCopies(long after, long upTo) {
    return query(FIRST_COPIES, this::read, after, upTo);
  }

  /** The first entries of a source with {@code after < seq <= upTo}, in sequence. */
  public List<JournalEntry> ofSource(int source, long after, long upTo, int limit) {
    return query(OF_SOURCE, this::read, source, after, upTo, limit);
  }

  /**
   * Numbers and times rise together: the first number received at or after a time.
   *
   * @param last the last number of the journal
   */
  public long firstAt(Instant at, long last) {
    return JournalTime.firstAt(at, last, this::receivedAt);
  }

  /** When the first entry at or above a number was received; empty when there is none. */
  public Optional<Instant> receivedAt(long seq) {
    return query(
            NEXT_AT, row -> row.getObject("received_at", OffsetDateTime.class).toInstant(), seq)
        .stream()
        .findFirst();
  }

  /** Entries that wait for their source, oldest first. */
  public List<JournalEntry> held(int source, long after, int limit) {
    return query(HELD, this::read, source, after, limit);
  }

  /** The entries that are open exceptions or wait for one, in sequence. */
  public List<Parked> parked() {
    return query(
        PARKED,
        row ->
            new Parked(
                read(row),
                row.getLong("waits_for"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getBoolean("goes_on")));
  }

  /**
   * An entry that does not go on by itself.
   *
   * @param entry the entry
   * @param waitsFor the entry it waits for, or 0 when it is an exception
   * @param since opened, or waiting since
   * @param goesOn what it waits for is settled, or a decision says that it is tried again
   */
  public record Parked(JournalEntry entry, long waitsFor, Instant since, boolean goesOn) {}

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
    long firstCopy;
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(RAW)) {
      query.setLong(1, seq);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new TrestleException(ProblemCode.NOT_FOUND, "There is no entry " + seq);
        }
        byte[] sealed = row.getBytes(2);
        if (sealed != null) {
          return open(row.getObject(1, UUID.class), sealed);
        }
        firstCopy = row.getLong(3);
      }
    } catch (SQLException e) {
      throw SqlFailures.toProblem("An entry could not be read", e);
    }
    byte[] big = bigMessages.read(firstCopy);
    if (big == null) {
      throw new TrestleException(
          ProblemCode.GONE, "The bytes of entry " + seq + " are past their retention");
    }
    return big;
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
        row.getLong("position"),
        row.getObject("id", UUID.class),
        sources.name(source),
        source,
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        row.getString("type"),
        row.getLong("duplicate_of"),
        row.getBoolean("id_reused"),
        row.getInt("bytes"),
        HashedKey.read(row.getString("kinds"), row.getBytes("keys")),
        row.getBytes("raw"),
        false);
  }
}
