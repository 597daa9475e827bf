package dev.trestle.identity.link;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Source records that went from one person to another, in the order in which it took effect, for
 * each view by itself. Played from the beginning it gives who is who now. Thread-safe.
 */
public final class PersonChangeStore {
  private static final String ADD =
      """
      insert into person_change (view, rid, from_person, to_person, parted)
      select view, rid, former, present, parted
        from unnest(cast(:views as smallint[]), cast(:rids as bigint[]),
                    cast(:former as bigint[]), cast(:present as bigint[]),
                    cast(:parted as boolean[]))
          with ordinality as w(view, rid, former, present, parted, place)
       order by place
      """;
  private static final String AFTER =
      """
      select c.id, c.at, c.rid, r.id as record, f.id as former, t.id as present,
             c.parted
        from person_change c
        join source_record r on r.rid = c.rid
        join source_record f on f.rid = c.from_person
        join source_record t on t.rid = c.to_person
       where c.view = :view and c.id > :after order by c.id limit :limit
      """;
  private static final String LAST =
      "select coalesce(max(id), 0) from person_change where view = :view";
  private static final String JOINED =
      """
      select c.at from person_change c
       where c.view = :view and c.rid = :rid and c.id < :change order by c.id desc limit 1
      """;

  private final Jdbi jdbi;

  public PersonChangeStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  /**
   * A record that went to another person.
   *
   * @param id grows in the order of commits; numbers of all views are one row
   * @param rid internal number of the record
   * @param record id of its Patient
   * @param from id of the person that it was of; its own when it was alone
   * @param to id of the person that it is of from then on; its own when it is alone
   * @param parted whether somebody of the former person did not come along: what was shown of them
   *     together is to be looked at again
   */
  public record Change(
      long id, Instant at, long rid, UUID record, UUID from, UUID to, boolean parted) {}

  /** Changes of a view after a number, in their order. */
  public List<Change> after(LinkView view, long id, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(AFTER)
                .bind("view", view.number())
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

  /** Number of the last change of a view; 0: there is none. */
  public long last(LinkView view) {
    return jdbi.withHandle(
        handle -> handle.createQuery(LAST).bind("view", view.number()).mapTo(Long.class).one());
  }

  /**
   * Since when a record had been of the person that a change took it from; empty: from its start.
   */
  public Optional<Instant> since(LinkView view, Change change) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(JOINED)
                .bind("view", view.number())
                .bind("rid", change.rid())
                .bind("change", change.id())
                .map((row, context) -> row.getTimestamp("at").toInstant())
                .findOne());
  }

  /**
   * A record on its way to another person.
   *
   * @param rid internal number of the record
   * @param from the eldest record of the person that it was of
   * @param to of the person that it is of from then on
   * @param parted as in {@link Change}
   */
  record Moved(LinkView view, long rid, long from, long to, boolean parted) {}

  /** Appends in this order, under the lock of the partition. */
  static void add(Handle handle, List<Moved> moved) {
    if (!moved.isEmpty()) {
      handle
          .createUpdate(ADD)
          .bindArray(
              "views", Integer.class, moved.stream().map(one -> one.view().number()).toArray())
          .bindArray("rids", Long.class, moved.stream().map(Moved::rid).toArray())
          .bindArray("former", Long.class, moved.stream().map(Moved::from).toArray())
          .bindArray("present", Long.class, moved.stream().map(Moved::to).toArray())
          .bindArray("parted", Boolean.class, moved.stream().map(Moved::parted).toArray())
          .execute();
    }
  }
}
