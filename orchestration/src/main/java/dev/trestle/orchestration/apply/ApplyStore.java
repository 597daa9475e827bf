package dev.trestle.orchestration.apply;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.record.RecordApplier;
import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.Verdict;
import dev.trestle.orchestration.journal.FindingCodes;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One transaction for a batch: records, outcomes and exceptions become true together or not at all.
 */
final class ApplyStore {
  private static final String OUTCOME =
      """
      insert into outcome (seq, source, received_at, outcome, ref, resources, findings)
      values (?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String EXCEPTION =
      """
      insert into exception (seq, source, received_at, code, location, text)
      values (?, ?, ?, ?, ?, ?)
      on conflict (seq) do update
         set code = excluded.code, location = excluded.location, text = excluded.text,
             attempts = exception.attempts + 1
      """;
  private static final String NO_LONGER_WAITING = "delete from waiting where seq = any (?)";
  private static final String NO_LONGER_EXCEPTION = "delete from exception where seq = any (?)";
  private static final String SETTLED = "select seq from outcome where seq = any (?)";
  private static final String OPEN_EXCEPTIONS = "select seq from exception where seq = any (?)";
  private static final String HANDED_BACK =
      "select 1 from outcome where seq = ? and outcome in (4, 5, 6)";

  private final DataSource database;
  private final RecordApplier records;
  private final Clock clock;

  ApplyStore(DataSource database, RecordApplier records, Clock clock) {
    this.database = database;
    this.records = records;
    this.clock = clock;
  }

  /** What is to be written for one entry. */
  private record Row(
      JournalEntry entry, Outcome outcome, long ref, int resources, @Nullable String findings) {}

  private static final class Plan {
    final List<Row> outcomes = new ArrayList<>();
    final List<Prepared.Failed> failures = new ArrayList<>();
    final List<Settlement> settlements = new ArrayList<>();
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
        write(connection, plan);
        connection.commit();
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
                        t.entry().seq(), t.entry().seq(), t.entry().source(), t.translation()))
            .toList();
    List<Applied> applied = records.apply(connection, entries, clock.instant());
    for (int i = 0; i < applied.size(); i++) {
      JournalEntry entry = translated.get(i).entry();
      Applied effect = applied.get(i);
      Finding refusal = effect.refusal();
      if (effect.verdict() == Verdict.REFUSED && refusal != null) {
        fail(plan, new Prepared.Failed(entry, refusal));
        continue;
      }
      List<Finding> findings = new ArrayList<>(translated.get(i).translation().findings());
      findings.addAll(effect.findings());
      Outcome outcome = effect.verdict() == Verdict.UNCHANGED ? Outcome.UNCHANGED : Outcome.APPLIED;
      plan.outcomes.add(
          new Row(
              entry, outcome, 0, effect.created() + effect.updated(), FindingCodes.of(findings)));
      plan.settlements.add(new Settlement.Settled(entry));
    }
  }

  private static void fail(Plan plan, Prepared.Failed failed) {
    plan.failures.add(failed);
    plan.settlements.add(new Settlement.Excepted(failed.entry()));
  }

  private static void planRepeats(Connection connection, Plan plan, List<Prepared.Repeat> repeats)
      throws SQLException {
    if (repeats.isEmpty()) {
      return;
    }
    Set<Long> open =
        seqs(
            connection,
            OPEN_EXCEPTIONS,
            repeats.stream().map(r -> r.entry().duplicateOf()).toList());
    for (Prepared.Repeat repeat : repeats) {
      JournalEntry entry = repeat.entry();
      plan.outcomes.add(new Row(entry, Outcome.DUPLICATE, entry.duplicateOf(), 0, null));
      plan.settlements.add(
          open.contains(entry.duplicateOf())
              ? new Settlement.Reopens(entry, entry.duplicateOf())
              : new Settlement.Settled(entry));
    }
  }

  private static void write(Connection connection, Plan plan) throws SQLException {
    if (!plan.outcomes.isEmpty()) {
      writeOutcomes(connection, plan.outcomes);
      List<Long> settled = plan.outcomes.stream().map(row -> row.entry().seq()).toList();
      delete(connection, NO_LONGER_WAITING, settled);
      delete(connection, NO_LONGER_EXCEPTION, settled);
    }
    if (!plan.failures.isEmpty()) {
      writeExceptions(connection, plan.failures);
      delete(
          connection,
          NO_LONGER_WAITING,
          plan.failures.stream().map(failed -> failed.entry().seq()).toList());
    }
  }

  private static void writeOutcomes(Connection connection, List<Row> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OUTCOME)) {
      for (Row row : rows) {
        statement.setLong(1, row.entry().seq());
        statement.setInt(2, row.entry().sourceNumber());
        statement.setObject(3, row.entry().receivedAt().atOffset(ZoneOffset.UTC));
        statement.setInt(4, row.outcome().number());
        statement.setObject(5, row.ref() == 0 ? null : row.ref(), java.sql.Types.BIGINT);
        statement.setInt(6, row.resources());
        statement.setString(7, row.findings());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void writeExceptions(Connection connection, List<Prepared.Failed> failures)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EXCEPTION)) {
      for (Prepared.Failed failed : failures) {
        statement.setLong(1, failed.entry().seq());
        statement.setInt(2, failed.entry().sourceNumber());
        statement.setObject(3, failed.entry().receivedAt().atOffset(ZoneOffset.UTC));
        statement.setInt(4, failed.problem().code().number());
        statement.setString(5, failed.problem().location());
        statement.setString(6, failed.problem().text());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /**
   * The entries that have an outcome already: after a commit whose answer was lost, or a second
   * start.
   */
  Set<Long> alreadySettled(List<Long> seqs) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return seqs(connection, SETTLED, seqs);
    }
  }

  /** Whether an entry was filtered, rejected or dismissed: a repeat of it is a new attempt. */
  boolean wasHandedBack(long seq) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(HANDED_BACK)) {
      query.setLong(1, seq);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private static Set<Long> seqs(Connection connection, String sql, List<Long> seqs)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, connection.createArrayOf("bigint", seqs.toArray()));
      Set<Long> found = new HashSet<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getLong(1));
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
