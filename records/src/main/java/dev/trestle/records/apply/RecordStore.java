package dev.trestle.records.apply;

import dev.trestle.kernel.record.RecordApplier;
import dev.trestle.kernel.record.SamePerson;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.records.index.Indexer;
import dev.trestle.records.store.CollectionStore;
import dev.trestle.records.store.MoveStore;
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

/**
 * Applies batches: lock the head, read everything once, fold entry by entry in memory, write each
 * table once. Keeps nothing between batches.
 */
public final class RecordStore implements RecordApplier {
  private final SealedBodies bodies;
  private final Keyring keyring;
  private final Indexer indexer;
  private final SamePerson people;

  /**
   * @param people says whether an update speaks of somebody else; asked only where a name, date of
   *     birth or sex changes
   */
  public RecordStore(Sealer sealer, Keyring keyring, SamePerson people) {
    this.bodies = new SealedBodies(sealer);
    this.keyring = keyring;
    this.indexer = new Indexer(keyring);
    this.people = people;
  }

  @Override
  public List<Applied> apply(Connection transaction, List<Entry> entries, Instant now)
      throws SQLException {
    ResourceStore resources = new ResourceStore(transaction);
    NameStore nameStore = new NameStore(transaction);
    ResourceStore.Head stored = resources.lockHead();
    Head head = new Head(stored, ChronoUnit.MICROS.between(Instant.EPOCH, now));
    Names names = new Names(nameStore, keyring.naming());
    WorkingSet working = new WorkingSet(resources, bodies, stored.nextRid());
    Lists lists = new Lists(new CollectionStore(transaction), keyring.naming(), stored.nextRid());
    Moves moves = new Moves(new MoveStore(transaction), working, stored.nextRid());
    Overlays overlays =
        new Overlays(new OverlayStore(transaction), bodies, people, keyring.naming(), now);
    Prefetch.run(entries, names, lists, working, moves);

    StatementStore statements = new StatementStore(transaction);
    BatchWriter writer = new BatchWriter(resources, nameStore, statements, bodies);
    List<Applied> applied = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      applied.add(
          EntryApplication.run(entry, head, names, lists, working, writer, moves, overlays));
    }
    writer.write(working.touched(), indexer);
    lists.write();
    moves.write();
    resources.moveHead(head.toRow());
    return applied;
  }
}
