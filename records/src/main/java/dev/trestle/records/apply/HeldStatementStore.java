package dev.trestle.records.apply;

import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.records.fold.DeltaCodec;
import dev.trestle.records.fold.HeldSlot;
import dev.trestle.records.fold.ResourceState;
import dev.trestle.records.fold.StatementDelta;
import dev.trestle.records.index.Indexer;
import dev.trestle.records.store.NameStore;
import dev.trestle.records.store.OverlayStore;
import dev.trestle.records.store.ResourceStore;
import dev.trestle.records.store.SealedBodies;
import dev.trestle.records.store.StatementStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Statements that wait for a decision (table {@code held_statement}). Taken, they rank as if they
 * had never waited: by the time and place of their message.
 */
public final class HeldStatementStore {
  private final SealedBodies bodies;
  private final Keyring keyring;
  private final Indexer indexer;

  public HeldStatementStore(Sealer sealer, Keyring keyring) {
    this.bodies = new SealedBodies(sealer);
    this.keyring = keyring;
    this.indexer = new Indexer(keyring);
  }

  /** A Patient as the last of these alone would have it; patient data. */
  public tools.jackson.databind.node.ObjectNode alone(long rid, OverlayStore.Held held) {
    ResourceState state = new ResourceState();
    for (StatementDelta.Part part : open(rid, held).parts()) {
      var unused = state.fold(part.stamp(), part.security(), slots(part));
    }
    return state.render("Patient", null);
  }

  /**
   * Folds what waits into the Patient.
   *
   * @param transaction open, auto-commit off; neither committed nor rolled back here
   * @param now as in {@link dev.trestle.kernel.record.RecordApplier#apply}
   * @return whether the Patient looks different and has a new version
   */
  public boolean take(Connection transaction, long rid, List<OverlayStore.Held> held, Instant now)
      throws SQLException {
    ResourceStore resources = new ResourceStore(transaction);
    StatementStore statements = new StatementStore(transaction);
    NameStore nameStore = new NameStore(transaction);
    ResourceStore.Head stored = resources.lockHead();
    Head head = new Head(stored, ChronoUnit.MICROS.between(Instant.EPOCH, now));
    WorkingSet working = new WorkingSet(resources, bodies, stored.nextRid());
    Working patient = working.find(rid).orElseThrow();
    BatchWriter writer = new BatchWriter(resources, nameStore, statements, bodies);
    boolean different = false;
    for (OverlayStore.Held one : held) {
      List<Working.Said> said = new ArrayList<>();
      for (StatementDelta.Part part : open(rid, one).parts()) {
        said.add(new Working.Said(part.stamp(), part.security(), slots(part)));
      }
      List<Working.Kept> kept = new ArrayList<>(2);
      Working.Outcome outcome = patient.fold(one.seq(), said, head::nextTimeMicros, kept::add);
      for (Working.Kept statement : kept) {
        writer.keep(withEarlier(statements, statement));
      }
      different |= outcome != Working.Outcome.UNCHANGED;
    }
    writer.alias(names(nameStore, patient, held));
    writer.write(working.touched(), indexer);
    resources.moveHead(head.toRow());
    return different;
  }

  /** Names that lead nowhere yet lead there from now on. */
  private List<NameStore.Entry> names(
      NameStore store, Working patient, List<OverlayStore.Held> held) throws SQLException {
    Names names = new Names(store, keyring.naming());
    List<NameStore.Entry> aliases = new ArrayList<>();
    for (OverlayStore.Held one : held) {
      for (UUID name : one.names()) {
        if (names.find(name).isEmpty()) {
          names.learn(name, new NameStore.Named(patient.rid, patient.id, patient.patientRid()));
          aliases.add(new NameStore.Entry(name, patient.rid));
        }
      }
    }
    return aliases;
  }

  /** What its message said besides of the same resource stands in the same row. */
  private Working.Kept withEarlier(StatementStore statements, Working.Kept kept)
      throws SQLException {
    List<StatementDelta.Part> parts = new ArrayList<>();
    for (StatementStore.Row row : statements.of(kept.rid())) {
      if (row.seq() == kept.delta().seq()) {
        byte[] plain =
            row.sealed() ? bodies.openStatement(row.rid(), row.seq(), row.body()) : row.body();
        parts.addAll(DeltaCodec.decode(row.seq(), plain).parts());
      }
    }
    parts.addAll(kept.delta().parts());
    return new Working.Kept(kept.rid(), new StatementDelta(kept.delta().seq(), parts));
  }

  private StatementDelta open(long rid, OverlayStore.Held held) {
    return DeltaCodec.decode(held.seq(), bodies.openHeld(rid, held.seq(), held.body()));
  }

  private static List<Slot> slots(StatementDelta.Part part) {
    return part.brought().stream().map(HeldSlot::toSlot).toList();
  }
}
