package dev.trestle.orchestration.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.OnFailure;
import dev.trestle.kernel.site.Site;
import dev.trestle.orchestration.Rig;
import dev.trestle.orchestration.Sql;
import dev.trestle.orchestration.intake.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutcomeAnswersTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private final Rig rig = new Rig();

  OutcomeAnswersTest() {
    rig.site = onOutcome(LONG);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static Site onOutcome(Duration within) {
    Site plain = Rig.site(OnFailure.HOLD_DEPENDENTS, List.of());
    List<HealthSystem> systems =
        plain.healthSystems().stream()
            .map(
                system ->
                    new HealthSystem(
                        system.id(),
                        system.zone(),
                        system.authorities(),
                        system.sources().stream()
                            .map(
                                source ->
                                    source.toBuilder()
                                        .answerOnOutcome(true)
                                        .answerWithin(within)
                                        .build())
                            .toList()))
            .toList();
    return new Site("outcome", systems, plain.listeners());
  }

  private void closes(String... parts) {
    rig.settle();
    assertThat(rig.balance().line()).startsWith("balance closed").contains(parts);
  }

  private static String later(Reply reply) {
    CompletableFuture<byte[]> later = reply.later();
    return later == null ? "(none)" : new String(later.join(), UTF_8);
  }

  private static String first(Reply reply) {
    return new String(reply.bytes(), UTF_8);
  }

  @Test
  void theAnswerComesWhenTheMessageIsApplied() {
    assertThat(rig.send("c1|ADT^A01|P||P1|x")).contains("AA:c1");
    assertThat(rig.applied()).containsExactly("c1");
    assertThat(rig.send("c1|ADT^A01|P||P1|x")).contains("AA:c1");
    closes("applied=1", "duplicate=1");
  }

  @Test
  void whatCannotBeAppliedIsHandedBackHoldsNothingAndIsANewAttemptWhenItComesAgain() {
    rig.translator.broken.add("y");
    assertThat(rig.send("c1|ORM^O01|P||P1,O1|y")).contains("AE:c1");
    assertThat(rig.send("c2|ORM^O01|P||P1,O1|x")).contains("AA:c2");
    assertThat(rig.send("c3|ORM^O01|P||P1,O1|refuse")).contains("AE:c3");
    closes("rejected=2", "applied=1", "exceptions=0", "waiting=0");
    assertThat(
            Sql.list(
                rig.plain(),
                "select findings from outcome where outcome = 5 order by seq",
                row -> row.getString(1)))
        .containsExactly("E301@X-1", "E402@PID-5");
    rig.translator.broken.clear();
    assertThat(rig.send("c1|ORM^O01|P||P1,O1|y")).contains("AA:c1");
    assertThat(rig.applied()).containsExactly("c2", "c1");
  }

  @Test
  void theSameBytesRefusedThreeTimesAreKeptAsAnException() {
    for (int i = 0; i < OutcomeWatch.REFUSALS; i++) {
      assertThat(rig.send("c1|ORM^O01|P||P1,O1|bad")).contains("AE:c1");
    }
    assertThat(rig.send("c1|ORM^O01|P||P1,O1|bad")).contains("AA:c1");
    closes("rejected=3", "exceptions=1");
    assertThat(rig.parts().watch().keptAfterRefusals()).isOne();
    // What depends on it must wait, and is answered so at once.
    assertThat(rig.send("c2|ORM^O01|P||P1,O1|x")).contains("AA:c2");
    closes("exceptions=1", "waiting=1");
  }

  @Test
  void aConcurrentRepeatGetsTheAnswerOfItsFirstCopy() {
    CountDownLatch gate = new CountDownLatch(1);
    rig.translator.gate.set(gate);
    List<CompletableFuture<Optional<String>>> answers = new ArrayList<>();
    for (String payload : List.of("gate", "gate", "gate bad", "gate bad", "gate bad")) {
      String control = payload.length() > 4 ? "c2" : "c1";
      answers.add(rig.receive("in", control + "|ADT^A01|P||P1|" + payload));
    }
    Awaitility.await().until(() -> rig.balance().inFlight() == 5);
    assertThat(answers).noneMatch(CompletableFuture::isDone);
    gate.countDown();
    assertThat(answers.stream().map(CompletableFuture::join).map(Optional::orElseThrow))
        .containsExactly("AA:c1", "AA:c1", "AE:c2", "AE:c2", "AE:c2");
    closes("applied=1", "rejected=1", "duplicate=3");
  }

  @Test
  void atItsLimitTheAnswerIsThatTheMessageIsKeptAndThenItIsKept() {
    CountDownLatch gate = new CountDownLatch(1);
    rig.translator.gate.set(gate);
    rig.site = onOutcome(Duration.ofMillis(200));
    CompletableFuture<Optional<String>> repeat;
    CompletableFuture<Optional<String>> first = rig.receive("in", "c1|ADT^A01|P||P1|gate bad");
    repeat = rig.receive("in", "c1|ADT^A01|P||P1|gate bad");
    assertThat(first.join()).contains("AA:c1");
    assertThat(repeat.join()).contains("AA:c1");
    gate.countDown();
    rig.settle();
    assertThat(rig.balance().rejected()).isZero();
    assertThat(rig.balance().exceptions()).isOne();
  }

  @Test
  void whatComesForAStoppedSourceIsAnsweredAtOnce() {
    rig.sources().stop("mercy/adt", "ann", "x");
    assertThat(rig.send("c1|ADT^A01|P||P1|bad")).contains("AA:c1");
    closes("waiting=1");
  }

  @Test
  void aRefusalWhoseCommitsAnswerWasLostIsStillARefusal() {
    CountDownLatch gate = new CountDownLatch(1);
    rig.translator.gate.set(gate);
    CompletableFuture<Optional<String>> answer = rig.receive("in", "c1|ADT^A01|P||P1|gate bad");
    Awaitility.await().until(() -> rig.balance().inFlight() == 1);
    rig.parts().database().loseAnswers(1);
    gate.countDown();
    assertThat(answer.join()).contains("AE:c1");
    closes("rejected=1", "exceptions=0");
  }

  @Test
  void inEnhancedModeTheMessageIsAcceptedFirstAndAcknowledgedAfterItsOutcome() {
    Reply good = rig.reply("c1|ADT^A01|P|ALAL|P1|x");
    assertThat(first(good)).isEqualTo("CA:c1");
    assertThat(later(good)).isEqualTo("AA:c1");
    Reply bad = rig.reply("c2|ADT^A01|P|ALER|P1|bad");
    assertThat(first(bad)).isEqualTo("CA:c2");
    assertThat(later(bad)).isEqualTo("AE:c2");
    assertThat(later(rig.reply("c3|ADT^A01|P|ALER|P1|x"))).isEmpty();
    assertThat(later(rig.reply("c4|ADT^A01|P|ALSU|P1|x"))).isEqualTo("AA:c4");
    Reply onlyOutcome = rig.reply("c5|ADT^A01|P|NEAL|P1|x");
    assertThat(first(onlyOutcome)).isEmpty();
    assertThat(later(onlyOutcome)).isEqualTo("AA:c5");
    Reply silent = rig.reply("c6|ADT^A01|P|NENE|P1|x");
    assertThat(first(silent)).isEmpty();
    assertThat(later(silent)).isEqualTo("(none)");
    assertThat(later(rig.reply("c7|ADT^A01|P|ALNE|P1|x"))).isEqualTo("(none)");
    closes("applied=6", "rejected=1");
  }

  @Test
  void withoutAnswerOnOutcomeTheApplicationAcknowledgementNeverHandsAMessageBack() {
    rig.site = Rig.site(OnFailure.HOLD_DEPENDENTS, List.of());
    Reply bad = rig.reply("c1|ADT^A01|P|ALAL|P1|bad");
    assertThat(first(bad)).isEqualTo("CA:c1");
    assertThat(later(bad)).isEqualTo("AA:c1");
    closes("exceptions=1", "rejected=0");
  }

  @Test
  void aRepeatThatIsAnsweredOnReceiptKeepsItsFirstCopyFromGoingBack() {
    CountDownLatch gate = new CountDownLatch(1);
    rig.translator.gate.set(gate);
    CompletableFuture<Optional<String>> first = rig.receive("in", "c1|ADT^A01|P||P1|gate bad");
    Awaitility.await().until(() -> rig.balance().inFlight() == 1);
    rig.site = Rig.site(OnFailure.HOLD_DEPENDENTS, List.of());
    assertThat(rig.send("c1|ADT^A01|P||P1|gate bad")).contains("AA:c1");
    gate.countDown();
    assertThat(first.join()).contains("AA:c1");
    closes("exceptions=1", "duplicate=1", "rejected=0");
  }

  @Test
  void whereAnswersAreTurnedWhileCopiesAreUnderWayNobodyHearsThatALostMessageIsKept() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Site onOutcome = rig.site;
    Site onReceipt = Rig.site(OnFailure.HOLD_DEPENDENTS, List.of());
    Map<String, List<CompletableFuture<Optional<String>>>> answers = new HashMap<>();
    for (int i = 0; i < 400; i++) {
      List<CompletableFuture<Optional<String>>> copies = new ArrayList<>();
      for (int copy = 0; copy < 3; copy++) {
        rig.site = random.nextBoolean() ? onOutcome : onReceipt;
        copies.add(rig.receive("in", "c" + i + "|ORM^O01|P||O" + i + "|bad"));
        if (random.nextInt(3) == 0) {
          copies.get(copies.size() - 1).join();
        }
      }
      answers.put("c" + i, copies);
    }
    Map<String, List<String>> said = new HashMap<>();
    answers.forEach(
        (control, copies) ->
            said.put(
                control,
                copies.stream().map(CompletableFuture::join).map(Optional::orElseThrow).toList()));
    rig.settle();
    Map<String, Boolean> kept = new HashMap<>();
    outcomes((control, outcome) -> kept.merge(control, outcome == 0, Boolean::logicalOr));
    said.forEach(
        (control, all) ->
            assertThat(kept.get(control))
                .as("%s was answered %s, seed %d", control, all, seed)
                .isEqualTo(all.stream().anyMatch(answer -> answer.startsWith("AA"))));
    assertThat(said.values()).anyMatch(all -> all.toString().contains("AE"));
    assertThat(rig.balance().line()).startsWith("balance closed");
  }

  /** Tells the control id and the outcome of each entry, 0 for an exception. */
  private void outcomes(BiConsumer<String, Integer> told) {
    for (String row :
        Sql.list(
            rig.plain(),
            """
            select j.seq, coalesce(o.outcome, 0) from journal j
              left join outcome o on o.seq = j.seq order by j.seq
            """,
            row -> row.getLong(1) + " " + row.getInt(2))) {
      String[] parts = row.split(" ");
      String raw = new String(rig.parts().reader().raw(Long.parseLong(parts[0])), UTF_8);
      told.accept(raw.substring(0, raw.indexOf('|')), Integer.parseInt(parts[1]));
    }
  }

  @Test
  void whateverFailsAMessageIsEitherKeptOrHandedBackAsItsAnswerSays() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, CompletableFuture<Optional<String>>> answers = new HashMap<>();
    rig.site = onOutcome(Duration.ofMillis(150));
    for (int i = 0; i < 300; i++) {
      String payload = random.nextInt(3) == 0 ? "bad" : random.nextInt(9) == 0 ? "refuse" : "x";
      String message = "c" + i + "|ORM^O01|P||O" + random.nextInt(60) + "|" + payload;
      answers.put("c" + i, rig.receive("in", message));
      switch (random.nextInt(30)) {
        case 0 -> rig.parts().database().loseAnswers(1);
        case 1 -> rig.parts().database().loseCommits(1);
        case 2 -> {
          rig.crash();
          rig.start();
        }
        default -> {}
      }
    }
    Map<String, String> said = new HashMap<>();
    answers.forEach(
        (control, answer) ->
            answer
                .exceptionally(none -> Optional.empty())
                .join()
                .ifPresent(a -> said.put(control, a)));
    rig.settle();
    Map<String, Integer> became = new HashMap<>();
    outcomes(became::put);
    said.forEach(
        (control, answer) ->
            assertThat(became.getOrDefault(control, 0) == 5)
                .as("%s was answered %s, seed %d", control, answer, seed)
                .isEqualTo(answer.startsWith("AE")));
    assertThat(rig.balance().line()).startsWith("balance closed");
  }
}
