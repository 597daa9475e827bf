package dev.trestle.orchestration.balance;

import dev.trestle.orchestration.journal.Outcome;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Counts the terms of the balance, each from its own rows. */
public final class BalanceStore {
  private static final String WHERE =
      """
       where (:source::text is null or source = (select id from source where name = :source))
         and (:from::timestamptz is null or %1$s >= :from)
         and (:to::timestamptz is null or %1$s < :to)
      """;
  private final Jdbi jdbi;

  public BalanceStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  /**
   * What is asked for.
   *
   * @param source {@code mercy/adt}; empty for all
   * @param from received from here on; empty for all
   * @param to received before; empty for all
   */
  public record Period(Optional<String> source, Optional<Instant> from, Optional<Instant> to) {
    public static final Period ALL =
        new Period(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Counts in one snapshot. */
  public Balance count(Period period) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> {
          handle.setReadOnly(true);
          return new Balance(
              one(handle, period, "coalesce(sum(entries), 0)", "received", "at", ""),
              outcome(handle, period, Outcome.APPLIED),
              outcome(handle, period, Outcome.UNCHANGED),
              outcome(handle, period, Outcome.DUPLICATE),
              outcome(handle, period, Outcome.FILTERED),
              outcome(handle, period, Outcome.REJECTED),
              outcome(handle, period, Outcome.DISMISSED),
              one(handle, period, "count(*)", "exception", "received_at", ""),
              one(
                  handle,
                  period,
                  "count(*)",
                  "waiting",
                  "received_at",
                  "and not exists (select from exception e where e.seq = waiting.seq)"),
              inFlight(handle, period));
        });
  }

  private static long outcome(Handle handle, Period period, Outcome outcome) {
    return one(
        handle, period, "count(*)", "outcome", "received_at", "and outcome = " + outcome.number());
  }

  private static long inFlight(Handle handle, Period period) {
    return one(
        handle,
        period,
        "count(*)",
        "journal",
        "received_at",
        """
        and seq > (select seq from watermark)
        and not exists (select from outcome o where o.seq = journal.seq)
        and not exists (select from exception e where e.seq = journal.seq)
        and not exists (select from waiting w where w.seq = journal.seq)
        """);
  }

  private static long one(
      Handle handle, Period period, String term, String table, String time, String and) {
    return handle
        .createQuery("select " + term + " from " + table + WHERE.formatted(time) + and)
        .bind("source", period.source().orElse(null))
        .bind("from", period.from().map(i -> i.atOffset(java.time.ZoneOffset.UTC)).orElse(null))
        .bind("to", period.to().map(i -> i.atOffset(java.time.ZoneOffset.UTC)).orElse(null))
        .mapTo(long.class)
        .one();
  }
}
