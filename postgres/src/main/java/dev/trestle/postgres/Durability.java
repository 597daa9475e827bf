package dev.trestle.postgres;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.Set;

/**
 * The settings on which promise 1 hangs, as one session has them: the server's configuration, a
 * role and a database can each switch them off.
 *
 * @param fsync {@code on} or {@code off}: off, a power cut can lose everything
 * @param fullPageWrites {@code on} or {@code off}: off, a power cut can tear pages
 * @param synchronousCommit see PostgreSQL 18 §19.5.1; {@code off} answers before the flush
 */
public record Durability(String fsync, String fullPageWrites, String synchronousCommit) {
  /** All of these wait for the local flush at least. */
  private static final Set<String> LOCAL_OR_STRONGER =
      Set.of("on", "local", "remote_write", "remote_apply");

  /** Whether a commit that returned is on disk. */
  public boolean isDurable() {
    return fsync.equals("on")
        && fullPageWrites.equals("on")
        && LOCAL_OR_STRONGER.contains(synchronousCommit);
  }

  void require() {
    if (!isDurable()) {
      throw new TrestleException(
          ProblemCode.DATABASE_NOT_DURABLE,
          "The database would lose acknowledged messages: fsync="
              + fsync
              + ", full_page_writes="
              + fullPageWrites
              + ", synchronous_commit="
              + synchronousCommit
              + ". Look at the server's configuration, ALTER ROLE … SET and ALTER DATABASE … SET. "
              + ProblemCode.DATABASE_NOT_DURABLE.advice());
    }
  }
}
