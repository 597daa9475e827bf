package dev.trestle.orchestration.journal;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/**
 * Tells a database that cannot work now from one that refuses a row (SQLSTATE classes, PostgreSQL
 * appendix A). The text of the exception does not carry the driver's message: it can quote the row.
 */
public final class SqlFailures {
  private SqlFailures() {}

  /** The problem of a failed statement. */
  public static TrestleException toProblem(String what, SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    ProblemCode code =
        isInfrastructure(state) ? ProblemCode.DATABASE_UNAVAILABLE : ProblemCode.DEFECT_INTERNAL;
    return new TrestleException(code, what + " (SQLSTATE " + state + ")", failure);
  }

  /** Runs what goes through Jdbi; its failures become problems like those of plain statements. */
  public static <T> T guarded(String what, Supplier<T> work) {
    try {
      return work.get();
    } catch (JdbiException failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException sql) {
          throw toProblem(what, sql);
        }
      }
      throw failure;
    }
  }

  /**
   * Whether the same statement can pass later: connection (08), transaction rollback (40),
   * resources (53), operator intervention (57), system error (58), pool without a connection
   * (null).
   */
  static boolean isInfrastructure(String state) {
    if (state.length() < 2 || state.equals("null")) {
      return true;
    }
    return switch (state.substring(0, 2)) {
      case "08", "40", "53", "57", "58", "25", "XX", "55" -> true;
      default -> false;
    };
  }
}
