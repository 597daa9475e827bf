package dev.trestle.orchestration.journal;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * Decisions about open exceptions, each in the transaction of its effect. The exception's row is
 * locked, so that decisions come one after another, and one that is being tried again cannot be
 * dismissed or corrected meanwhile.
 */
public final class DecisionStore {
  /** Kinds of decisions. */
  public enum Kind {
    RESUBMIT,
    REPEAT,
    CORRECT,
    DISMISS
  }

  private static final String LOCK = "select attempts from exception where seq = ? for update";
  private static final String IS_TRIED_AGAIN =
      "select 1 from decision where seq = ? and attempt = ?";
  private static final String ADD =
      """
      insert into decision (seq, actor, kind, reason, attempt, ref) values (?, ?, ?, ?, ?, ?)
      """;
  private static final String DISMISS =
      """
      with original as (
        delete from exception where seq = ? returning seq, source, received_at, code, location),
      finding as (insert into outcome_finding (code, seq) select code, seq from original)
      insert into outcome (seq, source, received_at, outcome, ref, findings)
      select seq, source, received_at, ?, ?, 'E' || code || '@' || location from original
      """;

  private DecisionStore() {}

  /**
   * Says that an exception is tried again; the dispatcher does it after the commit.
   *
   * @throws TrestleException NOT_FOUND no open exception; CONFLICT it is being tried again
   */
  public static void tryAgain(
      Connection transaction, long seq, Kind kind, String actor, String reason)
      throws SQLException {
    int attempts = lock(transaction, seq);
    add(transaction, seq, kind, actor, reason, attempts, null);
  }

  /**
   * Settles an exception as dismissed.
   *
   * @throws TrestleException NOT_FOUND no open exception; CONFLICT it is being tried again
   */
  public static void dismiss(Connection transaction, long seq, String actor, String reason)
      throws SQLException {
    lock(transaction, seq);
    settle(transaction, seq, null);
    add(transaction, seq, Kind.DISMISS, actor, reason, null, null);
  }

  static void correct(Connection transaction, NewEntry.Correction correction, long copy)
      throws SQLException {
    lock(transaction, correction.original());
    settle(transaction, correction.original(), copy);
    add(
        transaction,
        correction.original(),
        Kind.CORRECT,
        correction.actor(),
        correction.reason(),
        null,
        copy);
  }

  private static int lock(Connection transaction, long seq) throws SQLException {
    try (PreparedStatement lock = transaction.prepareStatement(LOCK);
        PreparedStatement pending = transaction.prepareStatement(IS_TRIED_AGAIN)) {
      lock.setLong(1, seq);
      try (ResultSet row = lock.executeQuery()) {
        if (!row.next()) {
          throw new TrestleException(
              ProblemCode.NOT_FOUND, "Entry " + seq + " is not an open exception");
        }
        int attempts = row.getInt(1);
        pending.setLong(1, seq);
        pending.setInt(2, attempts);
        try (ResultSet found = pending.executeQuery()) {
          if (found.next()) {
            throw new TrestleException(
                ProblemCode.CONFLICT, "Exception " + seq + " is being tried again");
          }
        }
        return attempts;
      }
    }
  }

  private static void settle(Connection transaction, long seq, @Nullable Long copy)
      throws SQLException {
    try (PreparedStatement dismiss = transaction.prepareStatement(DISMISS)) {
      dismiss.setLong(1, seq);
      dismiss.setInt(2, Outcome.DISMISSED.number());
      dismiss.setObject(3, copy, Types.BIGINT);
      dismiss.executeUpdate();
    }
  }

  private static void add(
      Connection transaction,
      long seq,
      Kind kind,
      String actor,
      String reason,
      @Nullable Integer attempt,
      @Nullable Long ref)
      throws SQLException {
    try (PreparedStatement add = transaction.prepareStatement(ADD)) {
      add.setLong(1, seq);
      add.setString(2, actor);
      add.setString(3, kind.name().toLowerCase(java.util.Locale.ROOT));
      add.setString(4, reason);
      add.setObject(5, attempt, Types.INTEGER);
      add.setObject(6, ref, Types.BIGINT);
      add.executeUpdate();
    }
  }
}
