package dev.trestle.orchestration.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private final JournalRig rig = new JournalRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private static Appended get(CompletableFuture<Appended> done) {
    assertThat(done).succeedsWithin(LONG);
    return done.join();
  }

  private static void assertNoAnswer(CompletableFuture<Appended> done, ProblemCode code) {
    assertThat(done)
        .failsWithin(LONG)
        .withThrowableThat()
        .havingCause()
        .asInstanceOf(InstanceOfAssertFactories.type(TrestleException.class))
        .extracting(TrestleException::code)
        .isEqualTo(code);
  }

  @Test
  void numbersHaveNoGapsAndTimesRiseWhateverAppendsAtOnceAndWhereverPartitionsEnd()
      throws Exception {
    int threads = 6;
    int each = 150;
    Appender second = new Appender(rig.journal(), seq -> {});
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<List<CompletableFuture<Appended>>>> running = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int thread = t;
      running.add(
          pool.submit(
              () -> {
                List<CompletableFuture<Appended>> mine = new ArrayList<>();
                Appender appender = thread % 2 == 0 ? rig.appender : second;
                for (int i = 0; i < each; i++) {
                  mine.add(appender.append(rig.entry(thread * 1000 + i, "m" + thread + "/" + i)));
                  if (i % 10 == 0) {
                    assertThat(mine.get(mine.size() - 1)).succeedsWithin(LONG);
                  }
                }
                return mine;
              }));
    }
    for (Future<List<CompletableFuture<Appended>>> future : running) {
      long before = 0;
      for (CompletableFuture<Appended> done : future.get(60, TimeUnit.SECONDS)) {
        Appended appended = get(done);
        assertThat(appended.seq()).isGreaterThan(before);
        before = appended.seq();
      }
    }
    pool.shutdown();
    second.close();
    int all = threads * each;
    assertThat(rig.count("journal")).isEqualTo(all);
    assertThat(Sql.number(rig.real.dataSource(), "select max(seq) - min(seq) + 1 from journal"))
        .isEqualTo(all);
    assertThat(
            rig.count(
                """
                (select received_at, lag(received_at) over (order by seq) as before from journal) t
                 where received_at <= before
                """))
        .isZero();
    assertThat(Sql.number(rig.real.dataSource(), "select sum(entries) from received"))
        .isEqualTo(all);
    assertThat(rig.count("pg_class where relname like 'journal_default_0%' and relkind = 'r'"))
        .isGreaterThanOrEqualTo(all / JournalRig.PARTITION_ENTRIES);
  }

  @Test
  void theTimesOfABatchNeverSpanTwoSeconds() {
    Sql.run(
        rig.real.dataSource(),
        "update journal_head set received_at = date_trunc('second', clock_timestamp())"
            + " + interval '9.999990 seconds'");
    List<NewEntry> entries = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      entries.add(rig.entry(i, "m" + i));
    }
    List<Appended> appended = rig.journal.append(entries);
    assertThat(appended.stream().map(a -> a.receivedAt().getEpochSecond()).distinct()).hasSize(1);
    assertThat(rig.journal.append(List.of(rig.entry(99, "x"))).get(0).receivedAt())
        .isAfter(appended.get(49).receivedAt());
  }

  @Test
  void aRepeatIsKnownInItsBatchInALaterOneAndByAnotherProcess() {
    List<Appended> batch =
        rig.journal.append(
            List.of(rig.entry(1, "a"), rig.entry(1, "a"), rig.entry(1, "b"), rig.entry(2, "a")));
    assertThat(batch.stream().map(Appended::duplicateOf)).containsExactly(0L, 1L, 0L, 0L);
    assertThat(batch.stream().map(Appended::sameIdOtherContent))
        .containsExactly(false, false, true, false);
    assertThat(rig.journal.append(List.of(rig.entry(1, "a"))).get(0).duplicateOf()).isEqualTo(1);
    assertThat(rig.journal().append(List.of(rig.entry(1, "b"))).get(0).duplicateOf()).isEqualTo(3);
    assertThat(rig.count("journal where raw is null")).isEqualTo(3);
    assertThat(rig.reader().raw(2)).asString().isEqualTo("a");
  }

  @Test
  void oneBadEntryFailsAloneAndItsNeighboursAreJournaled() {
    List<CompletableFuture<Appended>> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String type = i == 37 ? "ADT\0" : "ADT^A01";
      all.add(rig.appender.append(rig.entry(i, "m" + i, type)));
    }
    assertNoAnswer(all.remove(37), ProblemCode.DEFECT_INTERNAL);
    all.forEach(JournalTest::get);
    assertThat(rig.count("journal")).isEqualTo(59);
    assertThat(Sql.number(rig.real.dataSource(), "select max(seq) from journal")).isEqualTo(59);
  }

  @Test
  void aCommitWhoseAnswerIsLostIsLookedUpAndAnswered() {
    rig.journal.append(List.of(rig.entry(1, "before")));
    rig.database.loseAnswers(1);
    Appended appended = get(rig.appender.append(rig.entry(2, "m")));
    assertThat(appended.seq()).isEqualTo(2);
    assertThat(rig.told).hasValue(2);
    assertThat(rig.count("journal")).isEqualTo(2);
  }

  @Test
  void aCommitThatDidNotTakePlaceIsNotAnswered() {
    rig.journal.append(List.of(rig.entry(1, "before")));
    rig.database.loseCommits(1);
    assertNoAnswer(rig.appender.append(rig.entry(2, "m")), ProblemCode.DATABASE_UNAVAILABLE);
    assertThat(get(rig.appender.append(rig.entry(2, "m"))).duplicateOf()).isZero();
    assertThat(rig.count("journal")).isEqualTo(2);
  }

  @Test
  void randomlyLostCommitsLoseAndDoubleNothingThatWasAnswered() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    rig.journal.append(List.of(rig.entry(-1, "before")));
    List<CompletableFuture<Appended>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      if (random.nextInt(10) == 0) {
        rig.database.loseAnswers(1);
      } else if (random.nextInt(10) == 0) {
        rig.database.loseCommits(1);
      }
      all.add(rig.appender.append(rig.entry(i, "m" + i)));
      if (random.nextInt(4) == 0) {
        all.get(i).exceptionally(failure -> null).join();
      }
    }
    for (int i = 0; i < all.size(); i++) {
      Appended appended = all.get(i).exceptionally(failure -> null).join();
      if (appended != null) {
        // The number alone proves nothing: a commit that was lost gives it to another entry.
        assertThat(rig.reader().raw(appended.seq()))
            .as("seed " + seed)
            .asString()
            .isEqualTo("m" + i);
      }
    }
    assertThat(
            Sql.number(rig.real.dataSource(), "select count(*) - count(distinct id) from journal"))
        .isZero();
    assertThat(Sql.number(rig.real.dataSource(), "select sum(entries) from received"))
        .isEqualTo(rig.count("journal"));
  }

  @Test
  void withTheDatabaseAwayEveryFutureFailsAndNoneHangsAndItComesBack() {
    rig.database.goAway();
    List<CompletableFuture<Appended>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(rig.appender.append(rig.entry(i, "m" + i)));
    }
    all.forEach(done -> assertNoAnswer(done, ProblemCode.DATABASE_UNAVAILABLE));
    rig.database.comeBack();
    assertThat(get(rig.appender.append(rig.entry(1, "m1"))).seq()).isEqualTo(1);
  }

  @Test
  void afterTheEndNothingIsTakenAndNothingHangs() {
    rig.appender.close();
    assertNoAnswer(rig.appender.append(rig.entry(1, "m")), ProblemCode.SHUTTING_DOWN);
  }

  @Test
  void whoIsToldOfACommitCannotKeepASenderFromItsAnswer() {
    try (Appender appender =
        new Appender(
            rig.journal(),
            seq -> {
              throw new IllegalStateException("a defect");
            })) {
      assertThat(get(appender.append(rig.entry(1, "m"))).seq()).isEqualTo(1);
    }
  }

  @Test
  void largeMessagesAreReadOnTheirOwn() {
    String large = "x".repeat(JournalReadStore.INLINE_BYTES + 1);
    rig.journal.append(List.of(rig.entry(1, large), rig.entry(2, "small")));
    List<JournalEntry> page = rig.reader().unsettled(0, 2);
    assertThat(page.get(0).sealed()).isNull();
    assertThat(page.get(1).sealed()).isNotNull();
    assertThat(rig.reader().raw(page.get(0))).hasSize(large.length());
    assertThatThrownBy(() -> rig.reader().raw(3)).isInstanceOf(TrestleException.class);
  }
}
