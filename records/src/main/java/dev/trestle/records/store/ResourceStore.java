package dev.trestle.records.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Tables {@code resource}, {@code resource_history} and {@code record_head}, as written. */
public final class ResourceStore extends SqlStore {
  private static final String LOCK_HEAD =
      "select next_rid, last_updated from record_head for update";
  private static final String MOVE_HEAD = "update record_head set next_rid = ?, last_updated = ?";
  private static final String CURRENT =
      """
      select %s, v.marks
      from resource r left join verified v on v.rid = r.rid
      where r.rid = any(?)
      """
          .formatted(ROW);
  private static final String COLUMNS =
      """
      unnest(?::int8[], ?::uuid[], ?::int4[], ?::int4[], ?::int4[], ?::int8[], ?::int8[], ?::int8[],
             ?::int8[], ?::int8[], ?::text[], ?::bytea[], ?::int4[])
        as w(rid, id, type, epoch, version, last_updated, seq, patient_rid,
             date_low, date_high, tokens, state, stored)
      """;
  private static final String INSERT =
      """
      insert into resource (rid, id, type, epoch, version, last_updated, seq, patient_rid,
                            date_low, date_high, tokens, state)
      select rid, id, type, epoch, version, last_updated, seq, patient_rid,
             date_low, date_high, tokens::int8[], state
      from %s
      """
          .formatted(COLUMNS);
  private static final String UPDATE =
      """
      with w as materialized (select * from %s),
      superseded as (
        insert into resource_history (rid, version, last_updated, seq, state)
        select r.rid, r.version, r.last_updated, r.seq, r.state
        from resource r join w on w.rid = r.rid
        where w.version > r.version)
      update resource r
      set epoch = w.epoch, version = w.version, last_updated = w.last_updated, seq = w.seq,
          patient_rid = w.patient_rid, date_low = w.date_low, date_high = w.date_high,
          tokens = w.tokens::int8[], state = w.state
      from w where r.rid = w.rid and r.version = w.stored
      """
          .formatted(COLUMNS);
  private static final String INSERT_HISTORY =
      """
      insert into resource_history (rid, version, last_updated, seq, state)
      select * from unnest(?::int8[], ?::int4[], ?::int8[], ?::int8[], ?::bytea[])
      """;

  public ResourceStore(Connection transaction) {
    super(transaction);
  }

  private static final String VERSION =
      "select last_updated, seq, state from resource_history where rid = ? and version = ?";

  /** Next number and last time given out. */
  public record Head(long nextRid, long lastUpdatedMicros) {}

  /** Reads the head and holds it to the end of the transaction: one writer at a time. */
  public Head lockHead() throws SQLException {
    try (PreparedStatement statement = prepare(LOCK_HEAD);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("record_head is empty");
      }
      return new Head(rows.getLong(1), rows.getLong(2));
    }
  }

  public void moveHead(Head head) throws SQLException {
    try (PreparedStatement statement = prepare(MOVE_HEAD)) {
      statement.setLong(1, head.nextRid());
      statement.setLong(2, head.lastUpdatedMicros());
      statement.executeUpdate();
    }
  }

  /** The current versions, in no order. */
  public List<ResourceRow> current(Collection<Long> rids) throws SQLException {
    List<ResourceRow> result = new ArrayList<>();
    try (PreparedStatement statement = prepare(CURRENT)) {
      statement.setArray(1, longs(rids));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          result.add(row(rows, rows.getBytes(9)));
        }
      }
    }
    return result;
  }

  /** A superseded version. */
  public Optional<ResourceRow.Version> superseded(long rid, int version) throws SQLException {
    try (PreparedStatement statement = prepare(VERSION)) {
      statement.setLong(1, rid);
      statement.setInt(2, version);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(
                new ResourceRow.Version(
                    rid, version, rows.getLong(1), rows.getLong(2), rows.getBytes(3)))
            : Optional.empty();
      }
    }
  }

  /** Resources with their first stored version. */
  public void insert(List<ResourceRow.Write> writes) throws SQLException {
    run(INSERT, writes);
  }

  /**
   * New versions, or the same version with another state. What they supersede goes to the history.
   *
   * @throws SQLException a row does not have the version it was read with
   */
  public void update(List<ResourceRow.Write> writes) throws SQLException {
    run(UPDATE, writes);
  }

  private void run(String sql, List<ResourceRow.Write> writes) throws SQLException {
    if (writes.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = prepare(sql)) {
      statement.setArray(1, longs(writes, w -> w.row().rid()));
      statement.setArray(2, uuids(writes.stream().map(w -> w.row().id()).toList()));
      statement.setArray(3, ints(writes, w -> w.row().type()));
      statement.setArray(4, ints(writes, ResourceRow.Write::epoch));
      statement.setArray(5, ints(writes, w -> w.row().version()));
      statement.setArray(6, longs(writes, w -> w.row().lastUpdatedMicros()));
      statement.setArray(7, longs(writes, w -> w.row().seq()));
      statement.setArray(8, longs(writes, w -> w.row().patientRid()));
      statement.setArray(9, optionalLongs(writes, ResourceRow.Write::dateLowMicros));
      statement.setArray(10, optionalLongs(writes, ResourceRow.Write::dateHighMicros));
      statement.setArray(11, texts(writes, w -> literal(w.tokens())));
      statement.setArray(12, bytes(writes, w -> w.row().state()));
      statement.setArray(13, ints(writes, ResourceRow.Write::storedVersion));
      int written = statement.executeUpdate();
      if (written != writes.size()) {
        throw new SQLException("a resource was changed by someone else: repeat the batch", "40001");
      }
    }
  }

  /** Arrays of arrays would be one flat array for {@code unnest}. */
  private static String literal(List<Long> tokens) {
    StringBuilder text = new StringBuilder("{");
    for (Long token : tokens) {
      if (text.length() > 1) {
        text.append(',');
      }
      text.append(token);
    }
    return text.append('}').toString();
  }

  /** Versions that were superseded before they were ever current in the table. */
  public void insertHistory(List<ResourceRow.Version> versions) throws SQLException {
    if (versions.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = prepare(INSERT_HISTORY)) {
      statement.setArray(1, longs(versions, ResourceRow.Version::rid));
      statement.setArray(2, ints(versions, ResourceRow.Version::version));
      statement.setArray(3, longs(versions, ResourceRow.Version::lastUpdatedMicros));
      statement.setArray(4, longs(versions, ResourceRow.Version::seq));
      statement.setArray(5, bytes(versions, ResourceRow.Version::state));
      statement.executeUpdate();
    }
  }
}
