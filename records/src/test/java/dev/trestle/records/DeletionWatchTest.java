package dev.trestle.records;

import static dev.trestle.records.Say.adt;
import static dev.trestle.records.Say.by;
import static dev.trestle.records.Say.patient;
import static dev.trestle.records.Say.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.record.RecordApplier;
import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.records.deletion.DeletionWatch;
import dev.trestle.records.deletion.PauseStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A spike of deletes pauses deleting (DESIGN §4 "Snapshot or not"). */
class DeletionWatchTest {
  private static final int UNASKED = 50;
  private static final String MARRIED = "{'text':'married'}";
  private static final Instant NOON = Records.NOW;

  private final Records records = Records.empty();
  private long seq;

  @BeforeEach
  void empty() throws SQLException {
    try (Connection db = records.database.dataSource().getConnection();
        Statement statement = db.createStatement()) {
      statement.execute("delete from deletion_count; delete from deletion_pause");
    }
  }

  @Test
  void whatGoesOnDeletingIsStoppedAndTheRestOfTheMessageApplies() {
    for (int i = 1; i <= UNASKED; i++) {
      assertThat(delete("P" + i, NOON).findings()).isEmpty();
      assertThat(isMarried("P" + i)).isFalse();
    }
    Applied stopped = delete("P51", NOON);
    assertThat(stopped.findings())
        .extracting(Finding::code, Finding::location)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                ProblemCode.DELETING_PAUSED, "Patient.maritalStatus"));
    assertThat(isMarried("P51")).isTrue();
    assertThat(records.find("Patient", "identifier=P51").get(0).json().path("gender").asString())
        .isEqualTo("female");
    // Kept over a restart and into the next day.
    assertThat(delete("P52", NOON.plus(Duration.ofDays(1))).findings()).hasSize(1);
    assertThat(paused().pauses())
        .singleElement()
        .satisfies(
            pause -> {
              assertThat(pause.field().source()).isEqualTo("mercy/adt");
              assertThat(pause.held()).isEqualTo(2);
            });
  }

  @Test
  void anotherSourceAndAnotherFieldGoOnDeleting() {
    for (int i = 1; i <= UNASKED + 1; i++) {
      delete("P" + i, NOON);
    }
    Entry elsewhere =
        by("general/adt", 20, 10)
            .about(patient("MR:P60"), slot("maritalStatus", null))
            .entry(++seq);
    Entry another = adt(20).about(patient("MR:P61"), slot("deceased[x]", null)).entry(++seq);
    assertThat(apply(NOON, elsewhere, another))
        .allSatisfy(applied -> assertThat(applied.findings()).isEmpty());
  }

  @Test
  void aPersonAllowsItForADay() {
    for (int i = 1; i <= UNASKED + 1; i++) {
      delete("P" + i, NOON);
    }
    paused().allow("mercy/adt", "Patient.maritalStatus", "anna", "clean-up announced", NOON);
    assertThat(paused().pauses()).isEmpty();
    assertThat(delete("P80", NOON).findings()).isEmpty();
    assertThat(isMarried("P80")).isFalse();
    assertThatThrownBy(() -> paused().allow("mercy/adt", "Patient.gender", "anna", "x", NOON))
        .isInstanceOfSatisfying(
            TrestleException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.NOT_FOUND));
  }

  @Test
  void whoAlwaysDeletesThatMuchIsNotStopped() {
    for (int hour = 0; hour < 3; hour++) {
      for (int i = 0; i < 40; i++) {
        assertThat(delete("H" + hour + "P" + i, NOON.plus(Duration.ofHours(hour))).findings())
            .isEmpty();
      }
    }
    for (int i = 0; i < 80; i++) {
      assertThat(delete("N" + i, NOON.plus(Duration.ofHours(3))).findings()).isEmpty();
    }
  }

  @Test
  void aBatchThatIsRolledBackCountsNothing() throws SQLException {
    for (int i = 1; i <= UNASKED; i++) {
      try (Connection db = records.database.dataSource().getConnection()) {
        db.setAutoCommit(false);
        watched().apply(db, List.of(deletion("P" + i)), NOON);
        db.rollback();
      }
    }
    assertThat(delete("P99", NOON).findings()).isEmpty();
  }

  private PauseStore paused() {
    return new PauseStore(records.database.dataSource());
  }

  private RecordApplier watched() {
    return DeletionWatch.watching(records.applier);
  }

  private Applied delete(String number, Instant now) {
    Entry known =
        adt(10)
            .about(
                patient("MR:" + number),
                slot("maritalStatus", MARRIED),
                slot("identifier[MR]", "[{'value':'" + number + "'}]"))
            .entry(++seq);
    return apply(now, known, deletion(number)).get(1);
  }

  private Entry deletion(String number) {
    return adt(20)
        .about(patient("MR:" + number), slot("maritalStatus", null), slot("gender", "'female'"))
        .entry(++seq);
  }

  private boolean isMarried(String number) {
    return records.find("Patient", "identifier=" + number).get(0).json().has("maritalStatus");
  }

  private List<Applied> apply(Instant now, Entry... entries) {
    try (Connection db = records.database.dataSource().getConnection()) {
      db.setAutoCommit(false);
      List<Applied> applied = watched().apply(db, List.of(entries), now);
      db.commit();
      return applied;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
