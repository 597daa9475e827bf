package dev.trestle.orchestration.balance;

import dev.trestle.orchestration.journal.SqlFailures;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** How long the oldest have been waiting: a count says nothing about a feed of ten a day. */
public final class AgeStore {
  private static final String AGES =
      """
      select (select extract(epoch from now() - min(received_at)) from exception) as exception,
             (select count(*) from exception) as exceptions,
             (select extract(epoch from now() - min(received_at)) from waiting) as waiting,
             (select count(*) from waiting) as waitings,
             (select extract(epoch from now() - j.received_at) from journal j
               where j.retention = 0 and j.seq > (select seq from watermark)
                 and not exists (select from outcome o where o.seq = j.seq)
                 and not exists (select from exception e where e.seq = j.seq)
                 and not exists (select from waiting w where w.seq = j.seq)
               order by j.seq limit 1) as in_flight
      """;
  private static final String INCIDENTS =
      "select code, count(*) as n from intake_incident group by code";
  private final Jdbi jdbi;

  public AgeStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  /**
   * Ages of the oldest; zero when there is none.
   *
   * @param inFlight received and neither settled nor parked
   * @param waiting for an exception
   * @param exception open
   * @param waitings how many wait
   * @param exceptions how many are open
   * @param incidents what did not become a message, by problem number
   */
  public record Ages(
      Duration inFlight,
      Duration waiting,
      Duration exception,
      long waitings,
      long exceptions,
      Map<Integer, Long> incidents) {
    public Ages {
      incidents = Map.copyOf(incidents);
    }
  }

  /** Looks now. */
  public Ages read() {
    return SqlFailures.guarded(
        "Ages could not be read",
        () ->
            jdbi.withHandle(
                handle -> {
                  Map<Integer, Long> incidents = new TreeMap<>();
                  handle
                      .createQuery(INCIDENTS)
                      .map((row, context) -> incidents.put(row.getInt("code"), row.getLong("n")))
                      .list();
                  return handle
                      .createQuery(AGES)
                      .map(
                          (row, context) ->
                              new Ages(
                                  seconds(row.getDouble("in_flight")),
                                  seconds(row.getDouble("waiting")),
                                  seconds(row.getDouble("exception")),
                                  row.getLong("waitings"),
                                  row.getLong("exceptions"),
                                  incidents))
                      .one();
                }));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(Math.max(0, seconds) * 1_000));
  }
}
