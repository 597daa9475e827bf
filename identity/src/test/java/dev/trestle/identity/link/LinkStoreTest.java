package dev.trestle.identity.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.record.RecordApplier;
import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.kernel.record.RecordApplier.PatientMerge;
import dev.trestle.kernel.record.RecordApplier.Verdict;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.kernel.statement.Accounting;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.postgres.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkStoreTest {
  private final TestDatabase database = TestDatabase.create();
  private final LinkStore links = new LinkStore(database.dataSource());
  private long seq;

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aMergeBySourceLinksBothOverAnyChain() throws SQLException {
    merge(1, 2);
    merge(3, 1);
    assertThat(links.with(2)).containsExactlyInAnyOrder(1L, 2L, 3L);
    assertThat(links.with(3)).containsExactlyInAnyOrder(1L, 2L, 3L);
    assertThat(links.with(9)).containsExactly(9L);
  }

  @Test
  void aCircleOfMergesEnds() throws SQLException {
    merge(1, 2);
    merge(2, 3);
    merge(3, 1);
    assertThat(links.with(1)).containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  @Test
  void undoingALinkLeavesEveryReadAsIfItHadNeverBeen() throws SQLException {
    merge(1, 2);
    merge(2, 3);
    links.unlink(links.links().get(1).id(), "anna", "two people");
    assertThat(links.with(1)).containsExactly(1L);
    assertThat(links.with(3)).containsExactlyInAnyOrder(2L, 3L);
    assertThat(links.links()).hasSize(1);
  }

  @Test
  void aPersonsNoSurvivesTheSourcesRepeatsInEitherDirection() throws SQLException {
    merge(1, 2);
    links.unlink(links.links().get(0).id(), "anna", "twins");
    merge(1, 2);
    merge(2, 1);
    assertThat(links.with(1)).containsExactly(1L);
    links.link(1, 2, "anna", "the same after all");
    assertThat(links.with(1)).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void aMergeIsAnEffectOnceAndARefusedMessageLinksNothing() throws SQLException {
    assertThat(merge(1, 2).verdict()).isEqualTo(Verdict.APPLIED);
    assertThat(merge(1, 2).verdict()).isEqualTo(Verdict.UNCHANGED);
    assertThat(merge(7, 7).verdict()).isEqualTo(Verdict.UNCHANGED);
    apply(Verdict.REFUSED, new PatientMerge(5, 6, 0), true);
    assertThat(links.with(5)).containsExactly(5L);
  }

  @Test
  void aRollbackTakesTheLinkWithIt() throws SQLException {
    apply(Verdict.UNCHANGED, new PatientMerge(1, 2, 0), false);
    assertThat(links.with(1)).containsExactly(1L);
  }

  @Test
  void whatIsNotThereCannotBeTakenApart() throws SQLException {
    merge(1, 2);
    long id = links.links().get(0).id();
    links.unlink(id, "anna", "first");
    assertThatThrownBy(() -> links.unlink(id, "anna", "again"))
        .isInstanceOf(TrestleException.class);
  }

  private Applied merge(long survivor, long retired) throws SQLException {
    return apply(Verdict.UNCHANGED, new PatientMerge(survivor, retired, 0), true);
  }

  private Applied apply(Verdict verdict, PatientMerge merge, boolean commit) throws SQLException {
    seq++;
    RecordApplier records =
        (transaction, entries, now) ->
            List.of(new Applied(seq, verdict, 0, 0, 0, null, List.of(), List.of(), List.of(merge)));
    Translation nothing =
        new Translation(
            Translation.Result.TRANSLATED,
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new Accounting(0, 0, 0, 0, 0));
    Entry entry = new Entry(seq, seq, SourceName.parse("mercy/adt"), nothing);
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Applied applied =
          links.linking(records).apply(connection, List.of(entry), Instant.EPOCH).get(0);
      if (commit) {
        connection.commit();
      } else {
        connection.rollback();
      }
      return applied;
    }
  }
}
