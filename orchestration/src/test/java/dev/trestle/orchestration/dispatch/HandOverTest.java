package dev.trestle.orchestration.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.site.OnFailure;
import dev.trestle.orchestration.Rig;
import dev.trestle.orchestration.answer.OutcomeWatch;
import dev.trestle.orchestration.journal.Appended;
import dev.trestle.orchestration.journal.Appender;
import dev.trestle.orchestration.journal.CommittedEntries;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.orchestration.journal.JournalStore;
import dev.trestle.orchestration.journal.NewEntry;
import dev.trestle.orchestration.journal.SourceStore;
import dev.trestle.postgres.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever becomes of what the appender hands over, each entry of the journal runs once, in its
 * order. Here a journal is filled first; then its batches are handed over in every wrong way.
 */
class HandOverTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final TestDatabase database = TestDatabase.create();
  private final Sealer sealer = Sealer.inMemory();
  private final SourceStore sources = new SourceStore(database.dataSource());
  private final JournalStore journal = new JournalStore(database.dataSource(), sources);
  private final JournalReadStore reader =
      new JournalReadStore(database.dataSource(), sources, sealer);
  private final List<CommittedEntries> batches = new ArrayList<>();
  private final Map<Long, Integer> runs = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<Long> order = new LinkedBlockingQueue<>();
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void lateDoubledLostAndUnorderedHandOversRunEachEntryOnceInOrder() {
    fill(1_500);
    try (Dispatcher dispatcher = dispatcher(true)) {
      dispatcher.start();
      List<CommittedEntries> late = new ArrayList<>();
      for (CommittedEntries batch : batches) {
        switch (random.nextInt(5)) {
          case 0 -> dispatcher.committed(numbersOf(batch));
          case 1 -> late.add(batch);
          case 2 -> {
            dispatcher.committed(batch);
            dispatcher.committed(batch);
          }
          default -> dispatcher.committed(batch);
        }
        if (!late.isEmpty() && random.nextInt(3) == 0) {
          dispatcher.committed(late.remove(random.nextInt(late.size())));
        }
      }
      late.forEach(dispatcher::committed);
      assertThat(dispatcher.awaitIdle(LIMIT)).as("seed %d", seed).isTrue();
      everyEntryRanOnceInOrder();
    }
  }

  @Test
  void whatComesBeforeTheStartAndWhileTheWindowIsFullIsNeitherLostNorDoubled()
      throws InterruptedException {
    fill(Dispatcher.WINDOW_ENTRIES + HandedOver.ENTRIES + 1_000);
    int half = batches.size() / 2;
    try (Dispatcher dispatcher = dispatcher(false)) {
      batches.subList(0, half).forEach(dispatcher::committed);
      dispatcher.start();
      batches.subList(half, batches.size()).forEach(dispatcher::committed);
      long done = 0;
      while (done < last()) {
        Long seq = order.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(seq).as("in order").isEqualTo(++done);
        assertThat(dispatcher.active())
            .isLessThan(Dispatcher.WINDOW_ENTRIES + Dispatcher.PAGE_ENTRIES);
        if (done >= RunLine.RUNNING_ENTRIES) {
          awaitFullWindow(dispatcher, done);
          dispatcher.settled(List.of(done - RunLine.RUNNING_ENTRIES + 1));
        }
      }
      dispatcher.settled(LongStream.rangeClosed(1, last()).boxed().toList());
      assertThat(dispatcher.awaitIdle(LIMIT)).isTrue();
      assertThat(runs).hasSize((int) last()).allSatisfy((seq, n) -> assertThat(n).isOne());
    }
  }

  private void awaitFullWindow(Dispatcher dispatcher, long done) {
    boolean first = done == RunLine.RUNNING_ENTRIES;
    while (first && dispatcher.active() < Dispatcher.WINDOW_ENTRIES) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aBatchThatIsNotExactlyNextIsNotTaken() {
    HandedOver handed = new HandedOver();
    handed.offer(batch(500, 600, 0));
    assertThat(handed.takeAfter(400)).isNull();
    assertThat(handed.gapEnd(400, 900)).as("up to the batch, not into it").isEqualTo(500);
    handed.offer(batch(400, 500, 0));
    assertThat(handed.takeAfter(550)).as("half of it was read").isNull();
    assertThat(handed.size()).isZero();
    handed.offer(batch(500, 600, 0));
    assertThat(handed.gapEnd(550, 900)).as("never back").isEqualTo(900);
  }

  @Test
  void noMoreLiesThereThanTheLimitAllows() {
    HandedOver handed = new HandedOver();
    handed.offer(batch(0, 1, HandedOver.BYTES));
    handed.offer(batch(1, 2, 1));
    assertThat(handed.size()).isOne();
    assertThat(handed.takeAfter(0)).isNotNull();
    handed.offer(batch(1, 2, 1));
    assertThat(handed.takeAfter(1)).as("room again").isNotNull();
  }

  private void fill(int entries) {
    try (Appender appender = new Appender(journal, batches::add)) {
      List<CompletableFuture<Appended>> done = new ArrayList<>();
      for (int i = 0; i < entries; i++) {
        done.add(appender.append(entry(i)));
        if (random.nextInt(40) == 0) {
          done.get(i).join();
        }
      }
      done.forEach(CompletableFuture::join);
    }
  }

  private NewEntry entry(int number) {
    UUID id = UUID.randomUUID();
    byte[] raw = {1};
    byte[] sealed = sealer.seal("journal", JournalReadStore.place(id), raw);
    return new NewEntry(
        id,
        Rig.ADT,
        "ADT^A08",
        raw.length,
        sealed,
        new Hash128(1, number),
        new Hash128(2, number),
        List.of(),
        null,
        null);
  }

  private Dispatcher dispatcher(boolean settles) {
    Dispatcher[] made = new Dispatcher[1];
    made[0] =
        new Dispatcher(
            database.dataSource(),
            journal,
            reader,
            (entry, urgent) -> {
              runs.merge(entry.seq(), 1, Integer::sum);
              order.add(entry.seq());
              if (settles) {
                made[0].settled(List.of(entry.seq()));
              }
            },
            new OutcomeWatch(),
            () -> Rig.site(OnFailure.HOLD_DEPENDENTS, List.of()),
            Clock.systemUTC());
    return made[0];
  }

  private static CommittedEntries numbersOf(CommittedEntries batch) {
    return new CommittedEntries(batch.after(), batch.upTo(), false, List.of());
  }

  private void everyEntryRanOnceInOrder() {
    assertThat(List.copyOf(order))
        .as("seed %d", seed)
        .isEqualTo(LongStream.rangeClosed(1, last()).boxed().toList());
  }

  private long last() {
    return batches.get(batches.size() - 1).upTo();
  }

  private static CommittedEntries batch(long after, long upTo, long bytes) {
    JournalEntry entry =
        new JournalEntry(
            upTo,
            upTo,
            new UUID(0, upTo),
            Rig.ADT,
            1,
            java.time.Instant.EPOCH,
            "ADT^A08",
            0,
            false,
            1,
            List.of(),
            new byte[(int) bytes],
            false);
    return new CommittedEntries(after, upTo, true, List.of(entry));
  }
}
