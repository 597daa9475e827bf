package dev.trestle.orchestration.exceptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.orchestration.Sql;
import dev.trestle.postgres.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExceptionNotesTest {
  private final TestDatabase database = TestDatabase.create();
  private final ExceptionNotes notes = new ExceptionNotes(database.dataSource(), Sealer.inMemory());

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theLastWhoTookItHasItUntilItIsGivenBack() {
    notes.assign(List.of(1L, 2L), "otto", "anna");
    notes.assign(List.of(1L), "anna", "emil");
    assertThat(notes.owners(List.of(1L, 2L, 3L)))
        .containsEntry(1L, "emil")
        .containsEntry(2L, "anna");
    notes.assign(List.of(1L), "emil", "");
    assertThat(notes.owners(List.of(1L, 2L, 3L))).containsOnlyKeys(2L);
    assertThat(notes.of(1).stream().map(ExceptionNote::actor))
        .containsExactly("otto", "anna", "emil");
  }

  @Test
  void aCommentIsSealedForItsExceptionAlone() {
    notes.comment(1, "anna", "KUNIGUNDE has moved");
    notes.comment(2, "anna", "another one");
    assertThat(notes.of(1).get(0).text()).isEqualTo("KUNIGUNDE has moved");
    assertThat(
            Sql.number(
                database.dataSource(),
                "select count(*) from exception_note where position('KUNI'::bytea in text) > 0"))
        .isZero();
    Sql.run(
        database.dataSource(),
        "update exception_note set text = (select text from exception_note where seq = 2)");
    assertThatThrownBy(() -> notes.of(1)).isInstanceOf(TrestleException.class);
  }
}
