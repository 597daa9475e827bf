package dev.trestle.app.impact;

import dev.trestle.orchestration.journal.SqlFailures;
import dev.trestle.records.index.FhirTypes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Counts and pages of what came of a selection; sets stay in the database. */
final class ImpactStore {
  /** What is looked through can be everything: such a question may take longer than others. */
  private static final String PATIENCE = "set local statement_timeout = '10min'";

  private static final String MADE = "with made as (%s)\n";
  private static final String COUNTS =
      """
      , each_once as materialized (select rid from made group by rid),
      whose as materialized (
        select r.patient_rid as rid from each_once m join resource r on r.rid = m.rid
         where r.patient_rid <> 0 group by r.patient_rid)
      select (select count(*) from made) as versions,
             (select count(*) from each_once) as resources,
             (select count(*) from whose) as patients,
             (select count(distinct coalesce(s.person, w.rid))
                from whose w left join source_record s on s.rid = w.rid) as persons
      """;

  /** Each touched Patient and since when. */
  private static final String TOUCHED =
      """
      , touched as materialized (
        select p.id, timestamptz 'epoch'
               + min(coalesce(h.last_updated, r.last_updated)) * interval '1 microsecond' as since
          from made m
          join resource r on r.rid = m.rid
          join resource p on p.rid = r.patient_rid
          left join resource_history h on h.rid = m.rid and h.version = m.version
         group by p.id)
      """;

  private static final String READ =
      """
        from audit_event a
        cross join unnest(a.patients) as w (id)
        join touched t on t.id = w.id and a.at >= t.since
       where a.outcome = 0 and a.action not like 'identity-%' and a.id > :after
         and a.at >= (select min(since) from touched)
      """;
  private static final String READ_COUNTS =
      "select count(distinct a.id) as reads, count(distinct a.actor) as readers" + "\n" + READ;
  private static final String READS =
      "select a.id, a.at, a.actor, a.action, a.type, count(*) as patients\n"
          + READ
          + " group by a.id, a.at, a.actor, a.action, a.type order by a.id limit :limit";
  private static final String VERSIONS =
      """
      select m.seq, s.name as source, r.type, r.id, m.version, r.version as current, r.rid,
             coalesce(h.last_updated, r.last_updated) as last_updated, p.id as patient
        from made m
        join resource r on r.rid = m.rid
        left join resource_history h on h.rid = m.rid and h.version = m.version
        left join resource p on p.rid = r.patient_rid
        left join outcome o on o.seq = m.seq
        left join source s on s.id = o.source
       where (m.seq, m.rid) > (:fromSeq, :afterRid)
       order by m.seq, m.rid limit :limit
      """;
  private static final String PERSONS =
      """
      , touched as (
        select r.patient_rid as rid, count(*) as versions
          from made m join resource r on r.rid = m.rid
         where r.patient_rid <> 0 group by r.patient_rid)
      select coalesce(s.person, t.rid) as number, min(e.id::text) as person,
             array_agg(p.id order by p.rid) as patients, sum(t.versions) as versions
        from touched t
        join resource p on p.rid = t.rid
        left join source_record s on s.rid = t.rid
        join resource e on e.rid = coalesce(s.person, t.rid)
       where coalesce(s.person, t.rid) > :after
       group by coalesce(s.person, t.rid) order by 1 limit :limit
      """;

  /**
   * A cause as the database finds it: which versions it made.
   *
   * @param made body of the relation {@code made (seq, rid, version)}
   * @param entries a query for the number of journal entries
   * @param values named parameters of both
   */
  record Selection(String made, String entries, Map<String, Object> values) {

    private static final String BY_ENTRIES =
        """
        select p.seq, e >> 20 as rid, (e & 1048575)::int as version
          from (%s) p cross join unnest(p.effects) as e
         where (e & 1048575) > 0 and p.seq >= :fromSeq
        """;

    private static Selection ofEntries(String picked, Map<String, Object> values) {
      return new Selection(
          BY_ENTRIES.formatted("select o.seq, o.effects from outcome o " + picked),
          "select count(*) from outcome o " + picked,
          values);
    }

    static Selection of(Cause.Period period) {
      return ofEntries(
          """
          where o.source = (select id from source where name = :source)
            and o.received_at >= :from and o.received_at < :to
          """,
          Map.of(
              "source", period.source(),
              "from", period.from().atOffset(ZoneOffset.UTC),
              "to", period.to().atOffset(ZoneOffset.UTC)));
    }

    static Selection of(Cause.Message message) {
      return ofEntries("where o.seq = :seq", Map.of("seq", message.seq()));
    }

    static Selection ofMappings(List<Integer> numbers) {
      return ofEntries(
          "where o.mapping = any (:mappings)", Map.of("mappings", numbers.toArray(Integer[]::new)));
    }

    static Selection of(Cause.Row row) {
      return ofEntries(
          "join impact_hit h on h.seq = o.seq where h.search = :search",
          Map.of("search", row.search()));
    }

    /** The charts of both sides as they stand: a link writes nothing. */
    static Selection ofCharts(List<Long> patientRids) {
      return new Selection(
          """
          select r.seq, r.rid, r.version from resource r
           where r.patient_rid = any (:patients) and r.seq >= :fromSeq
          """,
          "select 0",
          Map.of("patients", patientRids.toArray(Long[]::new)));
    }

    @Override
    public String toString() {
      return "Selection" + values.keySet();
    }
  }

  private final Jdbi jdbi;

  ImpactStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
    // One set of values serves the count of entries and the pages; not each names all of them.
    jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
  }

  /** All counts in one snapshot. */
  Counts counts(Selection selection) {
    return inSnapshot(
        handle -> {
          long entries =
              bound(handle.createQuery(selection.entries()), selection).mapTo(long.class).one();
          long[] made =
              query(handle, selection, COUNTS)
                  .bind("fromSeq", 0)
                  .map((row, context) -> longs(row, "versions", "resources", "patients", "persons"))
                  .one();
          long[] read =
              query(handle, selection, TOUCHED + READ_COUNTS)
                  .bind("fromSeq", 0)
                  .bind("after", 0)
                  .map((row, context) -> longs(row, "reads", "readers"))
                  .one();
          return new Counts(entries, made[0], made[1], made[2], made[3], read[0], read[1]);
        });
  }

  private static long[] longs(ResultSet row, String... columns) throws SQLException {
    long[] values = new long[columns.length];
    for (int i = 0; i < columns.length; i++) {
      values[i] = row.getLong(columns[i]);
    }
    return values;
  }

  /** Versions in the order of their entries, after one of them. */
  List<VersionRow> versions(Selection selection, long afterSeq, long afterRid, int limit) {
    return inSnapshot(
        handle ->
            query(handle, selection, VERSIONS)
                .bind("fromSeq", afterSeq)
                .bind("afterRid", afterRid)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new VersionRow(
                            row.getLong("seq"),
                            text(row.getString("source")),
                            FhirTypes.name(row.getInt("type")),
                            row.getString("id"),
                            row.getInt("version"),
                            Instant.EPOCH.plus(row.getLong("last_updated"), ChronoUnit.MICROS),
                            text(row.getString("patient")),
                            row.getInt("current"),
                            row.getLong("rid")))
                .list());
  }

  /** Persons in the order of their numbers, after one of them. */
  List<PersonRow> persons(Selection selection, long after, int limit) {
    return inSnapshot(
        handle ->
            query(handle, selection, PERSONS)
                .bind("fromSeq", 0)
                .bind("after", after)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new PersonRow(
                            row.getLong("number"),
                            row.getString("person"),
                            Arrays.stream((Object[]) row.getArray("patients").getArray())
                                .map(String::valueOf)
                                .toList(),
                            row.getLong("versions")))
                .list());
  }

  /** Reads in the order of the audit, after one of them. */
  List<ReadRow> reads(Selection selection, long after, int limit) {
    return inSnapshot(
        handle ->
            query(handle, selection, TOUCHED + READS)
                .bind("fromSeq", 0)
                .bind("after", after)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new ReadRow(
                            row.getLong("id"),
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            row.getString("actor"),
                            row.getString("action"),
                            text(row.getString("type")),
                            row.getInt("patients")))
                .list());
  }

  private static String text(@org.jspecify.annotations.Nullable String column) {
    return column == null ? "" : column;
  }

  private static Query query(Handle handle, Selection selection, String question) {
    return bound(handle.createQuery(MADE.formatted(selection.made()) + question), selection);
  }

  private static Query bound(Query query, Selection selection) {
    selection
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof Integer[] numbers) {
                query.bindArray(name, Integer.class, (Object[]) numbers);
              } else if (value instanceof Long[] numbers) {
                query.bindArray(name, Long.class, (Object[]) numbers);
              } else {
                query.bind(name, value);
              }
            });
    return query;
  }

  private <T> T inSnapshot(Function<Handle, T> work) {
    return SqlFailures.guarded(
        "The impact could not be counted",
        () ->
            jdbi.inTransaction(
                TransactionIsolationLevel.REPEATABLE_READ,
                handle -> {
                  handle.setReadOnly(true);
                  handle.execute(PATIENCE);
                  return work.apply(handle);
                }));
  }
}
