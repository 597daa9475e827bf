package dev.trestle.records.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tables {@code overlay_alarm} and {@code held_statement}. */
public final class OverlayStore extends SqlStore {
  private static final String COLUMNS =
      """
      select a.id, a.patient_rid, a.source, a.first_seq, a.last_seq, a.opened_at, a.last_at, a.times,
             a.refused, a.other, a.state, a.decided_at, a.decided_by, a.reason, r.id
        from overlay_alarm a join resource r on r.rid = a.patient_rid
      """;
  private static final String COUNT =
      """
      update overlay_alarm set last_seq = greatest(last_seq, ?), last_at = ?, times = times + 1,
                               refused = refused + ?
       where patient_rid = ? and claim = ?
      returning id, state
      """;
  private static final String OPEN =
      """
      insert into overlay_alarm
        (patient_rid, claim, source, first_seq, last_seq, opened_at, last_at, times, refused, other)
      values (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
      returning id
      """;
  private static final String STATE =
      "select state from overlay_alarm where patient_rid = ? and claim = ?";
  private static final String HOLD =
      """
      insert into held_statement (alarm_id, seq, names, body) values (?, ?, ?, ?)
      on conflict (alarm_id, seq) do update set names = excluded.names, body = excluded.body
      """;
  private static final String HELD =
      "select seq, names, body from held_statement where alarm_id = ? order by seq";
  private static final String TAKEN = "delete from held_statement where alarm_id = ?";
  private static final String DECIDE =
      """
      update overlay_alarm set state = ?, decided_at = ?, decided_by = ?, reason = ? where id = ?
      """;

  private static final String DOUBTFUL =
      """
      select patient_rid, sum(times - refused) from overlay_alarm
       where state <> 2 and times > refused
       group by patient_rid order by patient_rid limit ?
      """;

  public OverlayStore(Connection transaction) {
    super(transaction);
  }

  /** What stands of an alarm. */
  public enum State {
    OPEN(1),
    /** One person: what was held is taken, and the same is let pass from then on. */
    SAME(2),
    /** Another person: the same stays held, and nobody is asked again. */
    OTHER(3);

    private final int number;

    State(int number) {
      this.number = number;
    }

    static State of(int number) {
      return values()[number - 1];
    }
  }

  /**
   * An alarm. Holds no patient data but the sealed reason.
   *
   * @param times messages that said so
   * @param refused those of them that were refused whole: exceptions
   * @param other probability that it is another person
   * @param patientId logical id of the Patient
   */
  public record Alarm(
      long id,
      long patientRid,
      String source,
      long firstSeq,
      long lastSeq,
      Instant openedAt,
      Instant lastAt,
      int times,
      int refused,
      double other,
      State state,
      @Nullable Instant decidedAt,
      @Nullable String decidedBy,
      byte @Nullable [] sealedReason,
      UUID patientId) {
    @Override
    public String toString() {
      return "Alarm[" + id + "]";
    }
  }

  /** A statement that waits. */
  public record Held(long seq, List<UUID> names, byte[] body) {
    @Override
    public String toString() {
      return "Held[" + seq + "]";
    }
  }

  /** An alarm that an entry raised or that it belongs to. */
  public record Raised(long id, State state, boolean isNew) {}

  /** What was decided of a claim, or that it is open; empty when it never came. */
  public Optional<State> state(long patientRid, UUID claim) throws SQLException {
    try (PreparedStatement statement = prepare(STATE)) {
      statement.setLong(1, patientRid);
      statement.setObject(2, claim);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(State.of(row.getInt(1))) : Optional.empty();
      }
    }
  }

  /**
   * Counts an entry for its alarm; the first one opens it.
   *
   * @param refused whether nothing of the entry is applied
   */
  public Raised raise(
      long patientRid,
      UUID claim,
      String source,
      long seq,
      boolean refused,
      double other,
      Instant now)
      throws SQLException {
    try (PreparedStatement count = prepare(COUNT)) {
      count.setLong(1, seq);
      count.setTimestamp(2, Timestamp.from(now));
      count.setInt(3, refused ? 1 : 0);
      count.setLong(4, patientRid);
      count.setObject(5, claim);
      try (ResultSet row = count.executeQuery()) {
        if (row.next()) {
          return new Raised(row.getLong(1), State.of(row.getInt(2)), false);
        }
      }
    }
    try (PreparedStatement open = prepare(OPEN)) {
      open.setLong(1, patientRid);
      open.setObject(2, claim);
      open.setString(3, source);
      open.setLong(4, seq);
      open.setLong(5, seq);
      open.setTimestamp(6, Timestamp.from(now));
      open.setTimestamp(7, Timestamp.from(now));
      open.setInt(8, refused ? 1 : 0);
      open.setDouble(9, other);
      try (ResultSet row = open.executeQuery()) {
        row.next();
        return new Raised(row.getLong(1), State.OPEN, true);
      }
    }
  }

  public void hold(long alarm, Held held) throws SQLException {
    try (PreparedStatement statement = prepare(HOLD)) {
      statement.setLong(1, alarm);
      statement.setLong(2, held.seq());
      statement.setArray(3, uuids(held.names()));
      statement.setBytes(4, held.body());
      statement.executeUpdate();
    }
  }

  /** What an alarm holds, in journal order. */
  public List<Held> held(long alarm) throws SQLException {
    List<Held> held = new ArrayList<>();
    try (PreparedStatement statement = prepare(HELD)) {
      statement.setLong(1, alarm);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          UUID[] names = (UUID[]) rows.getArray(2).getArray();
          held.add(new Held(rows.getLong(1), Arrays.asList(names), rows.getBytes(3)));
        }
      }
    }
    return held;
  }

  /** What an alarm held stands in the resource now. */
  public void taken(long alarm) throws SQLException {
    try (PreparedStatement statement = prepare(TAKEN)) {
      statement.setLong(1, alarm);
      statement.executeUpdate();
    }
  }

  /**
   * Alarms after a number, oldest first.
   *
   * @param all also those that were decided
   */
  public List<Alarm> list(long after, boolean all, int limit) throws SQLException {
    String sql =
        COLUMNS + " where a.id > ?" + (all ? "" : " and a.state = 1") + " order by a.id limit ?";
    try (PreparedStatement statement = prepare(sql)) {
      statement.setLong(1, after);
      statement.setInt(2, limit);
      return alarms(statement);
    }
  }

  public Optional<Alarm> find(long alarm) throws SQLException {
    try (PreparedStatement statement = prepare(COLUMNS + " where a.id = ?")) {
      statement.setLong(1, alarm);
      return alarms(statement).stream().findFirst();
    }
  }

  /**
   * Patients of alarms that are not settled as one person, and how many messages were filed under
   * them; those that were refused whole are exceptions.
   */
  public Map<Long, Integer> filedInDoubt(int most) throws SQLException {
    try (PreparedStatement statement = prepare(DOUBTFUL)) {
      statement.setInt(1, most);
      Map<Long, Integer> messages = new TreeMap<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          messages.put(rows.getLong(1), rows.getInt(2));
        }
      }
      return messages;
    }
  }

  /** How many are open, and since when the oldest. */
  public Open open() throws SQLException {
    try (PreparedStatement statement =
            prepare("select count(*), min(opened_at) from overlay_alarm where state = 1");
        ResultSet row = statement.executeQuery()) {
      row.next();
      Timestamp oldest = row.getTimestamp(2);
      return new Open(row.getLong(1), oldest == null ? null : oldest.toInstant());
    }
  }

  /**
   * Open alarms.
   *
   * @param oldest when the oldest was raised; null when there is none
   */
  public record Open(long count, @Nullable Instant oldest) {}

  public void decide(long alarm, State state, String actor, byte[] sealedReason, Instant now)
      throws SQLException {
    try (PreparedStatement statement = prepare(DECIDE)) {
      statement.setInt(1, state.number);
      statement.setTimestamp(2, Timestamp.from(now));
      statement.setString(3, actor);
      statement.setBytes(4, sealedReason);
      statement.setLong(5, alarm);
      statement.executeUpdate();
    }
  }

  private static List<Alarm> alarms(PreparedStatement statement) throws SQLException {
    List<Alarm> alarms = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Timestamp decided = rows.getTimestamp(12);
        alarms.add(
            new Alarm(
                rows.getLong(1),
                rows.getLong(2),
                rows.getString(3),
                rows.getLong(4),
                rows.getLong(5),
                rows.getTimestamp(6).toInstant(),
                rows.getTimestamp(7).toInstant(),
                rows.getInt(8),
                rows.getInt(9),
                rows.getDouble(10),
                State.of(rows.getInt(11)),
                decided == null ? null : decided.toInstant(),
                rows.getString(13),
                rows.getBytes(14),
                rows.getObject(15, UUID.class)));
      }
    }
    return alarms;
  }
}
