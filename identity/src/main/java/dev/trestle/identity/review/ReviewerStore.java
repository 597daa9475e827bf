package dev.trestle.identity.review;

import dev.trestle.identity.measure.Interval;
import dev.trestle.identity.review.Reviewers.Agreement;
import dev.trestle.identity.review.Reviewers.Measured;
import dev.trestle.identity.review.Reviewers.Reviewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What table {@code review_answer} says of those who answered. */
final class ReviewerStore {
  /** One name in whatever case; an answer that fell was counted when it was given. */
  private static final String REVIEWERS =
      """
      with given as (
        select lower(actor) as who, answer,
               extract(epoch from at - lag(at) over (partition by lower(actor) order by id)) as gap
          from review_answer where at >= :from and step <> 5)
      select who, count(*) as answers,
             count(*) filter (where answer = 1) as same,
             count(*) filter (where answer = 2) as different,
             count(*) filter (where answer = 4) as household,
             count(*) filter (where answer = 3) as later,
             count(*) filter (where gap is null or gap > :sitting) as sittings,
             coalesce(sum(gap) filter (where gap <= :sitting), 0) as seconds
        from given group by who order by answers desc, who
      """;

  private static final String AGREEMENTS =
      """
      select lower(p.actor) as first, lower(a.actor) as second, count(*) as answers,
             count(*) filter (where a.step = 3) as agreed
        from review_answer a join review_answer p on p.id = a.proposal
       where a.at >= :from and a.step in (3, 4)
       group by 1, 2 order by 3 desc, 1, 2
      """;

  private static final String MEASURED =
      """
      select lower(a.actor) as who, count(*) as answers,
             count(*) filter (where (a.answer = 1) = k.same) as correct,
             count(*) filter (where a.answer = 1 and not k.same) as wrongly_same,
             count(*) filter (where a.answer <> 1 and k.same) as wrongly_different
        from review_answer a join known_pair k on k.review = a.review
       where a.at >= :from and a.step = 6
       group by 1 order by 2 desc, 1
      """;
  private static final double HOUR = 3600;

  private ReviewerStore() {}

  static List<Reviewer> reviewers(Handle handle, Instant from, Duration sitting) {
    return handle
        .createQuery(REVIEWERS)
        .bind("from", from)
        .bind("sitting", sitting.toSeconds())
        .map((row, context) -> reviewer(row))
        .list();
  }

  private static Reviewer reviewer(ResultSet row) throws SQLException {
    long answers = row.getLong("answers");
    long sittings = row.getLong("sittings");
    double seconds = row.getDouble("seconds");
    return new Reviewer(
        row.getString("who"),
        answers,
        row.getLong("same"),
        row.getLong("different"),
        row.getLong("household"),
        row.getLong("later"),
        sittings,
        seconds > 0 ? (answers - sittings) * HOUR / seconds : 0);
  }

  static List<Measured> measured(Handle handle, Instant from) {
    return handle
        .createQuery(MEASURED)
        .bind("from", from)
        .map(
            (row, context) ->
                new Measured(
                    row.getString("who"),
                    Interval.wilson(row.getLong("correct"), row.getLong("answers")),
                    row.getLong("wrongly_same"),
                    row.getLong("wrongly_different")))
        .list();
  }

  static List<Agreement> agreements(Handle handle, Instant from) {
    return handle
        .createQuery(AGREEMENTS)
        .bind("from", from)
        .map(
            (row, context) ->
                new Agreement(
                    row.getString("first"),
                    row.getString("second"),
                    Interval.wilson(row.getLong("agreed"), row.getLong("answers"))))
        .list();
  }
}
