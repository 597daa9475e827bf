package dev.trestle.identity.review;

import dev.trestle.identity.measure.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** How much people review, and how often two of them agree. No patient data. */
public final class Reviewers {
  /** Whoever says nothing for longer was away: that time is not counted. */
  public static final Duration SITTING = Duration.ofMinutes(30);

  private final Jdbi jdbi;

  public Reviewers(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  /**
   * What somebody did.
   *
   * @param answers to reviews, of whatever kind
   * @param sittings how often they sat down to it
   * @param perHour answers in an hour of sitting; 0 when that is not known
   */
  public record Reviewer(
      String name,
      long answers,
      long same,
      long different,
      long household,
      long later,
      long sittings,
      double perHour) {}

  /**
   * Two people of whom one proposed and the other answered.
   *
   * @param agreement how often the second said the same
   */
  public record Agreement(String first, String second, Interval agreement) {}

  /**
   * Somebody who answered pairs whose answer is known.
   *
   * @param right how often they said what is known
   * @param wronglySame two people whom they took for one: the worse mistake
   * @param wronglyDifferent one person whom they took for two
   */
  public record Measured(String name, Interval right, long wronglySame, long wronglyDifferent) {}

  /**
   * Everybody's work since a time.
   *
   * @param agreement of all first and second persons together
   * @param measured by pairs whose answer is known
   * @param right of all who were measured together
   */
  public record Work(
      List<Reviewer> reviewers,
      List<Agreement> pairs,
      Interval agreement,
      List<Measured> measured,
      Interval right) {}

  public Work since(Instant from) {
    return jdbi.withHandle(
        handle -> {
          List<Reviewer> reviewers = ReviewerStore.reviewers(handle, from, SITTING);
          List<Agreement> pairs = ReviewerStore.agreements(handle, from);
          long agreed = pairs.stream().mapToLong(one -> one.agreement().hits()).sum();
          long all = pairs.stream().mapToLong(one -> one.agreement().of()).sum();
          List<Measured> measured = ReviewerStore.measured(handle, from);
          long right = measured.stream().mapToLong(one -> one.right().hits()).sum();
          long asked = measured.stream().mapToLong(one -> one.right().of()).sum();
          return new Work(
              reviewers,
              pairs,
              Interval.wilson(agreed, all),
              measured,
              Interval.wilson(right, asked));
        });
  }
}
