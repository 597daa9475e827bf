package dev.trestle.records.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Table {@code move_decision}. */
public final class MoveStore extends SqlStore {
  private static final String ADD =
      """
      insert into move_decision (rid, from_rid, to_rid, seq, actor, time_micros, moved)
      select * from unnest(?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::text[], ?::int8[],
                           ?::int4[])
      """;
  private static final String FORMER =
      """
      with recursive former(owner, rid) as (
        select to_rid, from_rid from move_decision where to_rid = any(?) and name is null
        union
        select f.owner, m.from_rid from former f join move_decision m on m.to_rid = f.rid
         where m.name is null)
      select f.owner, r.id, false from former f join resource r on r.rid = f.rid
       where f.owner <> f.rid
      union all
      select distinct m.from_rid, null::uuid, m.name is not null from move_decision m
       where m.from_rid = any(?)
      union all
      select distinct m.to_rid, null::uuid, true from move_decision m
       where m.to_rid = any(?) and m.name is not null
      """;
  private static final String GIVEN =
      "select distinct rid from move_decision where from_rid = ? and name is null order by rid";
  private static final String OF =
      """
      select from_rid, to_rid, seq, actor, time_micros, moved from move_decision
       where rid = ? and name is null order by time_micros, id
      """;
  private static final String CHART =
      "select rid from resource where patient_rid = ? and rid <> patient_rid limit ?";

  public MoveStore(Connection transaction) {
    super(transaction);
  }

  /**
   * A move as it was decided.
   *
   * @param rid what was moved
   * @param fromRid Patient it was of
   * @param toRid Patient it is of
   * @param seq journal entry
   * @param actor source
   * @param timeMicros statement time
   * @param moved resources that changed their patient
   */
  public record Decision(
      long rid, long fromRid, long toRid, long seq, String actor, long timeMicros, int moved) {
    /** The same of another thing, which is the same visit. */
    public Decision of(long other) {
      return new Decision(other, fromRid, toRid, seq, actor, timeMicros, moved);
    }
  }

  public void add(List<Decision> decisions) throws SQLException {
    if (decisions.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = prepare(ADD)) {
      statement.setArray(1, longs(decisions, Decision::rid));
      statement.setArray(2, longs(decisions, Decision::fromRid));
      statement.setArray(3, longs(decisions, Decision::toRid));
      statement.setArray(4, longs(decisions, Decision::seq));
      statement.setArray(5, texts(decisions, Decision::actor));
      statement.setArray(6, longs(decisions, Decision::timeMicros));
      statement.setArray(7, ints(decisions, Decision::moved));
      statement.executeUpdate();
    }
  }

  /**
   * The Patients from whom something came to these, over any chain, by their ids.
   *
   * @param givers takes those of them from whom something went to another
   * @param renumbered takes those of them to or from whom a number went
   */
  public Map<Long, Set<UUID>> former(
      Collection<Long> patients, Set<Long> givers, Set<Long> renumbered) throws SQLException {
    Map<Long, Set<UUID>> former = new HashMap<>();
    if (patients.isEmpty()) {
      return former;
    }
    try (PreparedStatement statement = prepare(FORMER)) {
      statement.setArray(1, longs(patients));
      statement.setArray(2, longs(patients));
      statement.setArray(3, longs(patients));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          UUID id = rows.getObject(2, UUID.class);
          if (id == null) {
            (rows.getBoolean(3) ? renumbered : givers).add(rows.getLong(1));
          } else {
            former.computeIfAbsent(rows.getLong(1), fresh -> new TreeSet<>()).add(id);
          }
        }
      }
    }
    return former;
  }

  /** What went from a Patient to another one by a decision of its own. */
  public List<Long> given(long patientRid) throws SQLException {
    try (PreparedStatement statement = prepare(GIVEN)) {
      statement.setLong(1, patientRid);
      return rids(statement);
    }
  }

  /** What was decided of a thing, the earliest at the source first. */
  public List<Decision> of(long rid) throws SQLException {
    List<Decision> decisions = new ArrayList<>();
    try (PreparedStatement statement = prepare(OF)) {
      statement.setLong(1, rid);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          decisions.add(
              new Decision(
                  rid,
                  rows.getLong(1),
                  rows.getLong(2),
                  rows.getLong(3),
                  rows.getString(4),
                  rows.getLong(5),
                  rows.getInt(6)));
        }
      }
    }
    return decisions;
  }

  /** What belongs to a Patient, at most so many. */
  public List<Long> chart(long patientRid, int limit) throws SQLException {
    try (PreparedStatement statement = prepare(CHART)) {
      statement.setLong(1, patientRid);
      statement.setInt(2, limit);
      return rids(statement);
    }
  }

  private static List<Long> rids(PreparedStatement statement) throws SQLException {
    List<Long> rids = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        rids.add(rows.getLong(1));
      }
    }
    return rids;
  }
}
