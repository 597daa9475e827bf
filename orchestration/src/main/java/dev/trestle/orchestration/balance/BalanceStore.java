package dev.trestle.orchestration.balance;

import dev.trestle.orchestration.journal.Outcome;
import dev.trestle.orchestration.journal.SqlFailures;
import java.sql.Connection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
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
   * What is asked for. Bounds are cut to whole seconds: counts are kept by batch, and a batch never
   * spans two seconds.
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
    return SqlFailures.guarded(
        "The balance could not be counted",
        () ->
            jdbi.inTransaction(
                TransactionIsolationLevel.REPEATABLE_READ,
                handle -> {
                  handle.setReadOnly(true);
                  return count(handle, period);
                }));
  }

  /** Counts everything as a transaction of the caller's sees it; the transaction goes on. */
  public static Balance countIn(Connection snapshot) {
    Jdbi borrowed = Jdbi.create(snapshot);
    borrowed.getConfig(Handles.class).setForceEndTransactions(false);
    return borrowed.withHandle(handle -> count(handle, Period.ALL));
  }

  private static Balance count(Handle handle, Period period) {
    Map<Integer, Long> outcomes = outcomes(handle, period);
    return new Balance(
        one(handle, period, "coalesce(sum(entries), 0)", "received", "at", ""),
        of(outcomes, Outcome.APPLIED),
        of(outcomes, Outcome.UNCHANGED),
        of(outcomes, Outcome.DUPLICATE),
        of(outcomes, Outcome.FILTERED),
        of(outcomes, Outcome.REJECTED),
        of(outcomes, Outcome.DISMISSED),
        one(handle, period, "count(*)", "exception", "received_at", ""),
        one(handle, period, "count(*)", "waiting", "received_at", ""),
        inFlight(handle, period));
  }

  private static Map<Integer, Long> outcomes(Handle handle, Period period) {
    Map<Integer, Long> counts = new TreeMap<>();
    bound(
            handle.createQuery(
                "select outcome, count(*) as n from outcome"
                    + WHERE.formatted("received_at")
                    + " group by outcome"),
            period)
        .map((row, context) -> counts.put(row.getInt("outcome"), row.getLong("n")))
        .list();
    return counts;
  }

  private static long of(Map<Integer, Long> outcomes, Outcome outcome) {
    return outcomes.getOrDefault(outcome.number(), 0L);
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
    return bound(
            handle.createQuery("select " + term + " from " + table + WHERE.formatted(time) + and),
            period)
        .mapTo(long.class)
        .one();
  }

  private static Query bound(Query query, Period period) {
    return query
        .bind("source", period.source().orElse(null))
        .bind("from", period.from().map(BalanceStore::wholeSecond).orElse(null))
        .bind("to", period.to().map(BalanceStore::wholeSecond).orElse(null));
  }

  private static OffsetDateTime wholeSecond(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
  }
}
