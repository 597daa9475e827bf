package dev.trestle.app.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.identity.link.LinkView;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody waits in vain, nobody waits too long, and nothing is left of who has gone. */
class ChangeWaitsTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final long SOON_SECONDS = 20;

  /** The last number in each view. */
  private final Map<LinkView, Long> numbers =
      new ConcurrentHashMap<>(new EnumMap<>(Map.of(LinkView.LINKED, 7L, LinkView.CONFIRMED, 5L)));

  private final AtomicInteger looks = new AtomicInteger();
  private volatile boolean failing;

  /** It looks when it is told only. */
  private final ChangeWaits waits = ChangeWaits.start(this::last, NEVER);

  private long last(LinkView view) {
    looks.incrementAndGet();
    if (failing) {
      throw new IllegalStateException("no database");
    }
    return numbers.getOrDefault(view, 0L);
  }

  @AfterEach
  void close() {
    waits.close();
  }

  @Test
  void aChangeWakesWhoWaitsInItsViewOnly() throws Exception {
    CompletableFuture<Boolean> confirmed = await("carl", LinkView.CONFIRMED, 7, NEVER);
    CompletableFuture<Boolean> linked = await("anna", LinkView.LINKED, 7, NEVER);
    numbers.put(LinkView.LINKED, 8L);
    waits.hint();
    assertThat(linked.get(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
    // Another one after it: whoever was to be answered before has been.
    assertThat(await("berta", LinkView.LINKED, 7, NEVER).get(SOON_SECONDS, TimeUnit.SECONDS))
        .isTrue();
    assertThat(confirmed).isNotDone();
    numbers.put(LinkView.CONFIRMED, 9L);
    waits.hint();
    assertThat(confirmed.get(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
    awaitNobody();
  }

  /** It had looked; the change came, and told nobody, before it waited. */
  @Test
  void aChangeBetweenTheLookAndTheWaitIsFound() throws Exception {
    numbers.put(LinkView.LINKED, 8L);
    waits.hint();
    assertThat(await("anna", LinkView.LINKED, 7, NEVER).get(SOON_SECONDS, TimeUnit.SECONDS))
        .isTrue();
  }

  @Test
  void whatAnotherProcessWroteIsFoundByLookingNowAndThen() throws Exception {
    try (ChangeWaits looking = ChangeWaits.start(this::last, Duration.ofMillis(20))) {
      CompletableFuture<Boolean> answered = new CompletableFuture<>();
      looking.await("anna", LinkView.LINKED, 7, NEVER, () -> answered.complete(true));
      int before = looks.get();
      Awaitility.await().until(() -> looks.get() > before + 2);
      assertThat(answered).isNotDone();
      numbers.put(LinkView.LINKED, 8L);
      assertThat(answered.get(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
      int after = looks.get();
      assertThat(await("berta", LinkView.LINKED, 8, Duration.ofMillis(200)))
          .succeedsWithin(Duration.ofSeconds(SOON_SECONDS));
      assertThat(looks.get() - after).as("nobody waits: it does not look").isLessThan(6);
    }
  }

  @Test
  void whenTheTimeIsOverThereIsAnAnswerAlsoWithoutADatabase() throws Exception {
    failing = true;
    long began = System.nanoTime();
    CompletableFuture<Boolean> answered = await("anna", LinkView.LINKED, 7, Duration.ofMillis(300));
    assertThat(answered.get(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(290));
    failing = false;
    numbers.put(LinkView.LINKED, 8L);
    assertThat(await("anna", LinkView.LINKED, 7, NEVER))
        .as("it goes on")
        .succeedsWithin(Duration.ofSeconds(SOON_SECONDS));
  }

  @Test
  void oneCallerHasAFewAndOthersTheirOwn() throws Exception {
    ChangeWaits.Wait first = waits.await("anna", LinkView.LINKED, 7, NEVER, () -> {});
    for (int i = 1; i < ChangeWaits.OF_A_CALLER; i++) {
      assertThat(await("anna", LinkView.LINKED, 7, NEVER)).isNotDone();
    }
    assertThatThrownBy(() -> await("anna", LinkView.CONFIRMED, 7, NEVER))
        .isInstanceOfSatisfying(
            TrestleException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ProblemCode.WAITS_FULL);
              assertThat(refused.code().httpStatus()).isEqualTo(429);
            });
    assertThat(await("carl", LinkView.LINKED, 7, NEVER)).isNotDone();
    first.end();
    first.end();
    assertThat(await("anna", LinkView.LINKED, 7, NEVER)).as("one has ended").isNotDone();
    assertThatThrownBy(() -> await("anna", LinkView.LINKED, 7, NEVER))
        .isInstanceOf(TrestleException.class);
    assertThat(waits.waiting()).isEqualTo(ChangeWaits.OF_A_CALLER + 1);
  }

  @Test
  void whoHasHungUpIsNotAnsweredAndWhatFailsIsForgotten() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    waits.await("anna", LinkView.LINKED, 7, NEVER, answered::countDown).end();
    CompletableFuture<Boolean> tried = new CompletableFuture<>();
    waits.await(
        "anna",
        LinkView.LINKED,
        7,
        NEVER,
        () -> {
          tried.complete(true);
          throw new IllegalStateException("the answer fails");
        });
    numbers.put(LinkView.LINKED, 8L);
    waits.hint();
    assertThat(tried.get(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
    awaitNobody();
    assertThat(answered.getCount()).isOne();
  }

  /** Its answer is being put together: the caller has it not yet. */
  @Test
  void whoIsBeingAnsweredCountsUntilItIsDone() {
    CountDownLatch go = new CountDownLatch(1);
    waits.await("anna", LinkView.LINKED, 6, NEVER, () -> awaitGo(go));
    for (int i = 1; i < ChangeWaits.OF_A_CALLER; i++) {
      assertThat(await("anna", LinkView.LINKED, 7, NEVER)).isNotDone();
    }
    assertThatThrownBy(() -> await("anna", LinkView.LINKED, 7, NEVER))
        .isInstanceOf(TrestleException.class);
    go.countDown();
    Awaitility.await().until(() -> waits.waiting() == ChangeWaits.OF_A_CALLER - 1);
  }

  private static void awaitGo(CountDownLatch go) {
    try {
      assertThat(go.await(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theEndAnswersEverybodyAndWhoComesLaterDoesNotWait() {
    CompletableFuture<Boolean> anna = await("anna", LinkView.LINKED, 7, NEVER);
    CompletableFuture<Boolean> carl = await("carl", LinkView.CONFIRMED, 7, NEVER);
    waits.close();
    assertThat(anna).isCompletedWithValue(true);
    assertThat(carl).isCompletedWithValue(true);
    assertThat(await("anna", LinkView.LINKED, 7, NEVER)).isCompletedWithValue(true);
    waits.close();
    assertThat(waits.waiting()).isZero();
  }

  private CompletableFuture<Boolean> await(
      String caller, LinkView view, long after, Duration longest) {
    CompletableFuture<Boolean> answered = new CompletableFuture<>();
    waits.await(caller, view, after, longest, () -> answered.complete(true));
    return answered;
  }

  private void awaitNobody() {
    Awaitility.await().until(() -> waits.waiting() == 0);
  }
}
