package dev.trestle.orchestration.intake;

import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.orchestration.journal.SqlFailures;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** The ledger of what touched a socket and did not become a message. */
public final class IncidentStore {
  private static final byte[] PLACE = {};
  private final Jdbi jdbi;
  private final Sealer sealer;

  public IncidentStore(DataSource database, Sealer sealer) {
    this.jdbi = Jdbi.create(database);
    this.sealer = sealer;
  }

  /** Writes an incident; it is committed when this returns. */
  public void add(IntakeIncident incident) {
    byte[] sealed = sealer.seal("intake_incident", PLACE, incident.firstBytes());
    SqlFailures.guarded(
        "An incident could not be written",
        () ->
            jdbi.inTransaction(
                handle ->
                    handle
                        .createUpdate(
                            """
                    insert into intake_incident (listener, peer, code, total_bytes, sha256, first_bytes)
                    values (:listener, :peer, :code, :total, :sha256, :first)
                    """)
                        .bind("listener", incident.listener())
                        .bind("peer", incident.peer())
                        .bind("code", incident.code().number())
                        .bind("total", incident.totalBytes())
                        .bind("sha256", incident.sha256())
                        .bind("first", sealed)
                        .execute()));
  }

  /** How many incidents there were, by problem number. */
  public List<Count> counts() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select code, count(*) as n, max(at) as last
                      from intake_incident group by code order by code
                    """)
                .map(
                    (row, context) ->
                        new Count(
                            row.getInt("code"),
                            row.getLong("n"),
                            row.getTimestamp("last").toInstant()))
                .list());
  }

  /** The first bytes of an incident, opened. */
  public byte[] firstBytes(long id) {
    byte[] sealed =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select first_bytes from intake_incident where id = :id")
                    .bind("id", id)
                    .mapTo(byte[].class)
                    .one());
    return sealer.open("intake_incident", PLACE, sealed);
  }

  /**
   * Incidents of one kind.
   *
   * @param code problem number
   * @param count how many
   * @param last when the last one was
   */
  public record Count(int code, long count, Instant last) {}
}
