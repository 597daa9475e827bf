package dev.trestle.records.apply;

import dev.trestle.kernel.record.RecordApplier;
import dev.trestle.kernel.record.SamePerson;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.statement.Move;
import dev.trestle.records.index.Indexer;
import dev.trestle.records.store.CollectionStore;
import dev.trestle.records.store.MoveStore;
import dev.trestle.records.store.NameStore;
import dev.trestle.records.store.NumberStore;
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

  /** A move of numbers looks into the tables, and what follows it does: it is applied alone. */
  @Override
  public List<Applied> apply(Connection transaction, List<Entry> entries, Instant now)
      throws SQLException {
    List<Applied> applied = new ArrayList<>(entries.size());
    int from = 0;
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).translation().moves().stream().anyMatch(Move::isOfNumbers)) {
        if (from < i) {
          applied.addAll(together(transaction, entries.subList(from, i), now));
        }
        applied.addAll(together(transaction, entries.subList(i, i + 1), now));
        from = i + 1;
      }
    }
    if (from < entries.size()) {
      applied.addAll(together(transaction, entries.subList(from, entries.size()), now));
    }
    return applied;
  }

  private List<Applied> together(Connection transaction, List<Entry> entries, Instant now)
      throws SQLException {
    ResourceStore resources = new ResourceStore(transaction);
    NameStore nameStore = new NameStore(transaction);
    ResourceStore.Head stored = resources.lockHead();
    Head head = new Head(stored, ChronoUnit.MICROS.between(Instant.EPOCH, now));
    Names names = new Names(nameStore, keyring.naming());
    WorkingSet working = new WorkingSet(resources, bodies, stored.nextRid());
    Lists lists = new Lists(new CollectionStore(transaction), keyring.naming(), stored.nextRid());
    StatementStore statements = new StatementStore(transaction);
    Moves moves =
        new Moves(
            new MoveStore(transaction),
            working,
            new Statements(statements, resources, bodies),
            new NumberMoves(new NumberStore(transaction)),
            stored.nextRid());
    Overlays overlays =
        new Overlays(new OverlayStore(transaction), bodies, people, keyring.naming(), now);
    Prefetch.run(entries, names, lists, working, moves);

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
