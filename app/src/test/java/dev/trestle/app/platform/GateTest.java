package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GateTest {
  private final List<String> taken = new ArrayList<>();
  private final Gate<String> gate = new Gate<>();

  @Test
  void whoWaitsGoesOnInItsOrderWhenTheGateOpens() {
    gate.shut();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (String message : List.of("a", "b", "c")) {
      answers.add(gate.pass(() -> take(message)));
    }
    assertThat(taken).isEmpty();
    assertThat(answers).noneMatch(CompletableFuture::isDone);
    gate.open();
    answers.add(gate.pass(() -> take("d")));
    assertThat(taken).containsExactly("a", "b", "c", "d");
    assertThat(answers).allMatch(CompletableFuture::isDone);
  }

  @Test
  void nothingOvertakesWhatWaits() {
    gate.shut();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    answers.add(
        gate.pass(
            () -> {
              // While the first one is let on, another comes.
              answers.add(gate.pass(() -> take("late")));
              return take("first");
            }));
    answers.add(gate.pass(() -> take("second")));
    gate.open();
    assertThat(taken).containsExactly("first", "second", "late");
    assertThat(answers).hasSize(3).allMatch(CompletableFuture::isDone);
  }

  @Test
  void itIsEmptyWhenEverythingTakenIsAnswered() throws InterruptedException {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> passed = gate.pass(() -> answer);
    gate.shut();
    assertThat(gate.awaitEmpty(System.nanoTime())).isFalse();
    answer.complete("answer");
    assertThat(gate.awaitEmpty(System.nanoTime())).isTrue();
    assertThat(passed).isCompletedWithValue("answer");
  }

  @Test
  void atItsEndNobodyGetsAnAnswer() {
    gate.shut();
    CompletableFuture<String> waiting = gate.pass(() -> take("a"));
    gate.end();
    gate.open();
    assertThat(waiting).isCompletedExceptionally();
    assertThat(gate.pass(() -> take("b"))).isCompletedExceptionally();
    assertThat(taken).isEmpty();
  }

  private CompletableFuture<String> take(String message) {
    taken.add(message);
    return CompletableFuture.completedFuture("answer");
  }
}
