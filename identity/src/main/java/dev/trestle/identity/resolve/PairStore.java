package dev.trestle.identity.resolve;

import dev.trestle.identity.link.Pair;
import dev.trestle.identity.link.SealedNotes;
import dev.trestle.identity.match.Matcher.Found;
import dev.trestle.identity.match.Matcher.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Table {@code identity_pair}, each statement for many rows. Within one transaction. */
final class PairStore {
  private static final String TOUCHING =
      """
      select low, high, same, verdict, conflict, model from identity_pair where low = any (?)
      union
      select low, high, same, verdict, conflict, model from identity_pair where high = any (?)
      """;
  private static final String PUT =
      """
      insert into identity_pair (low, high, same, verdict, conflict, model, evidence)
      select * from unnest(?::int8[], ?::int8[], ?::float8[], ?::int2[], ?::bool[], ?::text[],
                           ?::bytea[])
      on conflict (low, high) do update
         set same = excluded.same, verdict = excluded.verdict, conflict = excluded.conflict,
             model = excluded.model, evidence = excluded.evidence
      """;
  private static final String REMOVE =
      """
      delete from identity_pair p using unnest(?::int8[], ?::int8[]) as w(low, high)
       where p.low = w.low and p.high = w.high
      """;
  private static final String EVIDENCE =
      "select evidence from identity_pair where low = ? and high = ?";

  private final Connection db;
  private final SealedNotes notes;

  PairStore(Handle handle, SealedNotes notes) {
    this.db = handle.getConnection();
    this.notes = notes;
  }

  /** A stored pair without its evidence. */
  record Row(Pair pair, double same, Verdict verdict, boolean conflict, String model) {
    static Row of(Pair pair, Found found) {
      return new Row(
          pair,
          found.assessment().posterior(),
          found.verdict(),
          found.conflict(),
          found.assessment().model());
    }
  }

  /** The pairs with at least one of these records. */
  Map<Pair, Row> touching(Collection<Long> rids) throws SQLException {
    Map<Pair, Row> found = new TreeMap<>();
    if (rids.isEmpty()) {
      return found;
    }
    try (PreparedStatement statement = db.prepareStatement(TOUCHING)) {
      statement.setArray(1, db.createArrayOf("int8", rids.toArray()));
      statement.setArray(2, db.createArrayOf("int8", rids.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Pair pair = new Pair(rows.getLong(1), rows.getLong(2));
          found.put(
              pair,
              new Row(
                  pair,
                  rows.getDouble(3),
                  Verdict.of(rows.getInt(4)),
                  rows.getBoolean(5),
                  rows.getString(6)));
        }
      }
    }
    return found;
  }

  /**
   * Makes the pairs of some records those that were found; returns the ends of all that are others
   * than before.
   *
   * @param known records of which there may be pairs already; those found may be of new ones too
   */
  Set<Long> replace(Collection<Long> known, Map<Pair, Found> found) throws SQLException {
    Map<Pair, Row> before = touching(known);
    Map<Pair, Row> changed = new TreeMap<>();
    found.forEach(
        (pair, one) -> {
          Row row = Row.of(pair, one);
          if (!row.equals(before.remove(pair))) {
            changed.put(pair, row);
          }
        });
    put(changed.values(), found);
    remove(before.keySet());
    Set<Long> ends = new TreeSet<>();
    for (Collection<Pair> pairs : List.of(changed.keySet(), before.keySet())) {
      pairs.forEach(pair -> ends.addAll(List.of(pair.low(), pair.high())));
    }
    return ends;
  }

  private void put(Collection<Row> rows, Map<Pair, Found> found) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    List<byte[]> evidence = new ArrayList<>();
    for (Row row : rows) {
      byte[] plain = Objects.requireNonNull(found.get(row.pair())).assessment().bytes();
      evidence.add(notes.sealEvidence(row.pair(), plain));
    }
    try (PreparedStatement statement = db.prepareStatement(PUT)) {
      statement.setArray(
          1, db.createArrayOf("int8", rows.stream().map(row -> row.pair().low()).toArray()));
      statement.setArray(
          2, db.createArrayOf("int8", rows.stream().map(row -> row.pair().high()).toArray()));
      statement.setArray(3, db.createArrayOf("float8", rows.stream().map(Row::same).toArray()));
      statement.setArray(
          4,
          db.createArrayOf(
              "int2", rows.stream().map(row -> (short) row.verdict().number()).toArray()));
      statement.setArray(5, db.createArrayOf("bool", rows.stream().map(Row::conflict).toArray()));
      statement.setArray(6, db.createArrayOf("text", rows.stream().map(Row::model).toArray()));
      statement.setArray(7, db.createArrayOf("bytea", evidence.toArray(byte[][]::new)));
      statement.executeUpdate();
    }
  }

  private void remove(Collection<Pair> pairs) throws SQLException {
    if (pairs.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = db.prepareStatement(REMOVE)) {
      statement.setArray(1, db.createArrayOf("int8", pairs.stream().map(Pair::low).toArray()));
      statement.setArray(2, db.createArrayOf("int8", pairs.stream().map(Pair::high).toArray()));
      statement.executeUpdate();
    }
  }

  /** The evidence of a pair that is there, as it is sealed. */
  byte[] evidence(Pair pair) throws SQLException {
    try (PreparedStatement statement = db.prepareStatement(EVIDENCE)) {
      statement.setLong(1, pair.low());
      statement.setLong(2, pair.high());
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException("the pair is not there");
        }
        return rows.getBytes(1);
      }
    }
  }
}
