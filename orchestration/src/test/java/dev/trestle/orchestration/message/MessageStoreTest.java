package dev.trestle.orchestration.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.orchestration.Rig;
import dev.trestle.orchestration.Sql;
import dev.trestle.orchestration.intake.EntryMaker;
import dev.trestle.orchestration.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageStoreTest {
  private static final Keyring KEYRING = Keyring.fixedForOfflineUse();
  private final Rig rig = new Rig();
  private final MessageStore store = new MessageStore(rig.plain());
  private final MessageIndex index = new MessageIndex(rig.plain());

  @AfterEach
  void close() {
    index.close();
    rig.close();
  }

  private List<Long> seqs(MessageFilter filter) {
    return store.list(filter, Long.MAX_VALUE).rows().stream().map(MessageSummary::seq).toList();
  }

  private static MessageFilter in(MessageState state) {
    return MessageFilter.ALL.withState(state);
  }

  /** One of every state: 1 fails, 2 waits for it, 3 is applied, 4 repeats it, 5 is dismissed. */
  private void oneOfEach() {
    rig.translator.broken.add("b");
    rig.send("c1|ORM^O01|P||P1,O1|b");
    rig.send("c2|ORM^O01|P||P1,O1|x");
    rig.send("c3|ADT^A08|P||P1|x");
    rig.send("c3|ADT^A08|P||P1|x");
    rig.send("c5|ADT^A01|P||P2|bad");
    rig.settle();
    rig.exceptions().dismiss(5, "anna", "not ours");
    rig.settle();
  }

  @Test
  void eachStateListsItsOwnAndTogetherTheyListEverything() {
    oneOfEach();
    assertThat(seqs(MessageFilter.ALL)).containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(seqs(in(MessageState.EXCEPTION))).containsExactly(1L);
    assertThat(seqs(in(MessageState.WAITING))).containsExactly(2L);
    assertThat(seqs(in(MessageState.APPLIED))).containsExactly(3L);
    assertThat(seqs(in(MessageState.DUPLICATE))).containsExactly(4L);
    assertThat(seqs(in(MessageState.DISMISSED))).containsExactly(5L);
    List<Long> all = new ArrayList<>();
    for (MessageState state : MessageState.values()) {
      all.addAll(seqs(in(state)));
    }
    assertThat(all).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
    assertThat(store.find(2).orElseThrow().reference()).isEqualTo(1);
    assertThat(store.find(4).orElseThrow().reference()).isEqualTo(3);
    assertThat(store.find(1).orElseThrow().notes().get(0).location()).isEqualTo("X-1");
    assertThat(store.find(99)).isEmpty();
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepeat() {
    for (int i = 0; i < MessageStore.PAGE + 3; i++) {
      rig.send("p" + i + "|ADT^A01|P||P" + i + "|x");
    }
    rig.settle();
    MessagePage first = store.list(MessageFilter.ALL, Long.MAX_VALUE);
    MessagePage second = store.list(MessageFilter.ALL, first.before().orElseThrow());
    assertThat(first.rows()).hasSize(MessageStore.PAGE);
    assertThat(second.before()).isEmpty();
    assertThat(second.rows().stream().map(MessageSummary::seq)).containsExactly(3L, 2L, 1L);
  }

  @Test
  void aTypeASourceAndAPeriodNarrow() {
    oneOfEach();
    index.drain();
    assertThat(seqs(MessageFilter.ALL.withType("ADT"))).containsExactly(5L, 4L, 3L);
    assertThat(seqs(MessageFilter.ALL.withType("ADT^A01"))).containsExactly(5L);
    assertThat(seqs(MessageFilter.ALL.withSource("mercy/lab"))).isEmpty();
    Instant third = store.find(3).orElseThrow().receivedAt();
    assertThat(seqs(MessageFilter.ALL.withPeriod(third, null))).containsExactly(5L, 4L, 3L);
    assertThat(seqs(MessageFilter.ALL.withPeriod(null, third))).containsExactly(2L, 1L);
  }

  @Test
  void aProblemFindsTheMessagesThatHadIt() {
    oneOfEach();
    rig.send("c3|ADT^A08|P||P1|other"); // applied, with its control id used before
    rig.settle();
    List<ProblemCode> codes =
        store.list(MessageFilter.ALL, Long.MAX_VALUE).rows().stream()
            .flatMap(row -> row.notes().stream())
            .map(MessageSummary.Note::code)
            .distinct()
            .map(id -> ProblemCode.of(id).orElseThrow())
            .toList();
    assertThat(codes)
        .containsExactlyInAnyOrder(ProblemCode.VALUE_INVALID, ProblemCode.SAME_ID_OTHER_CONTENT);
    for (ProblemCode code : codes) {
      assertThat(seqs(MessageFilter.ALL.withFinding(code)))
          .isEqualTo(
              store.list(MessageFilter.ALL, Long.MAX_VALUE).rows().stream()
                  .filter(row -> row.notes().stream().anyMatch(n -> n.code().equals(code.id())))
                  .map(MessageSummary::seq)
                  .toList());
    }
  }

  @Test
  void aNumberOrControlIdFindsItsMessagesWhateverBecameOfThem() {
    oneOfEach();
    index.drain();
    assertThat(
            seqs(
                MessageFilter.ALL.withKeys(
                    List.of(EntryMaker.patientKey(KEYRING, "mercy", "A", "1")))))
        .containsExactly(4L, 3L, 2L, 1L);
    assertThat(seqs(MessageFilter.ALL.withKeys(EntryMaker.otherKeys(KEYRING, "mercy", "A", "1"))))
        .containsExactly(2L, 1L);
    assertThat(
            seqs(
                MessageFilter.ALL.withControls(
                    List.of(EntryMaker.controlKey(KEYRING, Rig.ADT, "c5")))))
        .containsExactly(5L);
    assertThat(
            seqs(
                MessageFilter.ALL.withKeys(
                    List.of(EntryMaker.patientKey(KEYRING, "mercy", "A", "77")))))
        .isEmpty();
  }

  @Test
  void theIndexGoesOnWhereItEndedAndWhatIsThereTwiceCountsOnce() {
    rig.send("c1|ADT^A01|P||P1|x");
    rig.settle();
    index.drain();
    rig.send("c2|ADT^A01|P||P1,O9|x");
    rig.settle();
    try (MessageIndex another = new MessageIndex(rig.plain())) {
      another.drain();
      assertThat(rig.count("journal_key")).isEqualTo(3);
      Sql.run(rig.plain(), "update journal_key_head set seq = 0");
      another.drain();
    }
    assertThat(rig.count("journal_key")).isEqualTo(3);
  }

  @Test
  void aScanFindsInAPeriodWhatOnlyTheBytesSayAndTellsHowFarItIs() {
    oneOfEach();
    MessageScan scan = new MessageScan(rig.parts().reader(), () -> 5);
    Hits all = new Hits();
    scan.run(Optional.empty(), Optional.empty(), (entry, raw) -> raw[1] != '2', all);
    assertThat(all.seqs).containsExactly(1L, 3L, 5L);
    assertThat(all.looked).isEqualTo(5);

    Hits later = new Hits();
    Instant third = store.find(3).orElseThrow().receivedAt();
    scan.run(Optional.of(third), Optional.empty(), (entry, raw) -> true, later);
    assertThat(later.seqs).containsExactly(3L, 5L);
    Hits before = new Hits();
    scan.run(Optional.empty(), Optional.of(third), (entry, raw) -> true, before);
    assertThat(before.seqs).containsExactly(1L, 2L);
  }

  @Test
  void bytesThatDoNotOpenAreCountedAndTheScanGoesOn() {
    oneOfEach();
    Sql.run(rig.plain(), "update journal set raw = '\\x00' where seq = 2");
    Hits hits = new Hits();
    new MessageScan(rig.parts().reader(), () -> 5)
        .run(Optional.empty(), Optional.empty(), (entry, raw) -> true, hits);
    assertThat(hits.seqs).containsExactly(1L, 3L, 5L);
    assertThat(hits.unreadable).isEqualTo(1);
  }

  private static final class Hits implements MessageScan.Listener {
    final List<Long> seqs = new ArrayList<>();
    long looked;
    long unreadable;

    @Override
    public void found(JournalEntry entry) {
      seqs.add(entry.seq());
    }

    @Override
    public void progress(long done, long gone, long upTo) {
      looked = done;
      unreadable = gone;
    }
  }
}
