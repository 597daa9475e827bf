package dev.trestle.orchestration.apply;

import static java.util.stream.Collectors.joining;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.record.RecordApplier;
import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.Verdict;
import dev.trestle.orchestration.answer.OutcomeWatch;
import dev.trestle.orchestration.code.UnmappedCodeStore;
import dev.trestle.orchestration.code.UnmappedCountStore;
import dev.trestle.orchestration.journal.EntryEffect;
import dev.trestle.orchestration.journal.FindingCodes;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.MappingVersionStore;
import dev.trestle.orchestration.journal.Outcome;
import dev.trestle.orchestration.journal.OutcomeFindingStore;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One transaction for a batch: records, outcomes and exceptions become true together or not at all.
 */
final class ApplyStore {
  private static final String OUTCOMES =
      """
      insert into outcome
             (seq, source, received_at, outcome, ref, resources, findings, effects, mapping)
      select seq, source, timestamptz 'epoch' + micros * interval '1 microsecond', outcome, ref,
             resources, findings, effects::int8[], mapping
        from unnest(?::int8[], ?::int4[], ?::int8[], ?::int2[], ?::int8[], ?::int4[], ?::text[],
                    ?::text[], ?::int4[])
          as w (seq, source, micros, outcome, ref, resources, findings, effects, mapping)
      """;
  private static final String NO_LONGER_WAITING = "delete from waiting where seq = any (?)";
  private static final String NO_LONGER_EXCEPTION = "delete from exception where seq = any (?)";
  private static final String SETTLE =
      OUTCOMES + ";\n" + NO_LONGER_WAITING + ";\n" + NO_LONGER_EXCEPTION;
  private static final String SETTLE_WITH_FINDINGS = SETTLE + ";\n" + OutcomeFindingStore.ADD;

  /** An unmapped code is a finding too. */
  private static final String SETTLE_WITH_CODES =
      SETTLE_WITH_FINDINGS + ";\n" + UnmappedCodeStore.ADD;

  private static final String SETTLED = "select seq, outcome from outcome where seq = any (?)";
  private final DataSource database;
  private final RecordApplier records;
  private final OutcomeWatch watch;
  private final Clock clock;
  private final MappingVersionStore mappings;
  private final UnmappedCountStore codes;

  ApplyStore(
      DataSource database,
      RecordApplier records,
      OutcomeWatch watch,
      MappingVersionStore mappings,
      UnmappedCountStore codes,
      Clock clock) {
    this.mappings = mappings;
    this.codes = codes;
    this.database = database;
    this.records = records;
    this.watch = watch;
    this.clock = clock;
  }

  /**
   * What is to be written for one entry.
   *
   * @param effects as in {@link EntryEffect#packed}
   * @param mapping number of what translated it, 0 when nothing was translated
   */
  private record Row(
      JournalEntry entry,
      Outcome outcome,
      long ref,
      int resources,
      @Nullable String findings,
      List<Long> effects,
      int mapping) {

    /** Of an entry that was not translated. */
    static Row untranslated(
        JournalEntry entry, Outcome outcome, long ref, @Nullable String findings) {
      return new Row(entry, outcome, ref, 0, findings, List.of(), 0);
    }
  }

  private static final class Plan {
    final List<Row> outcomes = new ArrayList<>();
    final List<Prepared.Failed> failures = new ArrayList<>();
    final List<Settlement> settlements = new ArrayList<>();
    final List<UnmappedCountStore.Found> unmapped = new ArrayList<>();
  }

  /**
   * Commits a batch.
   *
   * @throws SQLException nothing was committed, or, when the commit's own answer was lost, it is
   *     not known
   */
  List<Settlement> commit(List<Prepared> batch) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Plan plan = plan(connection, batch);
        UnmappedCountStore.Counts counts = codes.count(connection, plan.unmapped);
        write(connection, plan, counts);
        connection.commit();
        codes.committed(counts);
        return plan.settlements;
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      }
    }
  }

  private Plan plan(Connection connection, List<Prepared> batch) throws SQLException {
    Plan plan = new Plan();
    List<Prepared.Translated> translated = new ArrayList<>();
    List<Prepared.Repeat> repeats = new ArrayList<>();
    for (Prepared prepared : batch) {
      if (prepared instanceof Prepared.Translated t) {
        translated.add(t);
      } else if (prepared instanceof Prepared.Failed f) {
        fail(plan, f);
      } else if (prepared instanceof Prepared.Shadowed s) {
        shadow(connection, plan, s);
      } else if (prepared instanceof Prepared.Repeat r) {
        repeats.add(r);
      }
    }
    planApplied(connection, plan, translated);
    planRepeats(connection, plan, repeats);
    return plan;
  }

  private void planApplied(Connection connection, Plan plan, List<Prepared.Translated> translated)
      throws SQLException {
    if (translated.isEmpty()) {
      return;
    }
    List<RecordApplier.Entry> entries =
        translated.stream()
            .map(
                t ->
                    new RecordApplier.Entry(
                        t.entry().seq(), t.entry().position(), t.entry().source(), t.translation()))
            .toList();
    List<Applied> applied = records.apply(connection, entries, clock.instant());
    if (applied.size() != entries.size()) {
      throw new IllegalStateException("the records did not answer for each entry");
    }
    for (int i = 0; i < applied.size(); i++) {
      JournalEntry entry = translated.get(i).entry();
      Applied effect = applied.get(i);
      Finding refusal = effect.refusal();
      if (effect.verdict() == Verdict.REFUSED && refusal != null) {
        fail(plan, new Prepared.Failed(entry, refusal));
        continue;
      }
      List<Finding> findings = findingsOfTheWay(entry);
      findings.addAll(translated.get(i).translation().findings());
      findings.addAll(effect.findings());
      Outcome outcome = effect.verdict() == Verdict.UNCHANGED ? Outcome.UNCHANGED : Outcome.APPLIED;
      plan.outcomes.add(
          new Row(
              entry,
              outcome,
              0,
              effect.created() + effect.updated(),
              FindingCodes.of(findings),
              EntryEffect.packed(effect),
              mappings.number(
                  connection,
                  translated.get(i).translation().mapping(),
                  translated.get(i).siteVersion())));
      plan.settlements.add(new Settlement.Settled(entry, outcome));
      plan.unmapped.add(
          new UnmappedCountStore.Found(entry, translated.get(i).translation().unmapped()));
    }
  }

  /** What was noticed between the socket and the record. */
  private static List<Finding> findingsOfTheWay(JournalEntry entry) {
    List<Finding> findings = new ArrayList<>();
    if (entry.heldTooLong()) {
      findings.add(
          Finding.warning(
              ProblemCode.HELD_TOO_LONG, "", "Applied without what it depends on, after waiting."));
    }
    if (entry.idReused()) {
      findings.add(
          Finding.warning(
              ProblemCode.SAME_ID_OTHER_CONTENT,
              "MSH-10",
              "The control id was used before with other content."));
    }
    return findings;
  }

  private void fail(Plan plan, Prepared.Failed failed) {
    JournalEntry entry = failed.entry();
    Finding problem = failed.problem();
    if (watch.handsBack(entry, problem)) {
      plan.outcomes.add(
          Row.untranslated(entry, Outcome.REJECTED, 0, FindingCodes.of(List.of(problem))));
      plan.settlements.add(new Settlement.Settled(entry, Outcome.REJECTED));
    } else {
      plan.failures.add(failed);
      plan.settlements.add(new Settlement.Excepted(entry, problem));
    }
  }

  private void shadow(Connection connection, Plan plan, Prepared.Shadowed shadowed)
      throws SQLException {
    JournalEntry entry = shadowed.entry();
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.information(
            ProblemCode.FEED_SHADOW, "", "Translated and not applied: the feed is in shadow."));
    findings.addAll(findingsOfTheWay(entry));
    findings.addAll(shadowed.findings());
    int mapping =
        shadowed.mapping().isEmpty()
            ? 0
            : mappings.number(connection, shadowed.mapping(), shadowed.siteVersion());
    plan.outcomes.add(
        new Row(entry, Outcome.FILTERED, 0, 0, FindingCodes.of(findings), List.of(), mapping));
    plan.settlements.add(new Settlement.Settled(entry, Outcome.FILTERED));
    plan.unmapped.add(new UnmappedCountStore.Found(entry, shadowed.unmapped()));
  }

  private static void planRepeats(Connection connection, Plan plan, List<Prepared.Repeat> repeats)
      throws SQLException {
    if (repeats.isEmpty()) {
      return;
    }
    Set<Long> reopened =
        ExceptionRowStore.reopen(
            connection, repeats.stream().map(r -> r.entry().duplicateOf()).toList());
    for (Prepared.Repeat repeat : repeats) {
      JournalEntry entry = repeat.entry();
      plan.outcomes.add(Row.untranslated(entry, Outcome.DUPLICATE, entry.duplicateOf(), null));
      plan.settlements.add(
          reopened.remove(entry.duplicateOf())
              ? new Settlement.Reopens(entry, entry.duplicateOf())
              : new Settlement.Settled(entry, Outcome.DUPLICATE));
    }
  }

  private static void write(Connection connection, Plan plan, UnmappedCountStore.Counts codes)
      throws SQLException {
    if (!plan.outcomes.isEmpty()) {
      settle(connection, plan.outcomes, codes);
    }
    if (!plan.failures.isEmpty()) {
      ExceptionRowStore.add(connection, plan.failures);
      delete(
          connection,
          NO_LONGER_WAITING,
          plan.failures.stream().map(failed -> failed.entry().seq()).toList());
    }
  }

  /** One round trip. */
  private static void settle(Connection connection, List<Row> rows, UnmappedCountStore.Counts codes)
      throws SQLException {
    Map<Long, String> findings = new TreeMap<>();
    for (Row row : rows) {
      if (row.findings() != null) {
        findings.put(row.entry().seq(), row.findings());
      }
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            !codes.isEmpty()
                ? SETTLE_WITH_CODES
                : findings.isEmpty() ? SETTLE : SETTLE_WITH_FINDINGS)) {
      Array seqs = column(connection, "int8", rows, row -> row.entry().seq());
      statement.setArray(1, seqs);
      statement.setArray(2, column(connection, "int4", rows, row -> row.entry().sourceNumber()));
      statement.setArray(3, column(connection, "int8", rows, row -> micros(row.entry())));
      statement.setArray(
          4, column(connection, "int2", rows, row -> (short) row.outcome().number()));
      statement.setArray(
          5, column(connection, "int8", rows, row -> row.ref() == 0 ? null : row.ref()));
      statement.setArray(6, column(connection, "int4", rows, Row::resources));
      statement.setArray(7, column(connection, "text", rows, Row::findings));
      statement.setArray(8, column(connection, "text", rows, ApplyStore::effects));
      statement.setArray(
          9, column(connection, "int4", rows, row -> row.mapping() == 0 ? null : row.mapping()));
      statement.setArray(10, seqs);
      statement.setArray(11, seqs);
      if (!findings.isEmpty() || !codes.isEmpty()) {
        OutcomeFindingStore.set(connection, statement, 12, findings);
      }
      if (!codes.isEmpty()) {
        UnmappedCodeStore.set(connection, statement, 14, codes);
      }
      statement.execute();
    }
  }

  /** Arrays of arrays would be one flat array for {@code unnest}. */
  private static @Nullable String effects(Row row) {
    return row.effects().isEmpty()
        ? null
        : row.effects().stream().map(String::valueOf).collect(joining(",", "{", "}"));
  }

  private static long micros(JournalEntry entry) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, entry.receivedAt());
  }

  private static Array column(
      Connection connection, String type, List<Row> rows, Function<Row, @Nullable Object> value)
      throws SQLException {
    @Nullable Object[] values = new Object[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    return connection.createArrayOf(type, values);
  }

  /**
   * What became true of a batch although nobody was told: after a commit whose answer was lost, or
   * when another process was faster. An entry that is not named has no outcome.
   */
  List<Settlement> alreadySettled(List<Prepared> batch) throws SQLException {
    try (Connection connection = database.getConnection()) {
      Map<Long, Outcome> settled =
          outcomes(connection, batch.stream().map(p -> p.entry().seq()).toList());
      Set<Long> reopened =
          ExceptionRowStore.triedAgain(
              connection, batch.stream().map(p -> p.entry().duplicateOf()).toList());
      List<Settlement> found = new ArrayList<>();
      for (Prepared prepared : batch) {
        JournalEntry entry = prepared.entry();
        Outcome outcome = settled.get(entry.seq());
        if (outcome != null) {
          found.add(
              reopened.contains(entry.duplicateOf())
                  ? new Settlement.Reopens(entry, entry.duplicateOf())
                  : new Settlement.Settled(entry, outcome));
        }
      }
      return found;
    }
  }

  private static Map<Long, Outcome> outcomes(Connection connection, List<Long> seqs)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SETTLED)) {
      query.setArray(1, connection.createArrayOf("bigint", seqs.toArray()));
      Map<Long, Outcome> found = new TreeMap<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getLong(1), Outcome.of(rows.getInt(2)));
        }
      }
      return found;
    }
  }

  private static void delete(Connection connection, String sql, List<Long> seqs)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("bigint", seqs.toArray()));
      statement.executeUpdate();
    }
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
