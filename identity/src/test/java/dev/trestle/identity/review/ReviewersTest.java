package dev.trestle.identity.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.trestle.identity.review.Reviewers.Agreement;
import dev.trestle.identity.review.Reviewers.Reviewer;
import dev.trestle.identity.review.Reviewers.Work;
import dev.trestle.postgres.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people did, in an hour, and how often two of them agree. */
class ReviewersTest {
  private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
  private final TestDatabase database = TestDatabase.create();

  @AfterEach
  void close() {
    database.close();
  }

  private void answers(String... rows) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String row : rows) {
        statement.execute(
            "insert into review_answer (review, at, actor, answer, step, proposal) values (1, "
                + row
                + ")");
      }
    }
  }

  private Work work() {
    return new Reviewers(database.dataSource()).since(FROM);
  }

  @Test
  void answersInAnHourOfSittingNotOfTheDay() throws SQLException {
    answers(
        "'2026-10-01T09:00Z', 'stella', 1, 1, null", // before the time asked for
        "'2026-11-02T09:00Z', 'stella', 1, 1, null",
        "'2026-11-02T09:02Z', 'Stella', 2, 1, null",
        "'2026-11-02T09:04Z', 'stella', 3, 1, null",
        "'2026-11-02T16:00Z', 'stella', 4, 1, null", // another sitting
        "'2026-11-02T16:02Z', 'stella', 1, 2, null",
        "'2026-11-02T16:02Z', 'stella', 1, 5, 6", // fell: no answer
        "'2026-11-02T10:00Z', 'otto', 2, 1, null");
    assertThat(work().reviewers()).extracting(Reviewer::name).containsExactly("stella", "otto");
    Reviewer stella = work().reviewers().get(0);
    assertThat(stella).isEqualTo(new Reviewer("stella", 5, 2, 1, 1, 1, 2, stella.perHour()));
    assertThat(stella.perHour()).as("three gaps of two minutes").isEqualTo(30, within(1e-6));
    assertThat(work().reviewers().get(1).perHour()).as("one answer says nothing").isZero();
  }

  @Test
  void agreementIsOfTheSecondPersonWithTheFirst() throws SQLException {
    answers(
        "'2026-11-02T09:00Z', 'stella', 1, 2, null",
        "'2026-11-02T10:00Z', 'otto', 1, 3, 1",
        "'2026-11-02T11:00Z', 'Stella', 1, 2, null",
        "'2026-11-02T12:00Z', 'otto', 2, 4, 3",
        "'2026-11-02T13:00Z', 'otto', 1, 2, null",
        "'2026-11-02T14:00Z', 'stella', 1, 3, 5");
    assertThat(work().pairs())
        .extracting(Agreement::first, Agreement::second, one -> one.agreement().hits())
        .containsExactly(tuple("stella", "otto", 1L), tuple("otto", "stella", 1L));
    assertThat(work().agreement().hits()).isEqualTo(2);
    assertThat(work().agreement().of()).isEqualTo(3);
    assertThat(work().agreement().lower()).isEqualTo(0.2077, within(0.0001));
  }

  @Test
  void whereNobodyReviewsNothingIsKnown() {
    assertThat(work().reviewers()).isEmpty();
    assertThat(work().agreement().upper()).isEqualTo(1);
  }
}
