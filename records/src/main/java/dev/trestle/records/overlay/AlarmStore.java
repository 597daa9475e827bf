package dev.trestle.records.overlay;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.records.apply.HeldStatementStore;
import dev.trestle.records.store.OverlayStore;
import dev.trestle.records.store.OverlayStore.Alarm;
import dev.trestle.records.store.OverlayStore.Held;
import dev.trestle.records.store.OverlayStore.Open;
import dev.trestle.records.store.OverlayStore.State;
import dev.trestle.records.store.ResourceStore;
import dev.trestle.records.store.SealedBodies;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Overlay alarms: a source updates a patient number with somebody who is, by all that is known,
 * another person. Clinical content of such a message is filed; what it says of the patient waits
 * here. Thread-safe.
 */
public final class AlarmStore {
  /** Alarms on a page. */
  public static final int PAGE_ALARMS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(AlarmStore.class);

  private final DataSource database;
  private final HeldStatementStore held;
  private final SealedBodies bodies;
  private final Clock clock;

  public AlarmStore(DataSource database, Sealer sealer, Keyring keyring, Clock clock) {
    this.database = database;
    this.held = new HeldStatementStore(sealer, keyring);
    this.bodies = new SealedBodies(sealer);
    this.clock = clock;
  }

  /**
   * Alarms after a number, oldest first, at most {@value #PAGE_ALARMS}.
   *
   * @param all also those that were decided
   * @throws TrestleException DATABASE_UNAVAILABLE
   */
  public List<Alarm> list(long after, boolean all) {
    try (Connection db = database.getConnection()) {
      return new OverlayStore(db).list(after, all, PAGE_ALARMS);
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /** How many wait for a decision. */
  public Open open() {
    try (Connection db = database.getConnection()) {
      return new OverlayStore(db).open();
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /**
   * Patients under whose number messages were filed that may be about another person: nobody said
   * that it is one person. With how many they were.
   *
   * @param most at most so many Patients
   */
  public Map<Long, Integer> filedInDoubt(int most) {
    try (Connection db = database.getConnection()) {
      return new OverlayStore(db).filedInDoubt(most);
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /**
   * An alarm.
   *
   * @throws TrestleException NOT_FOUND
   */
  public Alarm find(long id) {
    try (Connection db = database.getConnection()) {
      return found(new OverlayStore(db), id);
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /**
   * The Patient as the last message that is held says it alone; patient data. Empty when nothing is
   * held: every message was refused whole, or the decision is made and it was taken.
   */
  public Optional<ObjectNode> claimed(Alarm alarm) {
    try (Connection db = database.getConnection()) {
      List<Held> rows = new OverlayStore(db).held(alarm.id());
      return rows.isEmpty()
          ? Optional.empty()
          : Optional.of(held.alone(alarm.patientRid(), rows.get(rows.size() - 1)));
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /** Why it was decided so; patient data may be in it. */
  public @Nullable String reason(Alarm alarm) {
    byte[] sealed = alarm.sealedReason();
    return sealed == null
        ? null
        : new String(
            bodies.openReason(alarm.patientRid(), alarm.id(), sealed), StandardCharsets.UTF_8);
  }

  /**
   * Decides an alarm. One person: what was held takes effect as if it had never waited, and the
   * same is let pass from now on. Another: it stays held, the same raises no further alarm, and the
   * decision can be changed to the former later; what was once taken stays.
   *
   * @param same whether it is one person
   * @return the alarm as it stands now
   * @throws TrestleException NOT_FOUND; CONFLICT when it was decided so before, or was taken
   */
  public Alarm decide(long id, boolean same, String actor, String reason) {
    try (Connection db = database.getConnection()) {
      db.setAutoCommit(false);
      try {
        // Whoever raises alarms holds the head: nothing is held or counted meanwhile.
        var unused = new ResourceStore(db).lockHead();
        OverlayStore store = new OverlayStore(db);
        Alarm alarm = found(store, id);
        State to = same ? State.SAME : State.OTHER;
        if (alarm.state() == State.SAME || alarm.state() == to) {
          throw new TrestleException(
              ProblemCode.CONFLICT, "Alarm " + id + " is decided. Look at it again.");
        }
        byte[] sealed =
            bodies.sealReason(alarm.patientRid(), id, reason.getBytes(StandardCharsets.UTF_8));
        if (same) {
          var different = held.take(db, alarm.patientRid(), store.held(id), clock.instant());
          LOG.info("Alarm {} is decided: one person; {}", id, different ? "taken" : "nothing new");
          store.taken(id);
        }
        store.decide(id, to, actor, sealed, clock.instant());
        Alarm decided = found(store, id);
        db.commit();
        return decided;
      } catch (SQLException | RuntimeException e) {
        db.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private static Alarm found(OverlayStore store, long id) throws SQLException {
    return store
        .find(id)
        .orElseThrow(
            () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no overlay alarm " + id));
  }

  private static TrestleException unavailable(SQLException e) {
    return new TrestleException(
        ProblemCode.DATABASE_UNAVAILABLE, "The overlay alarms could not be read or written", e);
  }
}
