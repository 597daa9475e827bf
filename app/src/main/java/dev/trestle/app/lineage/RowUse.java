package dev.trestle.app.lineage;

import dev.trestle.kernel.problem.NearestName;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Origin;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.orchestration.journal.EntryFacts;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.semantics.mapping.MappingTranslator;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Whether a message gave a value by a row of a code table. The origin map does not hold rows, so
 * the message is translated again; one that does not even hold the row's key is not. Thread-safe.
 */
public final class RowUse {
  private final JournalReadStore journal;
  private final Retranslation retranslation;
  private final Supplier<Site> active;
  private final MappingTranslator translator;

  RowUse(
      JournalReadStore journal,
      Retranslation retranslation,
      Supplier<Site> active,
      MappingTranslator translator) {
    this.journal = journal;
    this.retranslation = retranslation;
    this.active = active;
    this.translator = translator;
  }

  /** What was found out about a message. */
  public enum Use {
    USED,
    NOT_USED,
    /** The message is past its retention, or cannot be translated any more. */
    NOT_KNOWN
  }

  /** Names of the code tables that the sources of the active site have. */
  public SortedSet<String> tables() {
    SortedSet<String> tables = new TreeSet<>();
    for (HealthSystem system : active.get().healthSystems()) {
      for (Source source : system.sources()) {
        tables.addAll(translator.plan(active.get().mapping(), source.layers()).tables().keySet());
      }
    }
    return tables;
  }

  /**
   * Refuses the name of a table that no source of the active site has: a question that is misspelt
   * must not be answered with nothing.
   *
   * @throws TrestleException REQUEST_INVALID
   */
  public void checkTable(String table) {
    SortedSet<String> tables = tables();
    if (!tables.contains(table)) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "There is no table of that name" + NearestName.hint(table, tables));
    }
  }

  /** Whether the row gave a value of this entry. */
  public Use of(EntryFacts entry, String table, String key) {
    byte[] raw;
    try {
      raw = journal.raw(entry.seq());
    } catch (TrestleException problem) {
      if (problem.code() == ProblemCode.DATABASE_UNAVAILABLE) {
        throw problem;
      }
      return Use.NOT_KNOWN;
    }
    if (!holds(raw, key.getBytes(StandardCharsets.UTF_8))) {
      return Use.NOT_USED;
    }
    EntryTrace.Again again = retranslation.trace(entry).again();
    if (again == null) {
      return Use.NOT_KNOWN;
    }
    Origin.Row wanted = new Origin.Row(table, key);
    for (Statement statement : again.translation().statements()) {
      for (Slot slot : statement.slots()) {
        if (slot.origins().stream().anyMatch(origin -> wanted.equals(origin.row()))) {
          return Use.USED;
        }
      }
    }
    return Use.NOT_USED;
  }

  private static boolean holds(byte[] raw, byte[] key) {
    for (int from = 0; from + key.length <= raw.length; from++) {
      int same = 0;
      while (same < key.length && raw[from + same] == key[same]) {
        same++;
      }
      if (same == key.length) {
        return true;
      }
    }
    return false;
  }
}
