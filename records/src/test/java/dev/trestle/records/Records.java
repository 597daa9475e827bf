package dev.trestle.records;

import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.kernel.record.SamePerson;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.statement.NameHash;
import dev.trestle.postgres.testing.TestDatabase;
import dev.trestle.records.apply.RecordStore;
import dev.trestle.records.apply.RefoldStore;
import dev.trestle.records.overlay.AlarmStore;
import dev.trestle.records.read.PatientLookup;
import dev.trestle.records.read.RecordReader;
import dev.trestle.records.read.Resource;
import dev.trestle.records.search.LinkedPatients;
import dev.trestle.records.search.QueryParameter;
import dev.trestle.records.search.RecordSearch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** An empty store on the test database of this JVM. */
final class Records {
  /** One for all tests: making a database costs more than most of them. */
  private static final TestDatabase DATABASE = TestDatabase.create();

  private static final String EMPTY =
      """
      delete from resource; delete from resource_history; delete from alias;
      delete from identifier; delete from statement; delete from verified;
      delete from collection; delete from move_decision;
      delete from held_statement; delete from overlay_alarm; update record_head set next_rid = 1, last_updated = 0
      """;

  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  final TestDatabase database = DATABASE;
  final Sealer sealer = Sealer.inMemory();
  final Keyring keyring = Keyring.fixedForOfflineUse();

  /** Who is asked whether an update speaks of somebody else. */
  SamePerson people = SamePerson.UNASKED;

  final RecordStore applier =
      new RecordStore(sealer, keyring, (stored, said) -> people.of(stored, said));
  final AlarmStore alarms =
      new AlarmStore(database.dataSource(), sealer, keyring, Clock.fixed(NOW, ZoneOffset.UTC));
  final RecordSearch search = new RecordSearch(database.dataSource(), sealer, keyring);
  final RecordReader reader = new RecordReader(database.dataSource(), sealer);

  /** One batch, committed. */
  List<Applied> apply(Entry... entries) {
    return apply(List.of(entries));
  }

  List<Applied> apply(List<Entry> entries) {
    try (Connection db = database.dataSource().getConnection()) {
      db.setAutoCommit(false);
      List<Applied> applied = applier.apply(db, entries, NOW);
      db.commit();
      return applied;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean refold(long rid, Set<Long> without) {
    try (Connection db = database.dataSource().getConnection()) {
      db.setAutoCommit(false);
      boolean different = new RefoldStore(sealer, keyring).refold(db, rid, without, NOW);
      db.commit();
      return different;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Resource> find(String type, String... parameters) {
    return search.search(type, query(parameters), LinkedPatients.NONE).hits();
  }

  static List<QueryParameter> query(String... parameters) {
    return Stream.of(parameters)
        .map(
            text ->
                new QueryParameter(
                    text.substring(0, text.indexOf('=')), text.substring(text.indexOf('=') + 1)))
        .toList();
  }

  /** Every resource as JSON without meta, by type and id. */
  SortedMap<String, String> everything() {
    SortedMap<String, String> result = new TreeMap<>();
    for (Resource resource : all()) {
      var json = resource.json().deepCopy();
      json.remove("meta");
      result.put(resource.type() + "/" + resource.id(), json.toString());
    }
    return result;
  }

  List<Resource> all() {
    return reader.readAll(longs("select rid from resource order by rid"));
  }

  Resource only(String type) {
    List<Resource> found = all().stream().filter(r -> r.type().equals(type)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " resources of type " + type);
    }
    return found.get(0);
  }

  List<Long> longs(String sql) {
    try (Connection db = database.dataSource().getConnection();
        PreparedStatement statement = db.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      List<Long> result = new ArrayList<>();
      while (rows.next()) {
        result.add(rows.getLong(1));
      }
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  long count(String table) {
    return longs("select count(*) from " + table).get(0);
  }

  /** The Patient that a number leads to, as a chart asks for it; 0 for none. */
  long patient(String number) {
    UUID hash =
        NameHash.of(keyring.naming(), "Patient", "mercy", "", Say.patient(number).names().get(0));
    return new PatientLookup(database.dataSource()).byName(Set.of(hash)).getOrDefault(hash, 0L);
  }

  private Records() {}

  static Records empty() {
    Records records = new Records();
    try (Connection db = DATABASE.dataSource().getConnection();
        Statement statement = db.createStatement()) {
      statement.execute(EMPTY);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return records;
  }
}
