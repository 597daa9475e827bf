package dev.trestle.orchestration.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.Rig;
import dev.trestle.orchestration.Sql;
import dev.trestle.orchestration.exceptions.ExceptionFilter;
import dev.trestle.orchestration.exceptions.OpenException;
import dev.trestle.orchestration.journal.SourceStore;
import dev.trestle.orchestration.source.SourceState.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourcesTest {
  private static final String ADT = "mercy/adt";
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private SourceState state() {
    return rig.sources().list().stream()
        .filter(s -> s.name().equals(ADT))
        .findFirst()
        .orElseThrow();
  }

  private void closes() {
    rig.settle();
    assertThat(rig.balance().line()).startsWith("balance closed");
  }

  private void sendAll(List<String> messages) {
    List<CompletableFuture<Optional<String>>> answers = new ArrayList<>();
    messages.forEach(message -> answers.add(rig.receive("in", message)));
    answers.forEach(
        answer ->
            assertThat(answer.join()).hasValueSatisfying(a -> assertThat(a).startsWith("AA")));
  }

  @Test
  void whatAStoppedSourceSendsIsAnsweredAndWaitsAndHoldsNobodyElse() {
    rig.send("c1|ADT^A01|P||P1,O1|x");
    rig.settle();
    rig.sources().stop(ADT, "ann", "upgrade of the sender");
    assertThat(rig.send("c2|ADT^A08|P||P1,O1|x")).contains("AA:c2");
    assertThat(rig.receive("lab", "r1|ORU^R01|P||P1,O1|x").join()).contains("AA:r1");
    closes();
    assertThat(rig.applied()).containsExactly("c1", "r1");
    assertThat(state().state()).isEqualTo(State.STOPPED);
    assertThat(state().waiting()).isOne();
    assertThat(state().received()).isEqualTo(2);
    assertThat(state().decision().orElseThrow().reason()).isEqualTo("upgrade of the sender");

    rig.sources().start(ADT, "ann", "upgraded");
    closes();
    assertThat(rig.applied()).containsExactly("c1", "r1", "c2");
    assertThat(state().state()).isEqualTo(State.RUNNING);
    assertThat(state().oldestWaiting()).isEmpty();
  }

  @Test
  void decisionsThatChangeNothingOrNameNoSourceAreRefused() {
    assertRefused(ProblemCode.NOT_FOUND, () -> rig.sources().stop("mercy/adr", "ann", "x"));
    assertRefused(ProblemCode.CONFLICT, () -> rig.sources().start(ADT, "ann", "x"));
    rig.sources().stop(ADT, "ann", "x");
    assertRefused(ProblemCode.CONFLICT, () -> rig.sources().stop(ADT, "ann", "x"));
    assertThat(rig.sources().list()).extracting(SourceState::name).contains(ADT, "mercy/lab");
  }

  private static void assertRefused(ProblemCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            TrestleException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Test
  void aStoppedSourceStaysStoppedOverARestartAndGoesOnInOrder() {
    rig.sources().stop(ADT, "ann", "x");
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      messages.add("c" + i + "|ADT^A08|P||P" + i % 7 + "|x");
    }
    sendAll(messages);
    rig.crash();
    rig.start();
    closes();
    assertThat(rig.applied()).isEmpty();
    assertThat(rig.balance().waiting()).isEqualTo(1_200);
    rig.sources().start(ADT, "ann", "x");
    rig.crash();
    rig.start();
    sendAll(List.of("last|ADT^A08|P||P0|x"));
    closes();
    assertThat(rig.balance().applied()).isEqualTo(1_201);
    inOrder();
  }

  private void inOrder() {
    Map<String, Long> last = new HashMap<>();
    Sql.list(
            rig.plain(),
            "select seq, keys from toy order by n",
            row -> Map.entry(row.getString(2), row.getLong(1)))
        .forEach(
            applied ->
                assertThat(last.put(applied.getKey(), applied.getValue()))
                    .satisfiesAnyOf(
                        before -> assertThat(before).isNull(),
                        before -> assertThat(before).isLessThan(applied.getValue())));
  }

  @Test
  void manyLikeFailuresPauseTheSourceUnderOneExceptionWithACount() {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      messages.add("c" + i + "|ADT^A08|P||P" + i + "|bad");
    }
    sendAll(messages);
    rig.receive("lab", "r1|ORU^R01|P||P1|x").join();
    closes();
    assertThat(rig.applied()).containsExactly("r1");
    assertThat(state().state()).isEqualTo(State.PAUSED);
    // What was running when the source was paused has come to its end.
    assertThat(state().exceptions()).isLessThan(1_000);
    assertThat(state().waiting() + state().exceptions()).isEqualTo(3_000);
    List<OpenException> counted =
        rig.exceptions().list(ExceptionFilter.ALL, 0).stream()
            .filter(e -> e.waiting() > 0)
            .toList();
    assertThat(counted).extracting(OpenException::waiting).containsExactly(state().waiting());
    assertThat(state().decision().orElseThrow().reason()).contains("value-invalid at X-1");
  }

  @Test
  void manyHeldEntriesTakeNoMemoryAndNoTimeAtTheStart() {
    int many = 200_000;
    rig.send("c1|ADT^A08|P||P1|x");
    rig.settle();
    rig.sources().stop(ADT, "ann", "x");
    long before = usedHeap();
    journalWithoutBytes(many);
    Awaitility.await()
        .atMost(Duration.ofMinutes(5))
        .until(() -> rig.count("waiting where waits_for = 0") == many);
    closes();
    assertThat(usedHeap() - before).isLessThan(20L << 20);
    assertThat(state().waiting()).isEqualTo(many);

    rig.crash();
    rig.start();
    assertThat(rig.receive("lab", "r1|ORU^R01|P||P1|x").join()).contains("AA:r1");
    closes();
    assertThat(rig.applied()).containsExactly("c1", "r1");
    assertThat(rig.parts().dispatcher().active()).isZero();

    // Their bytes are not there: the source is paused again before many have become exceptions.
    rig.sources().start(ADT, "ann", "x");
    Awaitility.await().until(() -> state().state() == State.PAUSED);
    closes();
    assertThat(state().exceptions()).isLessThan(1_000);
    assertThat(state().waiting() + state().exceptions()).isEqualTo(many);
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void journalWithoutBytes(int entries) {
    Sql.run(
        rig.plain(),
        """
        with head as (update journal_head set seq = seq + %1$d returning seq - %1$d as first),
        counted as (
          insert into received (source, at, entries, bytes)
          select id, now(), %1$d, 0 from source where name = 'mercy/adt')
        insert into journal (retention, seq, id, source, received_at, bytes, type, keys, kinds)
        select 0, head.first + n, gen_random_uuid(), source.id, now(), 0, 'ADT^A08', '', ''
          from head, source, generate_series(1, %1$d) n where source.name = 'mercy/adt'
        """
            .formatted(entries));
  }

  @Test
  void whatWasAddedUpOnceIsNeverAddedTwiceNorForgotten() {
    Random random = new Random(7);
    long sent = 0;
    for (int round = 0; round < 12; round++) {
      for (int i = random.nextInt(4); i > 0; i--) {
        rig.send("n" + sent++ + "|ADT^A08|P||P1|x");
      }
      assertThat(state().received()).isEqualTo(sent);
    }
    Sources another =
        new Sources(
            rig.plain(), new SourceStore(rig.plain()), () -> rig.site, rig.parts().dispatcher());
    assertThat(another.list()).isEqualTo(rig.sources().list());
    assertThat(state().lastReceived()).isPresent();
  }

  @Test
  void aFewFailuresAmongManyGoodMessagesPauseNothing() {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      messages.add("c" + i + "|ADT^A08|P||P" + i + "|" + (i % 5 == 0 ? "bad" : "x"));
    }
    sendAll(messages);
    closes();
    assertThat(state().state()).isEqualTo(State.RUNNING);
    assertThat(state().exceptions()).isEqualTo(80);
  }

  @Test
  void aPersonsDecisionAboutAMessageOfAStoppedSourceIsCarriedOut() {
    rig.translator.broken.add("y");
    rig.send("c1|ORM^O01|P||P1,O1|y");
    rig.send("c2|ORM^O01|P||P1,O1|x");
    rig.settle();
    rig.sources().stop(ADT, "ann", "x");
    rig.translator.broken.clear();
    rig.exceptions().resubmit(1, "ann", "healed");
    closes();
    assertThat(rig.applied()).containsExactly("c1");
    assertThat(state().waiting()).isOne();
    rig.sources().start(ADT, "ann", "x");
    closes();
    assertThat(rig.applied()).containsExactly("c1", "c2");
  }

  /**
   * What runs when its source is stopped has no row; after a crash it must not come behind what
   * waited, nor be forgotten.
   */
  @Test
  void whatRanWhenTheProcessEndedGoesBeforeWhatWaitedForItsSource() {
    CountDownLatch gate = new CountDownLatch(1);
    rig.translator.gate.set(gate);
    assertThat(rig.send("c1|ADT^A08|P||P1|gate")).contains("AA:c1");
    Awaitility.await().until(() -> rig.translator.atGate.get() == 1);
    rig.sources().stop(ADT, "ann", "x");
    assertThat(rig.send("c2|ADT^A08|P||P1|x")).contains("AA:c2");
    Awaitility.await().until(() -> rig.count("waiting where waits_for = 0") == 1);
    rig.sources().start(ADT, "ann", "x");
    rig.parts().database().goAway();
    gate.countDown();
    rig.crash();
    rig.start();
    closes();
    assertThat(rig.applied()).containsExactly("c1", "c2");
    assertThat(rig.balance().waiting()).isZero();
  }

  @Test
  void whateverIsStoppedStartedAndKilledEverythingIsAppliedOnceAndInOrder() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<CompletableFuture<Optional<String>>> answers = new ArrayList<>();
    boolean stopped = false;
    for (int i = 0; i < 600; i++) {
      String listener = random.nextInt(4) == 0 ? "lab" : "in";
      answers.add(rig.receive(listener, "c" + i + "|ADT^A08|P||P" + random.nextInt(9) + "|x"));
      if (random.nextInt(25) == 0) {
        if (stopped) {
          rig.sources().start(ADT, "ann", "x");
        } else {
          rig.sources().stop(ADT, "ann", "x");
        }
        stopped = !stopped;
      }
      if (random.nextInt(80) == 0) {
        answers.forEach(CompletableFuture::join);
        rig.crash();
        rig.start();
      }
      assertThat(i % 50 != 0 || rig.balance().closes()).as("seed %d", seed).isTrue();
    }
    answers.forEach(CompletableFuture::join);
    if (stopped) {
      rig.sources().start(ADT, "ann", "x");
    }
    closes();
    assertThat(rig.balance().applied()).as("seed %d", seed).isEqualTo(600);
    assertThat(
            Sql.number(
                rig.plain(),
                """
                select count(*) from (
                  select t.seq, lag(t.seq) over (partition by t.keys, j.source order by t.n) as b
                    from toy t join journal j on j.seq = t.seq) o
                 where b > seq
                """))
        .as("seed %d", seed)
        .isZero();
  }
}
