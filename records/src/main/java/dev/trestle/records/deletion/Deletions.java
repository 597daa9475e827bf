package dev.trestle.records.deletion;

import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.records.store.DeletionStore.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The deletions that a message says: slots without a value that are no cancels. */
final class Deletions {
  private Deletions() {}

  static void count(Entry entry, Map<Field, Integer> counts) {
    of(entry).forEach(field -> counts.merge(field, 1, Integer::sum));
  }

  static List<Field> of(Entry entry) {
    List<Field> fields = new ArrayList<>(0);
    for (Statement statement : entry.translation().statements()) {
      for (Slot slot : statement.slots()) {
        if (deletes(slot)) {
          fields.add(field(entry, statement, slot));
        }
      }
    }
    return fields;
  }

  private static boolean deletes(Slot slot) {
    return slot.value() == null && slot.event() == null;
  }

  private static Field field(Entry entry, Statement statement, Slot slot) {
    String type = entry.translation().keys().get(statement.key()).type();
    return new Field(entry.source().toString(), type + "." + slot.element());
  }

  /** The entry without its deletions of these fields. */
  static Entry without(Entry entry, Set<Field> paused) {
    Translation said = entry.translation();
    List<Statement> statements = new ArrayList<>(said.statements().size());
    for (Statement statement : said.statements()) {
      List<Slot> left =
          statement.slots().stream()
              .filter(slot -> !deletes(slot) || !paused.contains(field(entry, statement, slot)))
              .toList();
      statements.add(
          new Statement(
              statement.key(),
              statement.level(),
              statement.timeMicros(),
              statement.security(),
              left));
    }
    Translation rest =
        new Translation(
            said.result(),
            said.mapping(),
            said.keys(),
            statements,
            said.snapshots(),
            said.merges(),
            said.moves(),
            said.findings(),
            said.accounting(),
            said.unmapped());
    return new Entry(entry.seq(), entry.position(), entry.source(), rest);
  }
}
