package dev.trestle.orchestration.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.orchestration.Rig;
import dev.trestle.orchestration.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Results do not wait for a flood that came before them. */
class FloodTest {
  /** Far more than the window. */
  private static final int FLOOD = Dispatcher.WINDOW_ENTRIES + 2_500;

  private static final int RESULTS = 40;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Rig rig = new Rig();
  private final List<CompletableFuture<Optional<String>>> answers = new ArrayList<>();

  @AfterEach
  void close() {
    rig.close();
  }

  private void flood() {
    for (int i = 0; i < FLOOD; i++) {
      String payload = i < RunLine.RUNNING_ENTRIES ? "gate" : "x";
      answers.add(rig.receive("in", "f" + i + "|ADT^A31|P||P" + i + "|" + payload));
      if (i % 1_000 == 999) {
        journaled();
      }
    }
  }

  /** Of patients that the flood speaks of too, from its beginning to its end. */
  private void results() {
    for (int i = 0; i < RESULTS; i++) {
      int patient = i * (FLOOD / RESULTS);
      answers.add(rig.receive("lab", "r" + i + "|ORU^R01|P||P" + patient + ",O" + i + "|x"));
    }
  }

  private void journaled() {
    answers.forEach(answer -> assertThat(answer.join()).isPresent());
    answers.clear();
  }

  private Map<String, Integer> places() {
    List<String> applied = rig.applied();
    Map<String, Integer> places = new HashMap<>();
    for (String control : applied) {
      assertThat(places.put(control, places.size())).as("%s is applied once", control).isNull();
    }
    return places;
  }

  /**
   * Nothing is settled yet: entries in line beyond the dispatcher's position were taken before
   * their turn, which are the results and what the flood said of their patients.
   */
  private boolean allResultsAreInLine() {
    Dispatcher dispatcher = rig.parts().dispatcher();
    long behind = dispatcher.behind();
    long read = FLOOD + RESULTS - behind;
    long unreadBefore =
        LongStream.range(0, RESULTS).filter(i -> i * (FLOOD / RESULTS) >= read).count();
    return dispatcher.active() - read == RESULTS + unreadBefore;
  }

  private static int place(Map<String, Integer> places, String control) {
    return Objects.requireNonNull(places.get(control), control);
  }

  private static void assertResultsCameFirst(Map<String, Integer> places, int within) {
    assertThat(places).hasSize(FLOOD + RESULTS);
    for (int i = 0; i < RESULTS; i++) {
      int result = place(places, "r" + i);
      int before = place(places, "f" + i * (FLOOD / RESULTS));
      assertThat(result).as("r%d overtakes the flood", i).isLessThan(within);
      assertThat(before).as("what came before it about its patient").isLessThan(result);
    }
  }

  @Test
  void aResultOvertakesAFloodAndTakesAlongWhatCameBeforeItAboutItsPatient() {
    CountDownLatch gate = new CountDownLatch(1);
    rig.translator.gate.set(gate);
    flood();
    results();
    journaled();
    // The gate is held by the first of the flood: everything else is journaled and waits.
    Awaitility.await().atMost(PATIENCE).until(this::allResultsAreInLine);
    gate.countDown();
    rig.settle();
    assertResultsCameFirst(places(), 6 * RunLine.RUNNING_ENTRIES);
    assertThat(rig.balance().line()).startsWith("balance closed");
  }

  @Test
  void aCrashAmidOvertakingLosesNothingAndRepeatsNothing() {
    CountDownLatch gate = new CountDownLatch(1);
    rig.translator.gate.set(gate);
    flood();
    results();
    journaled();
    gate.countDown();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> Sql.number(rig.plain(), "select count(*) from outcome") > RESULTS);
    rig.crash();
    rig.start();
    rig.settle();
    Map<String, Integer> places = places();
    assertThat(places).hasSize(FLOOD + RESULTS);
    for (int i = 0; i < RESULTS; i++) {
      assertThat(place(places, "f" + i * (FLOOD / RESULTS))).isLessThan(place(places, "r" + i));
    }
    assertThat(rig.balance().line()).startsWith("balance closed");
    // It is written behind the work.
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> Sql.number(rig.plain(), "select seq from watermark") == FLOOD + RESULTS);
  }
}
