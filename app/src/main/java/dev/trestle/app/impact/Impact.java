package dev.trestle.app.impact;

import dev.trestle.app.impact.ImpactStore.Selection;
import dev.trestle.identity.link.LinkStore;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.journal.MappingVersion;
import dev.trestle.orchestration.journal.MappingVersionStore;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * What came of a cause: versions, persons and reads; an incident begins with these three.
 * Deliveries join when there are any. Thread-safe.
 */
public final class Impact {
  /** Rows of a page that is shown. */
  public static final int PAGE_ROWS = 500;

  /** Rows that an export asks for at a time. */
  private static final int EXPORT_ROWS = 5_000;

  private final ImpactStore store;
  private final MappingVersionStore mappings;
  private final LinkStore links;

  /**
   * @param release of the Trestle that runs
   */
  public Impact(DataSource database, LinkStore links, String release) {
    this.store = new ImpactStore(database);
    this.mappings = new MappingVersionStore(database, release);
    this.links = links;
  }

  /**
   * How much there is.
   *
   * @throws TrestleException NOT_FOUND: no such mapping or link
   */
  public Counts counts(Cause cause) {
    return store.counts(selection(cause));
  }

  /** Every mapping that translated an entry, with its site and release, oldest first. */
  public List<MappingVersion> mappings() {
    return mappings.used("");
  }

  /** A page of versions after an entry and a resource, 0 and 0 for the first. */
  public List<VersionRow> versions(Cause cause, long afterSeq, long afterRid) {
    return store.versions(selection(cause), afterSeq, afterRid, PAGE_ROWS);
  }

  /** A page of persons after a number, 0 for the first. */
  public List<PersonRow> persons(Cause cause, long after) {
    return store.persons(selection(cause), after, PAGE_ROWS);
  }

  /** A page of reads after a number, 0 for the first. */
  public List<ReadRow> reads(Cause cause, long after) {
    return store.reads(selection(cause), after, PAGE_ROWS);
  }

  /** Every version, page by page, so that memory stays small. */
  public void export(Cause cause, Consumer<VersionRow> out) {
    Selection selection = selection(cause);
    long seq = 0;
    long rid = 0;
    List<VersionRow> page;
    do {
      page = store.versions(selection, seq, rid, EXPORT_ROWS);
      for (VersionRow row : page) {
        out.accept(row);
        seq = row.seq();
        rid = row.rid();
      }
    } while (page.size() == EXPORT_ROWS);
  }

  private Selection selection(Cause cause) {
    if (cause instanceof Cause.Period period) {
      return Selection.of(period);
    }
    if (cause instanceof Cause.Message message) {
      return Selection.of(message);
    }
    if (cause instanceof Cause.Row row) {
      return Selection.of(row);
    }
    return cause instanceof Cause.Link link ? charts(link) : mapping((Cause.Mapping) cause);
  }

  private Selection mapping(Cause.Mapping mapping) {
    if (!mapping.hash().matches("[0-9a-f]{4,64}")) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "A mapping is named by its hash, or at least the first four of its digits (0-9, a-f)");
    }
    List<MappingVersion> used = mappings.used(mapping.hash());
    if (used.isEmpty()) {
      throw new TrestleException(
          ProblemCode.NOT_FOUND, "No entry was translated by a mapping " + mapping.hash());
    }
    if (used.stream().map(MappingVersion::mapping).distinct().count() > 1) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "Several mappings begin with " + mapping.hash());
    }
    return Selection.ofMappings(used.stream().map(MappingVersion::number).toList());
  }

  private Selection charts(Cause.Link link) {
    LinkStore.Period period =
        links
            .period(link.id())
            .orElseThrow(
                () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no link " + link.id()));
    return Selection.ofCharts(List.of(period.survivorRid(), period.retiredRid()));
  }
}
