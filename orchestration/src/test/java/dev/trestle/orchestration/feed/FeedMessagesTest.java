package dev.trestle.orchestration.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.orchestration.Sql;
import dev.trestle.orchestration.feed.FeedMessages.Selection;
import dev.trestle.orchestration.feed.FeedMessages.Span;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.orchestration.journal.SourceStore;
import dev.trestle.postgres.testing.TestDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pieces of a feed against a journal whose rows are known. */
class FeedMessagesTest {
  private static final Instant BEGIN = Instant.parse("2026-03-04T10:00:00Z");
  private static final int SOURCES = 3;
  private final TestDatabase database = TestDatabase.create();
  private final FeedMessages messages =
      new FeedMessages(
          database.dataSource(),
          new JournalReadStore(
              database.dataSource(), new SourceStore(database.dataSource()), Sealer.inMemory()));

  /** A row of the journal. */
  private record Row(long seq, int source, Instant at) {}

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theLastOnesAreExactlyTheLastHoweverTheyWereBatched() {
    for (long seed : new long[] {1, 2, 3}) {
      List<Row> rows = journal(new Random(seed), 900);
      for (int source = 1; source <= SOURCES; source++) {
        List<Long> all = seqs(rows, source);
        for (int count : new int[] {1, 2, 7, 199, 200, 201, 5_000}) {
          Span span = messages.last(source, count);
          List<Long> expected = all.subList(Math.max(0, all.size() - count), all.size());
          assertThat(read(span)).as("seed %d, source %d", seed, source).isEqualTo(expected);
          assertThat(span.entries()).isEqualTo(expected.size());
        }
      }
      assertThat(read(messages.last(99, 10))).isEmpty();
    }
  }

  @Test
  void aPeriodHasWhatWasReceivedFromItsFirstSecondToBeforeItsLast() {
    List<Row> rows = journal(new Random(4), 600);
    Instant end = rows.get(rows.size() - 1).at();
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      Instant from = BEGIN.plusMillis(random.nextInt(100_000));
      Instant to = from.plusMillis(random.nextInt(60_000));
      Instant first = from.truncatedTo(ChronoUnit.SECONDS);
      Instant last = to.truncatedTo(ChronoUnit.SECONDS);
      List<Long> expected =
          rows.stream()
              .filter(row -> row.source() == 2)
              .filter(row -> !row.at().isBefore(first) && row.at().isBefore(last))
              .map(Row::seq)
              .toList();
      Span span = messages.period(2, from, to);
      assertThat(read(span)).as("%s to %s", from, to).isEqualTo(expected);
      assertThat(span.entries()).as("%s to %s", from, to).isEqualTo(expected.size());
    }
    assertThat(read(messages.period(2, BEGIN, end.plusSeconds(3_600)))).isEqualTo(seqs(rows, 2));
  }

  @Test
  void aRareSourceIsFoundBehindMoreThanOneWindowOfOthers() {
    reset();
    Sql.run(
        database.dataSource(),
        """
        insert into journal (retention, seq, id, source, received_at, bytes, type, keys, kinds)
        select 0, n, gen_random_uuid(), case when n in (5, 21000) then 2 else 1 end,
               '2026-03-04T10:00:00Z'::timestamptz + n * interval '1 second', 1, 'A', '', ''
          from generate_series(1, 25000) n
        """);
    Sql.run(
        database.dataSource(),
        "insert into received select source, received_at, 1, 1 from journal");
    head(25_000, BEGIN.plusSeconds(25_000));
    assertThat(read(messages.last(2, 2))).containsExactly(5L, 21_000L);
    assertThat(read(messages.last(2, 1))).containsExactly(21_000L);
    assertThat(messages.last(2, 1).after()).as("nothing before it is looked at").isEqualTo(20_999);
  }

  @Test
  void whatHangsOnAKeyIsTheNewestOfTheSourceInSequenceAndNothingOfAnotherOne() {
    for (long seed : new long[] {6, 7}) {
      Random random = new Random(seed);
      List<Row> rows = journal(random, 400);
      List<Long> expected = new ArrayList<>();
      for (Row row : rows) {
        long key = random.nextInt(4);
        key(key, row.seq());
        if (random.nextInt(5) == 0) {
          key(2, row.seq());
          key = key == 1 ? 1 : 2;
        }
        if (row.source() == 2 && (key == 1 || key == 2)) {
          expected.add(row.seq());
        }
      }
      List<Hash128> keys = List.of(new Hash128(1, 9), new Hash128(2, 9));
      assertThat(read(messages.underKeys(2, keys, 1_000))).as("seed %d", seed).isEqualTo(expected);
      assertThat(read(messages.underKeys(2, keys, 5)))
          .isEqualTo(expected.subList(expected.size() - 5, expected.size()));
      assertThat(read(messages.underKeys(9, keys, 1_000))).isEmpty();
      assertThat(read(messages.underKeys(2, List.of(), 1_000))).isEmpty();
    }
  }

  private void key(long key, long seq) {
    Sql.run(
        database.dataSource(),
        "insert into journal_key (key, seq) values (%d, %d) on conflict do nothing"
            .formatted(key, seq));
  }

  private List<Long> read(Selection span) {
    List<Long> seqs = new ArrayList<>();
    long given = messages.each(span, entry -> seqs.add(entry.seq()));
    assertThat(given).isEqualTo(seqs.size());
    assertThat(messages.size(span)).isEqualTo(new FeedMessages.Size(given, given));
    return seqs;
  }

  private static List<Long> seqs(List<Row> rows, int source) {
    return rows.stream().filter(row -> row.source() == source).map(Row::seq).toList();
  }

  /** As the appender writes it: batches within a second, counted by source at their last entry. */
  private List<Row> journal(Random random, int entries) {
    reset();
    List<Row> rows = new ArrayList<>();
    StringBuilder journal = new StringBuilder();
    StringBuilder received = new StringBuilder();
    Instant second = BEGIN;
    long micros = 0;
    while (rows.size() < entries) {
      if (micros > 900_000 || random.nextInt(4) == 0) {
        second = second.plusSeconds(1 + random.nextInt(3));
        micros = 0;
      }
      micros += 1 + random.nextInt(100_000);
      int[] counts = new int[SOURCES + 1];
      Instant at = second;
      int size = 1 + random.nextInt(20);
      for (int i = 0; i < size; i++) {
        int source = 1 + random.nextInt(SOURCES);
        counts[source]++;
        at = second.plus(micros++, ChronoUnit.MICROS);
        rows.add(new Row(rows.size() + 1L, source, at));
        journal.append(
            "%s(0, %d, gen_random_uuid(), %d, '%s', 1, 'A', '', '')"
                .formatted(journal.isEmpty() ? "" : ",", rows.size(), source, at));
      }
      for (int source = 1; source <= SOURCES; source++) {
        if (counts[source] > 0) {
          received.append(
              "%s(%d, '%s', %d, 1)"
                  .formatted(received.isEmpty() ? "" : ",", source, at, counts[source]));
        }
      }
    }
    Sql.run(
        database.dataSource(),
        "insert into journal (retention, seq, id, source, received_at, bytes, type, keys, kinds)"
            + " values "
            + journal);
    Sql.run(database.dataSource(), "insert into received values " + received);
    head(rows.size(), rows.get(rows.size() - 1).at());
    return rows;
  }

  private void head(long seq, Instant at) {
    Sql.run(
        database.dataSource(),
        "update journal_head set seq = " + seq + ", received_at = '" + at + "'");
  }

  private void reset() {
    Sql.run(
        database.dataSource(),
        """
        create table if not exists journal_default_000000 partition of journal_default
          for values from (0) to (1000000);
        truncate journal; truncate journal_key; truncate received; truncate source restart identity;
        insert into source (name) values ('mercy/adt'), ('mercy/lab'), ('mercy/other')
        """);
  }
}
