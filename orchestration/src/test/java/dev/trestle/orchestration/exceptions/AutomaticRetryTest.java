package dev.trestle.orchestration.exceptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.orchestration.Rig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AutomaticRetryTest {
  private final Rig rig = new Rig();
  private final Instant start = Instant.now();

  @AfterEach
  void close() {
    rig.close();
  }

  private int after(Duration time) {
    int tried = rig.exceptions().retryDue(start.plus(time));
    rig.settle();
    return tried;
  }

  @Test
  void whatCanPassIsTriedAgainWithGrowingPausesAndWhatCannotIsLeftToPeople() {
    rig.translator.defective.add("flaky");
    rig.translator.broken.add("wrong");
    rig.send("c1|ADT^A01|P||P1|flaky");
    rig.send("c2|ADT^A01|P||P2|wrong");
    rig.settle();
    assertThat(after(Duration.ofMinutes(4))).as("its pause is not over").isZero();
    assertThat(after(Duration.ofMinutes(6))).isEqualTo(1);
    assertThat(rig.exceptions().find(1).attempts()).isEqualTo(2);
    assertThat(after(Duration.ofMinutes(6))).as("the next pause is longer").isZero();
    rig.translator.defective.clear();
    rig.translator.broken.clear();
    assertThat(after(Duration.ofMinutes(16))).isEqualTo(1);
    assertThat(rig.exceptions().list(ExceptionFilter.ALL, 0))
        .extracting(OpenException::seq)
        .as("only a person knows when a wrong value can pass")
        .containsExactly(2L);
    List<ExceptionCase.Decision> history = rig.exceptions().history(1);
    assertThat(history).hasSize(2).allMatch(one -> one.actor().equals("trestle"));
  }

  @Test
  void afterSixAttemptsPeopleAreAsked() {
    rig.translator.defective.add("flaky");
    rig.send("c1|ADT^A01|P||P1|flaky");
    rig.settle();
    int tried = 0;
    for (int day = 1; day < 12; day++) {
      tried += after(Duration.ofDays(day));
    }
    assertThat(tried).isEqualTo(Exceptions.RETRIES);
    assertThat(rig.exceptions().find(1).attempts()).isEqualTo(Exceptions.RETRIES + 1);
  }

  @Test
  void whatSomebodyTriesAlreadyIsNotTriedTwice() {
    rig.translator.defective.add("flaky");
    rig.send("c1|ADT^A01|P||P1|flaky");
    rig.settle();
    rig.exceptions().resubmit(1, "anna", "looks mended");
    rig.settle();
    assertThat(rig.exceptions().find(1).attempts()).isEqualTo(2);
    assertThat(after(Duration.ofMinutes(6))).as("her attempt counts").isZero();
    assertThat(after(Duration.ofMinutes(16))).isEqualTo(1);
  }
}
