package dev.trestle.records.deletion;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.records.store.DeletionStore;
import dev.trestle.records.store.DeletionStore.Field;
import dev.trestle.records.store.DeletionStore.Pause;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** What {@link DeletionWatch} has paused, and what people say to it. */
public final class PauseStore {
  private final DataSource database;

  public PauseStore(DataSource database) {
    this.database = database;
  }

  /** What is paused now, oldest first. */
  public List<Pause> pauses() {
    try (Connection connection = database.getConnection()) {
      return new DeletionStore(connection).pauses();
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /**
   * Lets a source delete an element again. What was held back is not made up for: the next message
   * that deletes does it.
   *
   * @throws TrestleException NOT_FOUND when that is not paused
   */
  public void allow(String source, String element, String actor, String reason, Instant now) {
    try (Connection connection = database.getConnection()) {
      if (!new DeletionStore(connection).allow(new Field(source, element), actor, reason, now)) {
        throw new TrestleException(
            ProblemCode.NOT_FOUND,
            "Deleting " + element + " by " + source + " is not paused. See `deletions list`.");
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private static TrestleException unavailable(SQLException e) {
    return new TrestleException(
        ProblemCode.DATABASE_UNAVAILABLE, "The pauses could not be read or written", e);
  }
}
