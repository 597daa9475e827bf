package dev.trestle.orchestration.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.message.OrderingKey.Kind;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.orchestration.Sql;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommittedEntriesTest {
  private static final Finding NOTICE =
      Finding.information(ProblemCode.TEST_PATIENT, "", "Not taken.");
  private final JournalRig rig = new JournalRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void whatIsHandedOverIsWhatTheJournalReads() {
    rig.journal.append(List.of(rig.entry(1, "first"), rig.entry(2, "broken")));
    NewEntry filtered =
        settled(rig.entry(3, "filtered"), new NewEntry.Settled(Outcome.FILTERED, NOTICE));
    NewEntry repeatOfFiltered =
        settled(rig.entry(3, "filtered"), new NewEntry.Settled(Outcome.FILTERED, NOTICE));
    NewEntry corrected = rig.entry(2, "mended");
    corrected =
        new NewEntry(
            corrected.id(),
            corrected.source(),
            corrected.type(),
            corrected.bytes(),
            corrected.sealed(),
            corrected.control(),
            corrected.content(),
            List.of(new HashedKey(Kind.PATIENT, new Hash128(7, 8))),
            null,
            new NewEntry.Correction(2, 2, "stella", "typing error"));
    makeException(2);
    List<NewEntry> entries =
        List.of(
            filtered,
            repeatOfFiltered,
            rig.entry(1, "first"),
            rig.entry(1, "other content"),
            corrected,
            rig.entry(9, "x".repeat(JournalReadStore.INLINE_BYTES + 1)));
    CommittedEntries handed = CommittedEntries.of(entries, rig.journal.append(entries));
    assertThat(handed.after()).isEqualTo(2);
    assertThat(handed.upTo()).isEqualTo(8);
    assertThat(handed.entries())
        .usingRecursiveComparison()
        .isEqualTo(rig.reader().unsettled(handed.after(), handed.upTo()));
    assertThat(handed.entries().stream().map(JournalEntry::position)).contains(2L);
  }

  private static NewEntry settled(NewEntry entry, NewEntry.Settled settled) {
    return new NewEntry(
        entry.id(),
        entry.source(),
        entry.type(),
        entry.bytes(),
        entry.sealed(),
        entry.control(),
        entry.content(),
        entry.keys(),
        settled,
        null);
  }

  private void makeException(long seq) {
    Sql.run(
        rig.real.dataSource(),
        "insert into exception (seq, source, received_at, code, location, text)"
            + " select seq, source, received_at, 1, '', '' from journal where seq = "
            + seq);
  }
}
