package dev.trestle.records.apply;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.records.fold.Refold;
import dev.trestle.records.fold.ResourceState;
import dev.trestle.records.index.Indexer;
import dev.trestle.records.store.NameStore;
import dev.trestle.records.store.ResourceRow;
import dev.trestle.records.store.ResourceStore;
import dev.trestle.records.store.SealedBodies;
import dev.trestle.records.store.StatementStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * Folds a resource again from its statements, so that one that should never have been made can be
 * left out. The statements themselves stay: whoever decides keeps the decision, and names every
 * entry that is left out each time.
 */
public final class RefoldStore {
  private final SealedBodies bodies;
  private final Indexer indexer;

  public RefoldStore(Sealer sealer, Keyring keyring) {
    this.bodies = new SealedBodies(sealer);
    this.indexer = new Indexer(keyring);
  }

  /**
   * Folds one resource again.
   *
   * @param transaction open, auto-commit off; neither committed nor rolled back here
   * @param rid internal number
   * @param without journal entries whose statements do not count
   * @param now as in {@link dev.trestle.kernel.record.RecordApplier#apply}
   * @return whether the resource looks different and has a new version
   */
  public boolean refold(Connection transaction, long rid, Set<Long> without, Instant now)
      throws SQLException {
    ResourceStore resources = new ResourceStore(transaction);
    StatementStore statements = new StatementStore(transaction);
    ResourceStore.Head stored = resources.lockHead();
    Head head = new Head(stored, ChronoUnit.MICROS.between(Instant.EPOCH, now));
    ResourceRow row =
        resources.current(List.of(rid)).stream()
            .findFirst()
            .orElseThrow(
                () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no such resource"));
    WorkingSet working = new WorkingSet(resources, bodies, stored.nextRid());
    Working resource = working.find(rid).orElseThrow();
    ResourceState rebuilt =
        Refold.rebuild(
            resource.state(), new Statements(statements, resources, bodies).of(row), without);
    BatchWriter writer = new BatchWriter(resources, new NameStore(transaction), statements, bodies);
    boolean different = resource.replace(rebuilt, head::nextTimeMicros, writer::keep);
    writer.write(working.touched(), indexer);
    statements.forget(List.of(rid));
    resources.moveHead(head.toRow());
    return different;
  }
}
