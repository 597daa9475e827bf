package dev.trestle.identity.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Persons as they are asked for. The id of a person is that of its eldest source record; the id of
 * any other of its records leads to it too, for ever: a person that was linked, and whoever is
 * taken apart again, is found under the id it had.
 */
public final class PersonStore {
  private static final String RECORDS =
      """
      select rid from source_record where rid = :rid
      union
      select rid from source_record
       where person = (select person from source_record where rid = :rid)
      """;
  private static final String PERSON =
      """
      select m.rid, m.id, m.standing from source_record asked
        join source_record m
          on m.rid = asked.rid or (asked.%1$s is not null and m.%1$s = asked.%1$s)
       where asked.id = :id order by m.rid
      """;

  private final Jdbi jdbi;

  public PersonStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  /**
   * A person.
   *
   * @param id of the eldest record
   * @param records its Patients, eldest first
   */
  public record Person(UUID id, List<Member> records) {
    public Person {
      records = List.copyOf(records);
    }

    /** Whether nobody has been linked to it. */
    public boolean provisional() {
      return records.size() == 1;
    }
  }

  /**
   * A source record.
   *
   * @param rid internal number of its Patient
   * @param id of its Patient
   * @param standing as in {@code source_record}
   */
  public record Member(long rid, UUID id, int standing) {}

  /** The person that an id leads to: of a Patient, or one that a person had before. */
  public Optional<Person> find(UUID id) {
    return find(LinkView.LINKED, id);
  }

  /** The same in a view. */
  public Optional<Person> find(LinkView view, UUID id) {
    List<Member> records =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(PERSON.formatted(view.column()))
                    .bind("id", id)
                    .map(
                        (row, context) ->
                            new Member(
                                row.getLong("rid"),
                                row.getObject("id", UUID.class),
                                row.getInt("standing")))
                    .list());
    return records.isEmpty()
        ? Optional.empty()
        : Optional.of(new Person(records.get(0).id(), records));
  }

  /** Ids of Patients by internal number; who is not resolved yet is left out. */
  public Map<Long, UUID> ids(Set<Long> rids) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select rid, id from source_record where rid = any (:rids)")
                .bindArray("rids", Long.class, rids.toArray())
                .reduceRows(
                    new HashMap<Long, UUID>(),
                    (ids, row) -> {
                      ids.put(row.getColumn("rid", Long.class), row.getColumn("id", UUID.class));
                      return ids;
                    }));
  }

  /** The records of the person that a record belongs to; empty when it is not resolved yet. */
  public static Set<Long> records(Handle handle, long rid) {
    return new TreeSet<>(handle.createQuery(RECORDS).bind("rid", rid).mapTo(Long.class).list());
  }
}
