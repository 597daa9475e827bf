package dev.trestle.records.apply;

import dev.trestle.kernel.record.RecordApplier;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.records.index.Indexer;
import dev.trestle.records.store.CollectionStore;
import dev.trestle.records.store.NameStore;
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
 * table once.
 */
public final class BatchApplier implements RecordApplier {
  private final ResourceStore resources = new ResourceStore();
  private final NameStore nameStore = new NameStore();
  private final StatementStore statements = new StatementStore();
  private final CollectionStore collections = new CollectionStore();
  private final SealedBodies bodies;
  private final Keyring keyring;
  private final Indexer indexer;

  public BatchApplier(Sealer sealer, Keyring keyring) {
    this.bodies = new SealedBodies(sealer);
    this.keyring = keyring;
    this.indexer = new Indexer(keyring);
  }

  @Override
  public List<Applied> apply(Connection transaction, List<Entry> entries, Instant now)
      throws SQLException {
    Head head = new Head(resources.lockHead(transaction), micros(now));
    Names names = new Names(transaction, nameStore, keyring.naming());
    WorkingSet working = new WorkingSet(transaction, resources, bodies);
    Lists lists = new Lists(transaction, collections, keyring.naming());
    Prefetch.run(entries, names, lists, working);

    BatchWriter writer = new BatchWriter(transaction, resources, nameStore, statements, bodies);
    List<Applied> applied = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      applied.add(EntryApplication.run(entry, head, names, lists, working, writer));
    }
    writer.write(working.touched(), indexer);
    lists.write();
    resources.moveHead(transaction, head.toRow());
    return applied;
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
