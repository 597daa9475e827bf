package dev.trestle.identity.resolve;

import dev.trestle.identity.match.Matcher.Profile;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Tables {@code source_record} and {@code identity_again}, each statement for many rows. Within one
 * transaction.
 */
final class SourceRecordStore {
  private static final String FIND =
      """
      select rid, id, person, digest, blocks, traits from source_record where rid = any (?)
      """;
  private static final String SEALED =
      "select rid, id, traits from source_record where rid = any (?)";
  private static final String PAGE =
      """
      select rid, id, person, digest, blocks, traits from source_record
       where rid > ? order by rid limit ?
      """;
  private static final String COMPARABLE =
      "select rid from source_record where rid = any (?) and standing = 0";
  private static final String PUT =
      """
      insert into source_record (rid, id, standing, digest, seq, blocks, traits)
      select rid, id, standing, digest, seq, blocks::int8[], traits
        from unnest(?::int8[], ?::uuid[], ?::int2[], ?::uuid[], ?::int8[], ?::text[], ?::bytea[])
          as w(rid, id, standing, digest, seq, blocks, traits)
      on conflict (rid) do update
         set standing = excluded.standing, digest = excluded.digest, seq = excluded.seq,
             blocks = excluded.blocks, traits = excluded.traits
      """;
  private static final String TAKE_AGAIN =
      """
      delete from identity_again
       where rid in (select rid from identity_again order by rid limit ?)
      returning rid
      """;
  private static final String COMPANY =
      """
      select rid from source_record where rid = any (?)
      union
      select rid from source_record
       where person in (select person from source_record where rid = any (?))
      """;

  private final Connection db;

  SourceRecordStore(Handle handle) {
    this.db = handle.getConnection();
  }

  /**
   * A stored record.
   *
   * @param person the eldest record of its person, null when alone
   * @param sealed its traits
   */
  record Row(
      long rid, UUID id, @Nullable Long person, UUID digest, List<Long> blocks, byte[] sealed) {
    long eldest() {
      return person == null ? rid : person;
    }
  }

  Map<Long, Row> find(Collection<Long> rids) throws SQLException {
    Map<Long, Row> found = new HashMap<>();
    if (rids.isEmpty()) {
      return found;
    }
    try (PreparedStatement statement = db.prepareStatement(FIND)) {
      statement.setArray(1, array("int8", rids, rid -> rid));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Row row = row(rows);
          found.put(row.rid(), row);
        }
      }
    }
    return found;
  }

  /** What is needed of a record to compare it. */
  record Sealed(long rid, UUID id, byte[] traits) {}

  List<Sealed> sealed(Collection<Long> rids) throws SQLException {
    List<Sealed> found = new ArrayList<>(rids.size());
    if (rids.isEmpty()) {
      return found;
    }
    try (PreparedStatement statement = db.prepareStatement(SEALED)) {
      statement.setArray(1, array("int8", rids, rid -> rid));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new Sealed(rows.getLong(1), rows.getObject(2, UUID.class), rows.getBytes(3)));
        }
      }
    }
    return found;
  }

  /** Records in order of their numbers. */
  List<Row> after(long rid, int limit) throws SQLException {
    List<Row> page = new ArrayList<>(limit);
    try (PreparedStatement statement = db.prepareStatement(PAGE)) {
      statement.setLong(1, rid);
      statement.setInt(2, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          page.add(row(rows));
        }
      }
    }
    return page;
  }

  private static Row row(ResultSet rows) throws SQLException {
    Object[] blocks = (Object[]) rows.getArray(5).getArray();
    return new Row(
        rows.getLong(1),
        rows.getObject(2, UUID.class),
        rows.getObject(3, Long.class),
        rows.getObject(4, UUID.class),
        Arrays.stream(blocks).map(Long.class::cast).toList(),
        rows.getBytes(6));
  }

  void put(List<Profile> profiles) throws SQLException {
    if (profiles.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = db.prepareStatement(PUT)) {
      statement.setArray(1, array("int8", profiles, Profile::rid));
      statement.setArray(2, array("uuid", profiles, Profile::id));
      statement.setArray(3, array("int2", profiles, p -> (short) p.standing().number()));
      statement.setArray(4, array("uuid", profiles, Profile::digest));
      statement.setArray(5, array("int8", profiles, Profile::seq));
      statement.setArray(6, array("text", profiles, p -> literal(p.blocks())));
      statement.setArray(
          7,
          db.createArrayOf("bytea", profiles.stream().map(Profile::sealed).toArray(byte[][]::new)));
      statement.executeUpdate();
    }
  }

  /** Arrays of arrays would be one flat array for {@code unnest}. */
  private static String literal(List<Long> blocks) {
    StringBuilder text = new StringBuilder("{");
    for (Long block : blocks) {
      text.append(text.length() > 1 ? "," : "").append(block);
    }
    return text.append('}').toString();
  }

  /** Those of some records that take no part in comparing, or are not resolved yet. */
  Set<Long> notComparable(Collection<Long> rids) throws SQLException {
    Set<Long> silent = new TreeSet<>(rids);
    if (rids.isEmpty()) {
      return silent;
    }
    try (PreparedStatement statement = db.prepareStatement(COMPARABLE)) {
      statement.setArray(1, array("int8", rids, rid -> rid));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          silent.remove(rows.getLong(1));
        }
      }
    }
    return silent;
  }

  /** Takes some of those that are to be compared again. */
  Set<Long> takeAgain(int limit) throws SQLException {
    Set<Long> rids = new TreeSet<>();
    try (PreparedStatement statement = db.prepareStatement(TAKE_AGAIN)) {
      statement.setInt(1, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          rids.add(rows.getLong(1));
        }
      }
    }
    return rids;
  }

  /** These records and all that are one person with them. */
  Set<Long> company(Collection<Long> rids) throws SQLException {
    Set<Long> company = new TreeSet<>();
    try (PreparedStatement statement = db.prepareStatement(COMPANY)) {
      statement.setArray(1, array("int8", rids, rid -> rid));
      statement.setArray(2, array("int8", rids, rid -> rid));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          company.add(rows.getLong(1));
        }
      }
    }
    return company;
  }

  private <T> Array array(String type, Collection<T> rows, Function<T, Object> column)
      throws SQLException {
    List<Object> values = new ArrayList<>(rows.size());
    rows.forEach(row -> values.add(column.apply(row)));
    return db.createArrayOf(type, values.toArray());
  }
}
