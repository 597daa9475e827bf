package dev.trestle.orchestration.exceptions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.OnFailure;
import dev.trestle.orchestration.Rig;
import dev.trestle.orchestration.Sql;
import dev.trestle.orchestration.ToyRecords;
import dev.trestle.orchestration.dispatch.Dispatcher;
import dev.trestle.orchestration.message.MessageFilter;
import dev.trestle.orchestration.message.MessageStore;
import dev.trestle.orchestration.message.MessageSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExceptionsTest {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private void closes(String what) {
    rig.settle();
    assertThat(rig.balance().line()).startsWith("balance closed").contains(what);
  }

  /** Entry 1 fails; 2 and 3 are about the same order, 4 only about the same patient. */
  private void anOrderFails() {
    rig.translator.broken.add("b");
    rig.send("c1|ORM^O01|P||P1,O1|b");
    rig.send("c2|ORM^O01|P||P1,O1|x");
    rig.send("c3|ORM^O01|P||P1,O1|x");
    rig.send("c4|ADT^A08|P||P1|x");
    closes("exceptions=1 waiting=2");
    assertThat(rig.applied()).containsExactly("c4");
  }

  @Test
  void anExceptionSaysWhatWhereAndWhatWouldHelpAndWhatWaits() {
    anOrderFails();
    OpenException open = rig.exceptions().list(ExceptionFilter.ALL, 0).get(0);
    assertThat(open.code()).isEqualTo(ProblemCode.VALUE_INVALID);
    assertThat(open.code().advice()).isNotEmpty();
    assertThat(open.location()).isEqualTo("X-1");
    assertThat(open.waiting()).isEqualTo(2);
    ExceptionCase shown = rig.exceptions().show(1);
    assertThat(shown.raw()).asString().startsWith("c1|ORM");
    assertThat(shown.waiting()).containsExactly(2L, 3L);
    assertThat(shown.history()).isEmpty();
    assertThat(shown.toString()).doesNotContain("c1");
    assertThatThrownBy(() -> rig.exceptions().show(2)).isInstanceOf(TrestleException.class);
  }

  @Test
  void exceptionsAreGroupedByCauseAndFiltered() {
    for (int i = 0; i < 5; i++) {
      rig.send("a" + i + "|ADT^A01|P||P" + i + "|bad");
    }
    rig.send("z|ADT^A01|P||P9|refuse");
    rig.settle();
    List<ExceptionGroup> groups = rig.exceptions().groups(ExceptionFilter.ALL);
    assertThat(groups.stream().map(ExceptionGroup::count)).containsExactly(5L, 1L);
    assertThat(groups.get(1).code()).isEqualTo(ProblemCode.IDENTITY_MISMATCH);
    ExceptionFilter values = new ExceptionFilter("mercy/adt", ProblemCode.VALUE_INVALID, "X-1");
    assertThat(rig.exceptions().list(values, 0)).hasSize(5);
    assertThat(rig.exceptions().list(values, 4)).hasSize(1);
    assertThat(rig.exceptions().list(new ExceptionFilter("mercy/lab", null, null), 0)).isEmpty();
  }

  @Test
  void whatWaitsIsGroupedByWhatItWaitsForAndTheGroupLeadsToItsRows() {
    anOrderFails();
    rig.sources().stop("mercy/lab", "ann", "moving");
    for (int i = 0; i < 3; i++) {
      rig.receive("lab", "l" + i + "|ORU^R01|P||P7|x").join();
    }
    rig.settle();
    List<WaitingGroup> groups = rig.exceptions().waitingGroups();
    assertThat(groups).extracting(WaitingGroup::waitsFor).containsExactly(0L, 1L);
    assertThat(groups).extracting(WaitingGroup::count).containsExactly(3L, 2L);
    assertThat(groups).extracting(WaitingGroup::source).containsExactly("mercy/lab", "mercy/adt");
    assertThat(groups)
        .extracting(WaitingGroup::code)
        .containsExactly(Optional.empty(), Optional.of(ProblemCode.VALUE_INVALID));
    assertThat(groups.get(1).oldest()).isEqualTo(receivedAt(2));
    assertThat(waitingFor(1)).containsExactly(3L, 2L);
    assertThat(waitingFor(0)).containsExactly(7L, 6L, 5L);
    rig.exceptions().dismiss(1, "ann", "a test order");
    rig.settle();
    assertThat(rig.exceptions().waitingGroups())
        .extracting(WaitingGroup::count)
        .containsExactly(3L);
  }

  private List<Long> waitingFor(long seq) {
    return new MessageStore(rig.plain())
        .list(MessageFilter.ALL.withWaitsFor(seq), Long.MAX_VALUE).rows().stream()
            .map(MessageSummary::seq)
            .toList();
  }

  private Instant receivedAt(long seq) {
    return Sql.list(
            rig.plain(),
            "select received_at from journal where seq = " + seq,
            row -> row.getTimestamp(1).toInstant())
        .get(0);
  }

  @Test
  void aResubmittedExceptionRunsBeforeWhatWaitedForIt() {
    anOrderFails();
    rig.exceptions().resubmit(1, "ann", "still wrong");
    rig.settle();
    assertThat(rig.exceptions().show(1).exception().attempts()).isEqualTo(2);
    rig.translator.broken.clear();
    rig.exceptions().resubmit(1, "ann", "the table has the code now");
    closes("applied=4");
    assertThat(rig.applied()).containsExactly("c4", "c1", "c2", "c3");
    assertThat(rig.count("decision")).isEqualTo(2);
  }

  @Test
  void aDismissedExceptionReleasesWhatWaitedForIt() {
    anOrderFails();
    rig.exceptions().dismiss(1, "ann", "a test order");
    closes("dismissed=1");
    assertThat(rig.applied()).containsExactly("c4", "c2", "c3");
    assertThatThrownBy(() -> rig.exceptions().dismiss(1, "ann", "again"))
        .isInstanceOfSatisfying(
            TrestleException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.NOT_FOUND));
  }

  @Test
  void aCorrectedCopyTakesTheOriginalsPlaceAndCountsAsReceived() {
    anOrderFails();
    long copy =
        rig.exceptions().correct(1, "c1|ORM^O01|P||P1,O1|right".getBytes(UTF_8), "ann", "typo");
    closes("received=5 applied=4 unchanged=0 duplicate=0 filtered=0 rejected=0 dismissed=1");
    assertThat(rig.applied()).containsExactly("c4", "c1", "c2", "c3");
    ToyRecords.Row row = ToyRecords.rows(rig.plain()).get(1);
    assertThat(row.seq()).isEqualTo(copy);
    assertThat(row.position()).isEqualTo(1);
    assertThat(Sql.number(rig.plain(), "select ref from outcome where seq = 1")).isEqualTo(copy);
    rig.translator.broken.clear();
    assertThat(rig.send("c1|ORM^O01|P||P1,O1|b")).contains("AA:c1");
    closes("duplicate=1");
  }

  @Test
  void aCopyThatIsNoMessageIsRefusedAndNothingChanges() {
    anOrderFails();
    assertThatThrownBy(() -> rig.exceptions().correct(1, "x".getBytes(UTF_8), "ann", "typo"))
        .isInstanceOf(TrestleException.class);
    closes("exceptions=1 waiting=2");
  }

  @Test
  void aCopyOfACopyStillStandsInTheOriginalsPlace() {
    anOrderFails();
    long copy = rig.exceptions().correct(1, "c1|ORM^O01|P||P1,O1|bad".getBytes(UTF_8), "a", "1");
    closes("exceptions=1 waiting=2");
    rig.crash();
    rig.start();
    rig.exceptions().correct(copy, "c1|ORM^O01|P||P1,O1|good".getBytes(UTF_8), "a", "2");
    closes("dismissed=2");
    assertThat(rig.applied()).containsExactly("c4", "c1", "c2", "c3");
    assertThat(ToyRecords.rows(rig.plain()).get(1).position()).isEqualTo(1);
  }

  @Test
  void aDecisionIsCarriedOutAfterAStopBetweenItAndItsEffect() {
    anOrderFails();
    rig.translator.broken.clear();
    rig.parts().dispatcher().close();
    rig.exceptions().resubmit(1, "ann", "right now");
    rig.crash();
    rig.start();
    closes("applied=4");
    assertThat(rig.applied()).containsExactly("c4", "c1", "c2", "c3");
  }

  @Test
  void aDismissalIsCarriedOutAfterAStopBetweenItAndItsEffect() {
    anOrderFails();
    rig.parts().dispatcher().close();
    rig.exceptions().dismiss(1, "ann", "a test order");
    rig.crash();
    rig.start();
    closes("dismissed=1");
    assertThat(rig.applied()).containsExactly("c4", "c2", "c3");
  }

  @Test
  void aCorrectionIsCarriedOutAfterAStopBetweenItAndItsEffect() {
    anOrderFails();
    rig.parts().dispatcher().close();
    rig.exceptions().correct(1, "c1|ORM^O01|P||P1,O1|right".getBytes(UTF_8), "ann", "typo");
    rig.crash();
    rig.start();
    closes("dismissed=1");
    assertThat(rig.applied()).containsExactly("c4", "c1", "c2", "c3");
  }

  @Test
  void whileAnExceptionIsTriedAgainItCannotBeDismissed() {
    anOrderFails();
    rig.parts().dispatcher().close();
    rig.exceptions().resubmit(1, "ann", "now");
    assertThatThrownBy(() -> rig.exceptions().dismiss(1, "bob", "no"))
        .isInstanceOfSatisfying(
            TrestleException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.CONFLICT));
  }

  @Test
  void aGroupIsTriedAgainTogether() {
    rig.translator.broken.add("b");
    for (int i = 0; i < 30; i++) {
      rig.send("a" + i + "|ADT^A01|P||P1|b");
    }
    closes("exceptions=30");
    rig.translator.broken.clear();
    assertThat(rig.exceptions().resubmit(ExceptionFilter.ALL, "ann", "mapped")).isEqualTo(30);
    closes("applied=30");
    assertThat(ToyRecords.rows(rig.plain()).stream().map(ToyRecords.Row::seq)).isSorted();
  }

  @Test
  void aRepeatBySenderTriesTheExceptionAgain() {
    anOrderFails();
    rig.translator.broken.clear();
    assertThat(rig.send("c1|ORM^O01|P||P1,O1|b")).contains("AA:c1");
    closes("applied=4 unchanged=0 duplicate=1");
    assertThat(Sql.list(rig.plain(), "select kind from decision", row -> row.getString(1)))
        .containsExactly("repeat");
  }

  @Test
  void continueHoldsNothing() {
    rig.site = Rig.site(OnFailure.CONTINUE, List.of());
    rig.send("c1|ORM^O01|P||P1,O1|bad");
    rig.send("c2|ORM^O01|P||P1,O1|x");
    closes("exceptions=1 waiting=0");
  }

  @Test
  void aResultThatWaitsFiveMinutesIsAppliedAndMarked() {
    rig.send("c1|ORM^O01|P||P1,O1|bad");
    rig.send("c2|ORU^R01|P||P1,O1|x");
    rig.send("c3|ORM^O01|P||P1,O1|x");
    closes("exceptions=1 waiting=2");
    rig.crash();
    rig.start();
    rig.clock.putForward(Dispatcher.RESULT_HELD_AT_MOST.plusSeconds(1));
    Awaitility.await().untilAsserted(() -> assertThat(rig.applied()).containsExactly("c2"));
    closes("exceptions=1 waiting=1");
    assertThat(Sql.list(rig.plain(), "select findings from outcome", row -> row.getString(1)))
        .containsExactly("W" + ProblemCode.HELD_TOO_LONG.number() + "@");
  }
}
