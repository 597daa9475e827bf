package dev.trestle.records.apply;

import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.kernel.record.SamePerson;
import dev.trestle.kernel.sealing.KeyedHash;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.records.fold.DeltaCodec;
import dev.trestle.records.fold.ResourceState;
import dev.trestle.records.fold.StatementDelta;
import dev.trestle.records.store.OverlayStore;
import dev.trestle.records.store.OverlayStore.Raised;
import dev.trestle.records.store.OverlayStore.State;
import dev.trestle.records.store.SealedBodies;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Updates that would make one person of a number into another: noticed, counted, and what they say
 * of the patient held until somebody decides. Costs a look at three elements while there is none.
 */
final class Overlays {
  private static final Logger LOG = LoggerFactory.getLogger(Overlays.class);

  private final OverlayStore store;
  private final SealedBodies bodies;
  private final SamePerson people;
  private final KeyedHash naming;
  private final Instant now;

  Overlays(
      OverlayStore store, SealedBodies bodies, SamePerson people, KeyedHash naming, Instant now) {
    this.store = store;
    this.bodies = bodies;
    this.people = people;
    this.naming = naming;
    this.now = now;
  }

  /**
   * Somebody else under a number.
   *
   * @param claim keyed hash of who it is said to be
   * @param other probability that it is another person
   */
  record Overlay(long rid, UUID claim, double other) {}

  /** Whether what is said speaks of somebody else, and nobody has said that it is the same. */
  Optional<Overlay> look(Working patient, List<Slot> said) throws SQLException {
    OptionalDouble other = IdentityCheck.someoneElse(patient, said, people);
    if (other.isEmpty()) {
      return Optional.empty();
    }
    UUID claim = naming.hash128(IdentityCheck.claim(said)).toUuid();
    boolean settled =
        store.state(patient.rid, claim).filter(state -> state == State.SAME).isPresent();
    return settled
        ? Optional.empty()
        : Optional.of(new Overlay(patient.rid, claim, other.getAsDouble()));
  }

  /** Counts an entry of which nothing is applied. */
  void refuse(Overlay overlay, Entry entry) throws SQLException {
    raise(overlay, entry, true);
  }

  /**
   * Keeps what an entry says of the patient.
   *
   * @param names names that did not lead to the patient before
   */
  void hold(Overlay overlay, Entry entry, Working.Said said, List<UUID> names) throws SQLException {
    Raised raised = raise(overlay, entry, false);
    StatementDelta.Part part =
        new ResourceState().fold(said.stamp(), said.labels(), said.slots()).said();
    byte[] plain = DeltaCodec.encode(new StatementDelta(entry.seq(), List.of(part)));
    store.hold(
        raised.id(),
        new OverlayStore.Held(
            entry.seq(),
            new ArrayList<>(names),
            bodies.sealHeld(overlay.rid(), entry.seq(), plain)));
  }

  private Raised raise(Overlay overlay, Entry entry, boolean refused) throws SQLException {
    Raised raised =
        store.raise(
            overlay.rid(),
            overlay.claim(),
            entry.source().toString(),
            entry.seq(),
            refused,
            overlay.other(),
            now);
    if (raised.isNew()) {
      LOG.warn(
          "ALARM {} speaks of another person under a patient number: what entry {} says of the"
              + " patient is held until `trestle identity alarm` says otherwise",
          entry.source(),
          entry.seq());
    }
    return raised;
  }
}
