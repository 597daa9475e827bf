package dev.trestle.records.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Numbers of patients that moved: rows of table {@code move_decision} that have a name. */
public final class NumberStore extends SqlStore {
  private static final String ADD =
      """
      insert into move_decision (name, rid, from_rid, to_rid, seq, actor, time_micros, moved)
      select n, r, f, t, s, a, m, 0
        from unnest(?::uuid[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::text[], ?::int8[])
          as w(n, r, f, t, s, a, m)
      """;
  private static final String OF =
      """
      select name, rid, from_rid, to_rid, seq, actor, time_micros from move_decision
       where name = any(?) order by time_micros, id
      """;

  /** Its id is a name of a record, unless the number of it moved away. */
  private static final String NAMES =
      """
      select r.id from resource r
       where r.rid = ? and not exists (select from alias a where a.hash = r.id and a.rid <> r.rid)
      union
      select a.hash from alias a where a.rid = ?
      """;

  /** Of whom something came to a Patient, over any chain. */
  private static final String FORMER =
      """
      with recursive former(rid) as (
        select from_rid from move_decision where to_rid = ? and name is null
        union
        select m.from_rid from former f join move_decision m on m.to_rid = f.rid
         where m.name is null)
      select rid from former where rid <> ? order by rid
      """;

  private static final String SPOKEN =
      """
      select r.rid, s.seq from resource r join statement s on s.rid = r.rid
       where r.patient_rid = ? and r.rid <> r.patient_rid
      union
      select r.rid, r.seq from resource r
       where r.patient_rid = ? and r.rid <> r.patient_rid and r.version = 1
      union
      select r.rid, h.seq from resource r join resource_history h on h.rid = r.rid and h.version = 1
       where r.patient_rid = ? and r.rid <> r.patient_rid
      """;

  public NumberStore(Connection transaction) {
    super(transaction);
  }

  /**
   * A number that moved.
   *
   * @param name hash of the number
   * @param rid the record that it stays a name of and that goes along, or 0: the number goes alone
   * @param fromRid Patient it was of, or 0 when that is not known
   * @param toRid Patient it is of
   * @param seq journal entry
   * @param actor source
   * @param timeMicros statement time: the last one counts
   */
  public record Decision(
      UUID name, long rid, long fromRid, long toRid, long seq, String actor, long timeMicros) {
    /** Whether a whole record went, and not a number of one. */
    public boolean isWhole() {
      return rid != 0;
    }
  }

  public void add(List<Decision> decisions) throws SQLException {
    if (decisions.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = prepare(ADD)) {
      statement.setArray(1, uuids(decisions.stream().map(Decision::name).toList()));
      statement.setArray(2, longs(decisions, Decision::rid));
      statement.setArray(3, longs(decisions, Decision::fromRid));
      statement.setArray(4, longs(decisions, Decision::toRid));
      statement.setArray(5, longs(decisions, Decision::seq));
      statement.setArray(6, texts(decisions, Decision::actor));
      statement.setArray(7, longs(decisions, Decision::timeMicros));
      statement.executeUpdate();
    }
  }

  /** What was decided of numbers, the earliest at the source first. */
  public Map<UUID, List<Decision>> of(Collection<UUID> names) throws SQLException {
    Map<UUID, List<Decision>> decisions = new HashMap<>();
    try (PreparedStatement statement = prepare(OF)) {
      statement.setArray(1, uuids(names));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Decision one =
              new Decision(
                  rows.getObject(1, UUID.class),
                  rows.getLong(2),
                  rows.getLong(3),
                  rows.getLong(4),
                  rows.getLong(5),
                  rows.getString(6),
                  rows.getLong(7));
          decisions.computeIfAbsent(one.name(), fresh -> new ArrayList<>()).add(one);
        }
      }
    }
    return decisions;
  }

  /** The names that lead to a record now. */
  public Set<UUID> names(long rid) throws SQLException {
    return new HashSet<>(column(NAMES, rid, UUID.class));
  }

  /** The Patients of whom something came to this one. */
  public List<Long> former(long rid) throws SQLException {
    return column(FORMER, rid, Long.class);
  }

  /** The one column of a query that asks for a record twice. */
  private <T> List<T> column(String query, long rid, Class<T> type) throws SQLException {
    List<T> found = new ArrayList<>();
    try (PreparedStatement statement = prepare(query)) {
      statement.setLong(1, rid);
      statement.setLong(2, rid);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getObject(1, type));
        }
      }
    }
    return found;
  }

  /** The entries that said something of each thing that a Patient has. */
  public Map<Long, Set<Long>> spoken(long patientRid) throws SQLException {
    Map<Long, Set<Long>> spoken = new HashMap<>();
    try (PreparedStatement statement = prepare(SPOKEN)) {
      statement.setLong(1, patientRid);
      statement.setLong(2, patientRid);
      statement.setLong(3, patientRid);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          spoken.computeIfAbsent(rows.getLong(1), fresh -> new HashSet<>()).add(rows.getLong(2));
        }
      }
    }
    return spoken;
  }
}
