package dev.trestle.orchestration.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.site.Environment;
import dev.trestle.kernel.site.OnFailure;
import dev.trestle.orchestration.Rig;
import dev.trestle.orchestration.Sql;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private void closes() {
    rig.settle();
    assertThat(rig.balance().line()).startsWith("balance closed");
  }

  private List<Integer> outcomes() {
    return Sql.list(rig.plain(), "select outcome from outcome order by seq", row -> row.getInt(1));
  }

  @Test
  void aMessageIsAnsweredAAAndApplied() {
    assertThat(rig.send("c1|ADT^A01|P||P1|x")).contains("AA:c1");
    closes();
    assertThat(rig.applied()).containsExactly("c1");
  }

  @Test
  void inEnhancedModeTheAnswerIsCA() {
    assertThat(rig.send("c1|ADT^A01|P|AL|P1|x")).contains("CA:c1");
    closes();
  }

  /** Else two systems answer each other for ever. */
  @Test
  void anAcknowledgementIsTakenAndAnsweredOnlyWhereItAsksForThat() {
    for (String type : List.of("ACK", "ACK^A01", "MCF^A01")) {
      assertThat(rig.send(type + "|" + type + "|P||P1|x").orElse("")).as(type).isEmpty();
      assertThat(rig.send(type + "|" + type + "|P||P1|x").orElse("")).as("a repeat").isEmpty();
    }
    assertThat(rig.send("c4|ACK^A01|P|AL|P1|x")).contains("CA:c4");
    assertThat(rig.send("c5|ACKS^A01|P||P1|x")).contains("AA:c5");
    closes();
    assertThat(outcomes()).containsExactly(1, 3, 1, 3, 1, 3, 1, 1);
  }

  @Test
  void aTypeThatIsNotAcceptedIsJournaledAndRejectedAndARepeatIsANewAttempt() {
    rig.site = Rig.site(OnFailure.HOLD_DEPENDENTS, List.of("ADT"));
    assertThat(rig.send("c1|ORU^R01|P||P1|x")).contains("AR:c1");
    assertThat(rig.send("c1|ORU^R01|P|AL|P1|x")).contains("CR:c1");
    rig.site = Rig.site(OnFailure.HOLD_DEPENDENTS, List.of());
    assertThat(rig.send("c1|ORU^R01|P||P1|x")).contains("AA:c1");
    closes();
    assertThat(outcomes()).containsExactly(5, 5, 1);
    assertThat(rig.send("c1|ORU^R01|P||P1|x")).contains("AA:c1");
    closes();
    assertThat(outcomes()).containsExactly(5, 5, 1, 3);
    assertThat(rig.applied()).containsExactly("c1");
  }

  @Test
  void aRepeatOfWhatWasAppliedIsAnsweredAAThoughTheSiteNoLongerAcceptsTheType() {
    rig.send("c1|ADT^A01|P||P1|x");
    rig.site = Rig.site(OnFailure.HOLD_DEPENDENTS, List.of("ORU"));
    assertThat(rig.send("c1|ADT^A01|P||P1|x")).contains("AA:c1");
    closes();
    assertThat(outcomes()).containsExactly(1, 3);
  }

  @Test
  void aMessageForAnotherEnvironmentIsAnsweredAAAndFiltered() {
    rig.stop();
    rig.environment = Environment.PRODUCTION;
    rig.start();
    assertThat(rig.send("c1|ADT^A01|T||P1|x")).contains("AA:c1");
    closes();
    assertThat(outcomes()).containsExactly(4);
    assertThat(rig.applied()).isEmpty();
  }

  @Test
  void aRepeatIsAnsweredAndHasNoSecondEffect() {
    assertThat(rig.send("c1|ADT^A01|P||P1|x")).contains("AA:c1");
    assertThat(rig.send("c1|ADT^A01|P||P1|x")).contains("AA:c1");
    closes();
    assertThat(outcomes()).containsExactly(1, 3);
    assertThat(rig.applied()).containsExactly("c1");
  }

  @Test
  void anIdThatIsUsedAgainWithOtherContentIsANewMessageWithAFinding() {
    rig.send("c1|ADT^A01|P||P1|x");
    rig.send("c1|ADT^A01|P||P1|y");
    closes();
    assertThat(rig.applied()).containsExactly("c1", "c1");
    assertThat(
            Sql.list(rig.plain(), "select findings from outcome order by seq", r -> r.getString(1)))
        .containsExactly(null, "W213@MSH-10");
  }

  @Test
  void withoutAControlIdOnlyTheSameBytesAreARepeat() {
    rig.send("|ADT^A01|P||P1|x");
    rig.send("|ADT^A01|P||P1|x");
    rig.send("|ADT^A01|P||P1|y");
    closes();
    assertThat(outcomes()).containsExactly(1, 3, 1);
    assertThat(Sql.number(rig.plain(), "select count(*) from journal where id_reused")).isZero();
  }

  @Test
  void bytesThatAreNoMessageAreAnIncidentAndGetNoAnswer() {
    assertThat(rig.send("GET / HTTP/1.1")).isEmpty();
    closes();
    rig.recorded();
    assertThat(rig.count("intake_incident")).isEqualTo(1);
    assertThat(rig.count("journal")).isZero();
  }

  @Test
  void ofABatchWithABadMemberTheOthersAreTaken() {
    assertThat(rig.send("BATCH\nc1|ADT^A01|P||P1|x\nrubbish\nc2|ADT^A01|P||P2|x"))
        .contains("AA:c1\nAA:c2");
    closes();
    assertThat(rig.applied()).containsExactlyInAnyOrder("c1", "c2");
    rig.recorded();
    assertThat(rig.count("intake_incident")).isEqualTo(1);
  }

  @Test
  void whatCannotBeJournaledIsNotAnswered() {
    rig.parts().database().goAway();
    assertThat(rig.receive("in", "c1|ADT^A01|P||P1|x"))
        .failsWithin(java.time.Duration.ofSeconds(20));
    rig.parts().database().comeBack();
    assertThat(rig.send("c1|ADT^A01|P||P1|x")).contains("AA:c1");
    closes();
    assertThat(rig.applied()).containsExactly("c1");
  }

  @Test
  void aDefectOnTheWayIsAFailureAndNotAnAnswer() {
    assertThat(rig.receive("nowhere", "c1|ADT^A01|P||P1|x"))
        .failsWithin(java.time.Duration.ofSeconds(5));
  }
}
