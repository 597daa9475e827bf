package dev.trestle.orchestration.journal;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Appends batches. Sequence numbers come from the head row, locked until the commit, so that order
 * of numbers is order of commits and a reader that has seen number n has seen all before it.
 */
public final class JournalStore {
  /**
   * Times go up by a microsecond an entry, and a batch never spans two seconds: what was received
   * in a period of whole seconds is the same whether batches or entries are counted.
   */
  private static final String TAKE_NUMBERS =
      """
      update journal_head h
         set seq = h.seq + c.n,
             received_at =
               greatest(
                 greatest(c.now, h.received_at + c.n * c.tick),
                 date_trunc('second', greatest(c.now, h.received_at + c.n * c.tick))
                   + (c.n - 1) * c.tick)
        from (select clock_timestamp() as now, ?::int as n, interval '1 microsecond' as tick) c
      returning h.seq, h.received_at
      """;

  /** What was handed back to the sender is no first copy: a repeat of it is a new attempt. */
  private static final String KNOWN =
      """
      select u.n, d.seq, d.content = u.content
        from unnest(?::int[], ?::int[], ?::uuid[], ?::uuid[]) as u (n, source, control, content)
        join dedupe d on d.source = u.source and d.control = u.control
       where d.content <> u.content
          or not exists (
               select from outcome o
                where o.seq = d.seq
                  and (o.outcome in (4, 5) or (o.outcome = 6 and o.ref is null)))
      """;

  private static final String REMEMBER =
      """
      insert into dedupe (source, control, content, seq, received_at)
      select * from unnest(?::int[], ?::uuid[], ?::uuid[], ?::bigint[], ?::timestamptz[])
      on conflict (source, control, content)
      do update set seq = excluded.seq, received_at = excluded.received_at
      """;
  private static final String APPEND =
      """
      insert into journal
        (retention, seq, id, source, received_at, bytes, type, duplicate_of, keys, kinds, raw,
         position, id_reused)
      values (0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String COUNT =
      "insert into received (source, at, entries, bytes) values (?, ?, ?, ?)";
  private static final String SETTLE =
      """
      insert into outcome (seq, source, received_at, outcome, findings) values (?, ?, ?, ?, ?)
      """;
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
    takeNumbers(connection, batch);
    findKnown(connection, batch);
    batch.findRepeatsInside();
    remember(connection, batch);
    insert(connection, batch);
    count(connection, batch);
    settle(connection, batch);
    correct(connection, batch);
    return batch;
  }

  private int[] sourceNumbers(Connection connection, List<NewEntry> entries) throws SQLException {
    int[] numbers = new int[entries.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = sources.number(connection, entries.get(i).source());
    }
    return numbers;
  }

  private static void takeNumbers(Connection connection, Batch batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAKE_NUMBERS)) {
      statement.setInt(1, batch.size());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("the journal has no head");
        }
        long last = row.getLong(1);
        Instant at = row.getObject(2, OffsetDateTime.class).toInstant();
        batch.number(last - batch.size() + 1, at.minus(batch.size() - 1L, ChronoUnit.MICROS));
      }
    }
  }

  private static void findKnown(Connection connection, Batch batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
      Integer[] n = new Integer[batch.size()];
      for (int i = 0; i < n.length; i++) {
        n[i] = i;
      }
      statement.setArray(1, connection.createArrayOf("int", n));
      statement.setArray(2, connection.createArrayOf("int", batch.sourceNumbers()));
      statement.setArray(3, connection.createArrayOf("uuid", batch.controls()));
      statement.setArray(4, connection.createArrayOf("uuid", batch.contents()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          batch.known(rows.getInt(1), rows.getLong(2), rows.getBoolean(3));
        }
      }
    }
  }

  private static void remember(Connection connection, Batch batch) throws SQLException {
    List<Integer> fresh = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      if (batch.duplicateOf(i) == 0 && batch.entry(i).correction() == null) {
        fresh.add(i);
      }
    }
    // Sorted, so that two writers can never wait for each other in a circle.
    fresh.sort(
        Comparator.comparing((Integer i) -> batch.sourceNumber(i))
            .thenComparing(i -> batch.control(i))
            .thenComparing(i -> batch.content(i)));
    try (PreparedStatement statement = connection.prepareStatement(REMEMBER)) {
      statement.setArray(
          1, connection.createArrayOf("int", map(fresh, batch::sourceNumber, Integer.class)));
      statement.setArray(
          2, connection.createArrayOf("uuid", map(fresh, batch::control, UUID.class)));
      statement.setArray(
          3, connection.createArrayOf("uuid", map(fresh, batch::content, UUID.class)));
      statement.setArray(4, connection.createArrayOf("bigint", map(fresh, batch::seq, Long.class)));
      statement.setArray(
          5,
          connection.createArrayOf(
              "timestamptz", map(fresh, i -> sqlTime(batch.receivedAt(i)), OffsetDateTime.class)));
      statement.executeUpdate();
    }
  }

  private static void insert(Connection connection, Batch batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
      for (int i = 0; i < batch.size(); i++) {
        NewEntry entry = batch.entry(i);
        boolean duplicate = batch.duplicateOf(i) != 0;
        statement.setLong(1, batch.seq(i));
        statement.setObject(2, entry.id());
        statement.setInt(3, batch.sourceNumber(i));
        statement.setObject(4, sqlTime(batch.receivedAt(i)));
        statement.setInt(5, entry.bytes());
        statement.setString(6, entry.type());
        if (duplicate) {
          statement.setLong(7, batch.duplicateOf(i));
          statement.setNull(10, Types.BINARY);
        } else {
          statement.setNull(7, Types.BIGINT);
          statement.setBytes(10, entry.sealed());
        }
        statement.setBytes(8, HashedKey.hashes(entry.keys()));
        statement.setString(9, HashedKey.kinds(entry.keys()));
        NewEntry.Correction correction = entry.correction();
        statement.setObject(11, correction == null ? null : correction.position(), Types.BIGINT);
        statement.setBoolean(12, batch.idReused(i));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void count(Connection connection, Batch batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
      for (Batch.Count count : batch.counts()) {
        statement.setInt(1, count.source());
        statement.setObject(2, sqlTime(batch.receivedAt(batch.size() - 1)));
        statement.setInt(3, count.entries());
        statement.setLong(4, count.bytes());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void settle(Connection connection, Batch batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
      boolean any = false;
      for (int i = 0; i < batch.size(); i++) {
        NewEntry.Settled settled = batch.settled(i);
        if (settled == null) {
          continue;
        }
        any = true;
        statement.setLong(1, batch.seq(i));
        statement.setInt(2, batch.sourceNumber(i));
        statement.setObject(3, sqlTime(batch.receivedAt(i)));
        statement.setInt(4, settled.outcome().number());
        statement.setString(5, FindingCodes.of(List.of(settled.finding())));
        statement.addBatch();
      }
      if (any) {
        statement.executeBatch();
      }
    }
  }

  /** The original ends dismissed in the transaction that journals its corrected copy. */
  private static void correct(Connection connection, Batch batch) throws SQLException {
    for (int i = 0; i < batch.size(); i++) {
      NewEntry.Correction correction = batch.entry(i).correction();
      if (correction != null) {
        DecisionStore.correct(connection, correction, batch.seq(i));
      }
    }
  }

  private static <T> T[] map(
      List<Integer> indexes, java.util.function.IntFunction<T> value, Class<T> type) {
    @SuppressWarnings("unchecked") // the array is made of this very type
    T[] values = (T[]) java.lang.reflect.Array.newInstance(type, indexes.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(indexes.get(i));
    }
    return values;
  }

  private static OffsetDateTime sqlTime(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
