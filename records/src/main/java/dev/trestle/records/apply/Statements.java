package dev.trestle.records.apply;

import dev.trestle.records.fold.DeltaCodec;
import dev.trestle.records.fold.StateCodec;
import dev.trestle.records.fold.StatementDelta;
import dev.trestle.records.store.ResourceRow;
import dev.trestle.records.store.ResourceStore;
import dev.trestle.records.store.SealedBodies;
import dev.trestle.records.store.StatementStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All statements ever made about a resource. */
final class Statements {
  private final StatementStore store;
  private final ResourceStore resources;
  private final SealedBodies bodies;

  Statements(StatementStore store, ResourceStore resources, SealedBodies bodies) {
    this.store = store;
    this.resources = resources;
    this.bodies = bodies;
  }

  /** Of a resource that the database has. */
  List<StatementDelta> of(long rid) throws SQLException {
    for (ResourceRow row : resources.current(List.of(rid))) {
      return of(row);
    }
    return List.of();
  }

  List<StatementDelta> of(ResourceRow current) throws SQLException {
    List<StatementDelta> deltas = new ArrayList<>();
    for (StatementStore.Row row : store.of(current.rid())) {
      byte[] plain =
          row.sealed() ? bodies.openStatement(row.rid(), row.seq(), row.body()) : row.body();
      deltas.add(DeltaCodec.decode(row.seq(), plain));
    }
    first(current, deltas).ifPresent(deltas::add);
    return deltas;
  }

  /** The first statement stands in the first version, unless it had to be kept on its own. */
  private Optional<StatementDelta> first(ResourceRow current, List<StatementDelta> kept)
      throws SQLException {
    ResourceRow.Version first =
        current.version() == 1
            ? new ResourceRow.Version(
                current.rid(), 1, current.lastUpdatedMicros(), current.seq(), current.state())
            : resources
                .superseded(current.rid(), 1)
                .orElseThrow(() -> new IllegalStateException("the first version is gone"));
    StateCodec.Stored stored =
        StateCodec.decode(bodies.openState(first.rid(), first.version(), first.state()));
    boolean onItsOwn = kept.stream().anyMatch(delta -> delta.seq() == first.seq());
    return onItsOwn
        ? Optional.empty()
        : Optional.of(StatementDelta.ofFirstVersion(first.seq(), stored.state()));
  }
}
