package dev.trestle.identity.link;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Source records that went from one person to another, in the order in which it took effect. Played
 * from the beginning it gives who is who now. Thread-safe.
 */
public final class PersonChangeStore {
  private static final String ADD =
      """
      insert into person_change (rid, from_person, to_person, parted)
      values (:rid, :from, :to, :parted)
      """;
  private static final String AFTER =
      """
      select c.id, c.at, c.rid, r.id as record, f.id as former, t.id as present,
             c.parted
        from person_change c
        join source_record r on r.rid = c.rid
        join source_record f on f.rid = c.from_person
        join source_record t on t.rid = c.to_person
       where c.id > :after order by c.id limit :limit
      """;
  private static final String JOINED =
      """
      select c.at from person_change c
       where c.rid = :rid and c.id < :change order by c.id desc limit 1
      """;

  private final Jdbi jdbi;

  public PersonChangeStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  /**
   * A record that went to another person.
   *
   * @param id grows in the order of commits
   * @param rid internal number of the record
   * @param record id of its Patient
   * @param from id of the person that it was of; its own when it was alone
   * @param to id of the person that it is of from then on; its own when it is alone
   * @param parted whether somebody of the former person did not come along: what was shown of them
   *     together is to be looked at again
   */
  public record Change(
      long id, Instant at, long rid, UUID record, UUID from, UUID to, boolean parted) {}

  /** Changes after a number, in their order. */
  public List<Change> after(long id, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(AFTER)
                .bind("after", id)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Change(
                            row.getLong("id"),
                            row.getTimestamp("at").toInstant(),
                            row.getLong("rid"),
                            row.getObject("record", UUID.class),
                            row.getObject("former", UUID.class),
                            row.getObject("present", UUID.class),
                            row.getBoolean("parted")))
                .list());
  }

  /**
   * Since when a record had been of the person that a change took it from; empty: from its start.
   */
  public Optional<Instant> since(Change change) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(JOINED)
                .bind("rid", change.rid())
                .bind("change", change.id())
                .map((row, context) -> row.getTimestamp("at").toInstant())
                .findOne());
  }

  /** Appends one, under the lock of the partition. */
  static void add(Handle handle, long rid, long from, long to, boolean parted) {
    handle
        .createUpdate(ADD)
        .bind("rid", rid)
        .bind("from", from)
        .bind("to", to)
        .bind("parted", parted)
        .execute();
  }
}
