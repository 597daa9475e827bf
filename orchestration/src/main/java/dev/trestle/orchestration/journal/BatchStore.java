package dev.trestle.orchestration.journal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes one batch within its transaction. Statements that need no answer of each other go to the
 * database together: a sender waits for every round trip.
 */
final class BatchStore {
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
        from unnest(?::int[], ?::uuid[], ?::uuid[]) with ordinality as u (source, control, content, n)
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
      select source, control, content, ?::bigint + i, ?::timestamptz + i * interval '1 microsecond'
        from unnest(?::int[], ?::uuid[], ?::uuid[], ?::int[]) as u (source, control, content, i)
      on conflict (source, control, content)
      do update set seq = excluded.seq, received_at = excluded.received_at
      """;
  private static final String APPEND =
      """
      insert into journal
        (retention, seq, id, source, received_at, bytes, type, duplicate_of, keys, kinds, raw,
         position, id_reused)
      select 0, ?::bigint + n - 1, id, source, ?::timestamptz + (n - 1) * interval '1 microsecond',
             bytes, type, duplicate_of, keys, kinds, raw, position, id_reused
        from unnest(?::uuid[], ?::int[], ?::int[], ?::text[], ?::bigint[], ?::bytea[], ?::text[],
                    ?::bytea[], ?::bigint[], ?::bool[]) with ordinality
          as u (id, source, bytes, type, duplicate_of, keys, kinds, raw, position, id_reused, n)
      """;
  private static final String COUNT =
      """
      insert into received (source, at, entries, bytes)
      select source, ?::timestamptz, entries, bytes
        from unnest(?::int[], ?::int[], ?::bigint[]) as u (source, entries, bytes)
      """;
  private static final String TAKE_NUMBERS_AND_FIND_KNOWN = TAKE_NUMBERS + ";\n" + KNOWN;
  private static final String ADD = REMEMBER + ";\n" + APPEND + ";\n" + COUNT;
  private static final String SETTLE =
      """
      insert into outcome (seq, source, received_at, outcome, findings) values (?, ?, ?, ?, ?)
      """;

  private final Connection connection;
  private final Batch batch;

  BatchStore(Connection connection, Batch batch) {
    this.connection = connection;
    this.batch = batch;
  }

  /** The second statement sees what was committed when the first had the lock of the head. */
  void takeNumbersAndFindKnown() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAKE_NUMBERS_AND_FIND_KNOWN)) {
      statement.setInt(1, batch.size());
      statement.setArray(2, ints(batch::sourceNumber));
      statement.setArray(3, array("uuid", batch.controls()));
      statement.setArray(4, array("uuid", batch.contents()));
      statement.execute();
      try (ResultSet row = statement.getResultSet()) {
        if (!row.next()) {
          throw new SQLException("the journal has no head");
        }
        long last = row.getLong(1);
        Instant at = row.getObject(2, OffsetDateTime.class).toInstant();
        batch.number(last - batch.size() + 1, at.minus(batch.size() - 1L, ChronoUnit.MICROS));
      }
      statement.getMoreResults();
      try (ResultSet rows = statement.getResultSet()) {
        while (rows.next()) {
          batch.known(rows.getInt(1) - 1, rows.getLong(2), rows.getBoolean(3));
        }
      }
    }
  }

  /** Entries, what is known of them for later repeats, and their count. */
  void add() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      int next = remember(statement, 1);
      next = append(statement, next);
      count(statement, next);
      statement.execute();
    }
  }

  private int remember(PreparedStatement statement, int first) throws SQLException {
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
    int next = first;
    statement.setLong(next++, batch.seq(0));
    statement.setObject(next++, sqlTime(batch.receivedAt(0)));
    statement.setArray(next++, array("int", fresh.stream().map(batch::sourceNumber).toArray()));
    statement.setArray(next++, array("uuid", fresh.stream().map(batch::control).toArray()));
    statement.setArray(next++, array("uuid", fresh.stream().map(batch::content).toArray()));
    statement.setArray(next++, array("int", fresh.toArray()));
    return next;
  }

  private int append(PreparedStatement statement, int first) throws SQLException {
    int next = first;
    statement.setLong(next++, batch.seq(0));
    statement.setObject(next++, sqlTime(batch.receivedAt(0)));
    statement.setArray(next++, column("uuid", i -> batch.entry(i).id()));
    statement.setArray(next++, ints(batch::sourceNumber));
    statement.setArray(next++, ints(i -> batch.entry(i).bytes()));
    statement.setArray(next++, column("text", i -> batch.entry(i).type()));
    statement.setArray(
        next++, column("int8", i -> batch.duplicateOf(i) == 0 ? null : batch.duplicateOf(i)));
    statement.setArray(next++, bytes(i -> HashedKey.hashes(batch.entry(i).keys())));
    statement.setArray(next++, column("text", i -> HashedKey.kinds(batch.entry(i).keys())));
    statement.setArray(next++, bytes(batch::raw));
    statement.setArray(next++, column("int8", this::position));
    statement.setArray(next++, column("bool", batch::idReused));
    return next;
  }

  private @Nullable Long position(int index) {
    NewEntry.Correction correction = batch.entry(index).correction();
    return correction == null ? null : correction.position();
  }

  private void count(PreparedStatement statement, int first) throws SQLException {
    List<Batch.Count> counts = batch.counts();
    int next = first;
    statement.setObject(next++, sqlTime(batch.receivedAt(batch.size() - 1)));
    statement.setArray(next++, array("int", counts.stream().map(Batch.Count::source).toArray()));
    statement.setArray(next++, array("int", counts.stream().map(Batch.Count::entries).toArray()));
    statement.setArray(next, array("int8", counts.stream().map(Batch.Count::bytes).toArray()));
  }

  /** Outcomes that were known on receipt. */
  void settle() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
      Map<Long, String> findings = new TreeMap<>();
      for (int i = 0; i < batch.size(); i++) {
        NewEntry.Settled settled = batch.settled(i);
        if (settled == null) {
          continue;
        }
        String found = Objects.requireNonNull(FindingCodes.of(List.of(settled.finding())));
        findings.put(batch.seq(i), found);
        statement.setLong(1, batch.seq(i));
        statement.setInt(2, batch.sourceNumber(i));
        statement.setObject(3, sqlTime(batch.receivedAt(i)));
        statement.setInt(4, settled.outcome().number());
        statement.setString(5, found);
        statement.addBatch();
      }
      if (!findings.isEmpty()) {
        statement.executeBatch();
        OutcomeFindingStore.add(connection, findings);
      }
    }
  }

  /** The original ends dismissed in the transaction that journals its corrected copy. */
  void correct() throws SQLException {
    for (int i = 0; i < batch.size(); i++) {
      NewEntry.Correction correction = batch.entry(i).correction();
      if (correction != null) {
        DecisionStore.correct(connection, correction, batch.seq(i));
      }
    }
  }

  private Array ints(IntFunction<Integer> value) throws SQLException {
    return column("int", value);
  }

  private Array column(String type, IntFunction<? extends @Nullable Object> value)
      throws SQLException {
    return array(type, IntStream.range(0, batch.size()).mapToObj(value).toArray());
  }

  private Array bytes(IntFunction<byte @Nullable []> value) throws SQLException {
    return array("bytea", IntStream.range(0, batch.size()).mapToObj(value).toArray(byte[][]::new));
  }

  private Array array(String type, @Nullable Object[] items) throws SQLException {
    return connection.createArrayOf(type, items);
  }

  private static OffsetDateTime sqlTime(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
