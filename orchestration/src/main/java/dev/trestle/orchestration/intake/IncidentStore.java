package dev.trestle.orchestration.intake;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.orchestration.journal.SqlFailures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The ledger of what touched a socket and did not become a message. */
public final class IncidentStore {
  /** Rows in one list. */
  public static final int LIST_LIMIT = 200;

  /** Rows of before they had ids were sealed for no place. */
  private static final byte[] NO_PLACE = {};

  private static final String BYTES = "intake_incident";
  private static final String SHA256 = "intake_incident.sha256";
  private static final String ADD =
      """
      insert into intake_incident
        (uid, listener, peer, code, total_bytes, sha256, first_bytes, incidents)
      values (:uid, :listener, :peer, :code, :total, :sha256, :first, :incidents)
      """;
  private static final String LIST =
      """
      select id, at, listener, peer, code, total_bytes, incidents from intake_incident
       where (:code::int is null or code = :code) and (:before = 0 or id < :before)
       order by id desc limit :limit
      """;
  private static final String BY_LISTENER =
      """
      select listener, code, sum(incidents) as n, max(at) as last
        from intake_incident group by listener, code order by listener, code
      """;
  private final Jdbi jdbi;
  private final Sealer sealer;

  public IncidentStore(DataSource database, Sealer sealer) {
    this.jdbi = Jdbi.create(database);
    this.sealer = sealer;
  }

  /** An incident, or several of which nothing but the number is known. */
  record Row(IntakeIncident incident, int incidents) {}

  /** Writes incidents; they are committed when this returns. */
  void add(List<Row> rows) {
    SqlFailures.guarded(
        "Incidents could not be written",
        () ->
            jdbi.inTransaction(
                handle -> {
                  PreparedBatch batch = handle.prepareBatch(ADD);
                  rows.forEach(row -> bind(batch, row));
                  return batch.execute();
                }));
  }

  private void bind(PreparedBatch batch, Row row) {
    IntakeIncident incident = row.incident();
    UUID uid = UUID.randomUUID();
    byte[] place = JournalReadStore.place(uid);
    byte[] sha256 = incident.sha256();
    batch
        .bind("uid", uid)
        .bind("listener", incident.listener())
        .bind("peer", incident.peer())
        .bind("code", incident.code().number())
        .bind("total", incident.totalBytes())
        .bind("sha256", sha256.length == 0 ? null : sealer.seal(SHA256, place, sha256))
        .bind("first", sealer.seal(BYTES, place, incident.firstBytes()))
        .bind("incidents", row.incidents())
        .add();
  }

  /** How many incidents there were, by problem number. */
  public List<Count> counts() {
    return SqlFailures.guarded(
        "Incidents could not be read",
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            select code, sum(incidents) as n, max(at) as last
                              from intake_incident group by code order by code
                            """)
                        .map(
                            (row, context) ->
                                new Count(
                                    row.getInt("code"), row.getLong("n"), instant(row, "last")))
                        .list()));
  }

  /** How many incidents there were on each listener, by problem number. */
  public List<OnListener> byListener() {
    return SqlFailures.guarded(
        "Incidents could not be read",
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(BY_LISTENER)
                        .map(
                            (row, context) ->
                                new OnListener(
                                    row.getString("listener"),
                                    row.getInt("code"),
                                    row.getLong("n"),
                                    instant(row, "last")))
                        .list()));
  }

  /**
   * Incidents, newest first, a page at a time.
   *
   * @param code only those with this problem number
   * @param before the last incident of the page before, or 0
   */
  public List<Item> list(OptionalInt code, long before) {
    return SqlFailures.guarded(
        "Incidents could not be read",
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(LIST)
                        .bind("code", code.isPresent() ? Integer.valueOf(code.getAsInt()) : null)
                        .bind("before", before)
                        .bind("limit", LIST_LIMIT)
                        .map((row, context) -> item(row))
                        .list()));
  }

  /**
   * What is known of an incident, opened.
   *
   * @throws TrestleException NOT_FOUND there is none with this number
   */
  public Content content(long id) {
    return SqlFailures.guarded(
        "An incident could not be read",
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select uid, sha256, first_bytes from intake_incident where id = :id")
                        .bind("id", id)
                        .map((row, context) -> content(row))
                        .findOne()
                        .orElseThrow(
                            () ->
                                new TrestleException(
                                    ProblemCode.NOT_FOUND, "There is no incident " + id))));
  }

  private Content content(ResultSet row) throws SQLException {
    UUID uid = row.getObject("uid", UUID.class);
    byte[] place = uid == null ? NO_PLACE : JournalReadStore.place(uid);
    byte[] sha256 = row.getBytes("sha256");
    return new Content(
        sha256 == null || uid == null ? new byte[0] : sealer.open(SHA256, place, sha256),
        sealer.open(BYTES, place, row.getBytes("first_bytes")));
  }

  private static Item item(ResultSet row) throws SQLException {
    return new Item(
        row.getLong("id"),
        instant(row, "at"),
        row.getString("listener"),
        row.getString("peer"),
        row.getInt("code"),
        row.getLong("total_bytes"),
        row.getInt("incidents"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /**
   * Incidents of one kind.
   *
   * @param code problem number
   * @param count how many
   * @param last when the last one was
   */
  public record Count(int code, long count, Instant last) {}

  /** The same on one listener. */
  public record OnListener(String listener, int code, long count, Instant last) {}

  /**
   * An incident without its bytes.
   *
   * @param code problem number
   * @param totalBytes how much came
   * @param incidents how many it stands for
   */
  public record Item(
      long id,
      Instant at,
      String listener,
      String peer,
      int code,
      long totalBytes,
      int incidents) {}

  /**
   * What came; may be patient data.
   *
   * @param sha256 of all that came; empty when it is not known
   * @param firstBytes the beginning, as much as the peer's budget had room for
   */
  public record Content(byte[] sha256, byte[] firstBytes) {
    @Override
    public String toString() {
      return "Content[" + firstBytes.length + " bytes]";
    }
  }
}
