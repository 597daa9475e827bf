package dev.trestle.orchestration.dispatch;

import static dev.trestle.orchestration.dispatch.Entries.copy;
import static dev.trestle.orchestration.dispatch.Entries.entry;
import static dev.trestle.orchestration.dispatch.Entries.repeat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.site.OnFailure;
import dev.trestle.orchestration.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyChainsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final List<Long> ready = new ArrayList<>();
  private KeyChains chains = new KeyChains(source -> OnFailure.HOLD_DEPENDENTS, new HeldSources());

  private void after(KeyChains.Change change) {
    change.ready().stream().map(JournalEntry::seq).forEach(ready::add);
  }

  private List<Long> ready() {
    List<Long> all = List.copyOf(ready);
    ready.clear();
    return all;
  }

  private void admit(JournalEntry... entries) {
    for (JournalEntry entry : entries) {
      after(chains.admit(entry, NOW));
    }
  }

  @Test
  void entriesOfOnePatientRunOneAfterTheOther() {
    admit(entry(1, "ADT^A01", "P1"), entry(2, "ADT^A08", "P1"), entry(3, "ADT^A01", "P2"));
    assertThat(ready()).containsExactly(1L, 3L);
    after(chains.settle(1, NOW));
    assertThat(ready()).containsExactly(2L);
  }

  @Test
  void aMergeWaitsForBothPatientsAndBothWaitForIt() {
    admit(
        entry(1, "ADT^A01", "P1"),
        entry(2, "ADT^A01", "P2"),
        entry(3, "ADT^A40", "P1", "M2"),
        entry(4, "ADT^A08", "P2"));
    assertThat(ready()).containsExactly(1L, 2L);
    after(chains.settle(1, NOW));
    assertThat(ready()).isEmpty();
    after(chains.settle(2, NOW));
    assertThat(ready()).containsExactly(3L);
    after(chains.settle(3, NOW));
    assertThat(ready()).containsExactly(4L);
  }

  @Test
  void aFailureReleasesThePatientAndHoldsTheOrder() {
    admit(
        entry(1, "ORM^O01", "P1", "O1"),
        entry(2, "ADT^A08", "P1"),
        entry(3, "ORU^R01", "P1", "O1"),
        entry(4, "ADT^A08", "P1"));
    assertThat(ready()).containsExactly(1L);
    after(chains.park(1, NOW));
    assertThat(ready()).containsExactly(2L);
    assertThat(chains.waitsFor(3)).hasValue(1);
    after(chains.settle(2, NOW));
    assertThat(ready()).containsExactly(4L);
  }

  @Test
  void severalDependentsOfAFailureAllWaitAndNoneRunsMeanwhile() {
    admit(
        entry(1, "ORM^O01", "O1"),
        entry(2, "ORU^R01", "O1"),
        entry(3, "ORU^R01", "O1"),
        entry(4, "ORU^R01", "O1", "O2"),
        entry(5, "ORU^R01", "O2"));
    ready();
    after(chains.park(1, NOW));
    assertThat(ready()).isEmpty();
    assertThat(chains.parked()).isEqualTo(5);
    after(chains.release(1, NOW));
    assertThat(ready()).containsExactly(2L);
    after(chains.settle(2, NOW));
    after(chains.settle(3, NOW));
    after(chains.settle(4, NOW));
    assertThat(ready()).containsExactly(3L, 4L, 5L);
  }

  @Test
  void whatWaitedRunsBeforeWhatCameWhileTheExceptionWasTriedAgain() {
    admit(entry(1, "ORM^O01", "O1"), entry(2, "ORU^R01", "O1"));
    after(chains.park(1, NOW));
    after(chains.resume(1, NOW));
    admit(entry(3, "ORU^R01", "O1"));
    assertThat(ready()).containsExactly(1L, 1L);
    after(chains.settle(1, NOW));
    assertThat(ready()).containsExactly(2L);
    after(chains.settle(2, NOW));
    assertThat(ready()).containsExactly(3L);
  }

  @Test
  void aVisitHoldsOnlyEventsOfTheSameKind() {
    admit(
        entry(1, "ADT^A01", "P1", "V1"),
        entry(2, "ORU^R01", "P1", "V1"),
        entry(3, "ADT^A03", "P1", "V1"));
    ready();
    after(chains.park(1, NOW));
    assertThat(ready()).containsExactly(2L);
    assertThat(chains.waitsFor(3)).hasValue(1);
  }

  @Test
  void aRepeatIsLookedAtWhenItsFirstCopyIsSettledOrAnException() {
    admit(entry(1, "ADT^A08", "P1"), repeat(2, 1));
    assertThat(ready()).containsExactly(1L);
    after(chains.park(1, NOW));
    assertThat(ready()).containsExactly(2L);
    admit(repeat(3, 1));
    assertThat(ready()).containsExactly(3L);
  }

  @Test
  void aCorrectedCopyTakesThePlaceOfTheOriginal() {
    admit(
        entry(1, "ORM^O01", "O1"),
        entry(2, "ORU^R01", "O1"),
        entry(3, "ORU^R01", "O1"),
        entry(4, "ADT^A08", "P9"));
    after(chains.park(1, NOW));
    ready();
    admit(copy(5, 1, "O1"));
    assertThat(ready()).containsExactly(5L);
    assertThat(chains.waitsFor(2)).hasValue(5);
    after(chains.settle(5, NOW));
    assertThat(ready()).containsExactly(2L);
    after(chains.settle(2, NOW));
    assertThat(ready()).containsExactly(3L);
  }

  @Test
  void aCorrectedCopyThatFailsHoldsWhatTheOriginalHeld() {
    admit(entry(1, "ORM^O01", "O1"), entry(2, "ORU^R01", "O1"));
    after(chains.park(1, NOW));
    admit(copy(3, 1, "O1"));
    after(chains.park(3, NOW));
    admit(copy(4, 1, "O1"));
    ready();
    assertThat(chains.waitsFor(2)).hasValue(4);
    after(chains.settle(4, NOW));
    assertThat(ready()).containsExactly(2L);
  }

  @Test
  void holdPatientHoldsEverythingOfThePatientAndContinueHoldsNothing() {
    chains = new KeyChains(source -> OnFailure.HOLD_PATIENT, new HeldSources());
    admit(entry(1, "ADT^A01", "P1"), entry(2, "ADT^A08", "P1"), entry(3, "ADT^A08", "P2"));
    after(chains.park(1, NOW));
    assertThat(ready()).containsExactly(1L, 3L);
    chains = new KeyChains(source -> OnFailure.CONTINUE, new HeldSources());
    admit(entry(1, "ORM^O01", "O1"), entry(2, "ORU^R01", "O1"));
    after(chains.park(1, NOW));
    assertThat(ready()).containsExactly(1L, 2L);
  }

  @Test
  void whatWasHeldTooLongGoesOnButNotTheException() {
    admit(entry(1, "ORM^O01", "O1"), entry(2, "ORU^R01", "O1"), entry(3, "ORU^R01", "O1"));
    after(chains.park(1, NOW));
    ready();
    after(chains.goOn(1, NOW));
    assertThat(ready()).isEmpty();
    after(chains.goOn(2, NOW));
    assertThat(ready()).containsExactly(2L);
    after(chains.goOn(3, NOW));
    assertThat(ready()).isEmpty();
    after(chains.settle(2, NOW));
    assertThat(ready()).containsExactly(3L);
  }

  @Test
  void whatWasParkedBeforeARestartHoldsItsKeysAgain() {
    chains.restore(entry(1, "ORM^O01", "O1"), 0, NOW);
    chains.restore(entry(2, "ORU^R01", "O1"), 1, NOW);
    admit(entry(3, "ORU^R01", "O1"));
    assertThat(ready()).isEmpty();
    after(chains.resume(1, NOW));
    after(chains.settle(1, NOW));
    after(chains.settle(2, NOW));
    assertThat(ready()).containsExactly(1L, 2L, 3L);
  }
}
