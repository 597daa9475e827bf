package dev.trestle.orchestration;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.record.RecordApplier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** Appends a row for each entry it applies, in the caller's transaction; fails when told to. */
public final class ToyRecords implements RecordApplier {
  /** Payloads the database refuses (now). */
  public final Set<String> refusedByDatabase = ConcurrentHashMap.newKeySet();

  private final Random random;

  /** One of this many batches meets a deadlock; 0 for none. */
  private final int deadlockOneIn;

  public ToyRecords(long seed, int deadlockOneIn) {
    this.random = new Random(seed);
    this.deadlockOneIn = deadlockOneIn;
  }

  /** One applied row. */
  public record Row(long n, long seq, long position, String control, String keys) {}

  public static void createTable(DataSource database) {
    Sql.run(
        database,
        """
        create table toy (n bigint generated always as identity, seq bigint, position bigint,
                          control text, keys text)
        """);
  }

  public static List<Row> rows(DataSource database) {
    return Sql.list(
        database,
        "select n, seq, position, control, keys from toy order by n",
        row ->
            new Row(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5)));
  }

  @Override
  public List<Applied> apply(Connection transaction, List<Entry> entries, Instant now)
      throws SQLException {
    List<Applied> applied = new ArrayList<>();
    try (PreparedStatement insert =
        transaction.prepareStatement(
            "insert into toy (seq, position, control, keys) values (?, ?, ?, ?)")) {
      for (Entry entry : entries) {
        String[] parts = ToyTranslator.text(entry.translation()).split("\\|", -1);
        if (parts[2].startsWith("refuse")) {
          applied.add(result(entry, Verdict.REFUSED));
          continue;
        }
        if (parts[2].startsWith("slow")) {
          throw new SQLException("canceling statement due to statement timeout", "57014");
        }
        if (refusedByDatabase.contains(parts[2])) {
          throw new SQLException("a row that quotes " + parts[2], "23514");
        }
        insert.setLong(1, entry.seq());
        insert.setLong(2, entry.position());
        insert.setString(3, parts[0]);
        insert.setString(4, parts[1]);
        insert.executeUpdate();
        applied.add(result(entry, Verdict.APPLIED));
      }
    }
    if (deadlockOneIn > 0 && random.nextInt(deadlockOneIn) == 0) {
      throw new SQLException("deadlock detected", "40P01");
    }
    return applied;
  }

  private static Applied result(Entry entry, Verdict verdict) {
    Finding refusal =
        verdict == Verdict.REFUSED
            ? Finding.error(ProblemCode.IDENTITY_MISMATCH, "PID-5", "Another person.")
            : null;
    return new Applied(
        entry.seq(), verdict, 1, 0, List.of(), refusal, List.of(), List.of(), List.of(), List.of());
  }
}
