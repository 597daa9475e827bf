package dev.trestle.records.apply;

import dev.trestle.records.fold.DeltaCodec;
import dev.trestle.records.fold.Mark;
import dev.trestle.records.fold.MarkCodec;
import dev.trestle.records.fold.StatementDelta;
import dev.trestle.records.index.FhirTypes;
import dev.trestle.records.index.Indexer;
import dev.trestle.records.store.NameStore;
import dev.trestle.records.store.ResourceRow;
import dev.trestle.records.store.ResourceStore;
import dev.trestle.records.store.SealedBodies;
import dev.trestle.records.store.StatementStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes what a batch came to: one statement for each table, rows in order of their numbers. */
final class BatchWriter {
  private final ResourceStore resources;
  private final NameStore names;
  private final StatementStore statements;
  private final SealedBodies bodies;
  private final List<NameStore.Entry> aliases = new ArrayList<>();
  private final Map<UUID, NameStore.Entry> movedNames = new LinkedHashMap<>(0);
  private final List<NameStore.Entry> identifiers = new ArrayList<>();
  private final List<StatementStore.Row> kept = new ArrayList<>();
  private final List<StatementStore.Verified> verified = new ArrayList<>();
  private final List<ResourceRow.Write> inserts = new ArrayList<>();
  private final List<ResourceRow.Write> updates = new ArrayList<>();
  private final List<ResourceRow.Version> history = new ArrayList<>();

  BatchWriter(
      ResourceStore resources, NameStore names, StatementStore statements, SealedBodies bodies) {
    this.resources = resources;
    this.names = names;
    this.statements = statements;
    this.bodies = bodies;
  }

  void alias(List<NameStore.Entry> entries) {
    aliases.addAll(entries);
  }

  /** Names that lead elsewhere from now on. */
  void moveNames(List<NameStore.Entry> entries) {
    entries.forEach(entry -> movedNames.put(entry.hash(), entry));
  }

  void keep(Working.Kept one) {
    StatementDelta delta = one.delta();
    byte[] plain = DeltaCodec.encode(delta);
    boolean sealed = delta.hasValues();
    byte[] body = sealed ? bodies.sealStatement(one.rid(), delta.seq(), plain) : plain;
    kept.add(new StatementStore.Row(one.rid(), delta.seq(), sealed, body));
  }

  void write(Collection<Working> touched, Indexer indexer) throws SQLException {
    for (Working resource : touched) {
      if (resource.isStateChanged()) {
        collect(resource, indexer);
      }
      List<Mark> marks = resource.changedMarks();
      if (!marks.isEmpty()) {
        long seq = marks.get(marks.size() - 1).stamp().seq();
        verified.add(new StatementStore.Verified(resource.rid, seq, MarkCodec.encode(marks)));
      }
    }
    resources.insert(inserts);
    resources.update(updates);
    resources.insertHistory(history);
    names.addAliases(aliases);
    names.moveAliases(movedNames.values());
    names.addIdentifiers(identifiers);
    statements.add(kept);
    statements.verify(verified);
  }

  private void collect(Working resource, Indexer indexer) {
    Indexer.Indexed indexed = indexer.index(resource.type, resource.rendered());
    for (var hash : indexed.identifiers()) {
      identifiers.add(new NameStore.Entry(hash, resource.rid));
    }
    int version = resource.version();
    byte[] state = bodies.sealState(resource.rid, version, resource.encoded());
    ResourceRow row =
        new ResourceRow(
            resource.rid,
            resource.id,
            FhirTypes.number(resource.type).orElseThrow(),
            version,
            resource.lastUpdatedMicros(),
            resource.seq(),
            resource.patientRid(),
            state,
            null);
    ResourceRow.Write write =
        new ResourceRow.Write(
            row,
            resource.storedVersion,
            indexer.epoch(),
            indexed.dateLowMicros(),
            indexed.dateHighMicros(),
            indexed.tokens());
    (resource.storedVersion == 0 ? inserts : updates).add(write);
    for (Working.Superseded old : resource.superseded()) {
      byte[] body = bodies.sealState(resource.rid, old.version(), old.plain());
      history.add(
          new ResourceRow.Version(
              resource.rid, old.version(), old.lastUpdatedMicros(), old.seq(), body));
    }
  }
}
