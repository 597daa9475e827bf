package dev.trestle.app.impact;

import dev.trestle.app.lineage.RowUse;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.orchestration.journal.EntryFacts;
import dev.trestle.orchestration.journal.EntryFactsStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Looks for the entries that a row of a code table gave a value, by translating again what holds
 * its key. What it finds is kept under a number, so that it is searched once and asked often. Runs
 * in the caller's thread, a page at a time, and tells how far it is. Thread-safe.
 */
public final class RowSearch {
  private static final int PAGE = 500;

  private final RowSearchStore store;
  private final EntryFactsStore facts;
  private final RowUse rows;

  public RowSearch(DataSource database, Sealer sealer, RowUse rows) {
    this.store = new RowSearchStore(database, sealer);
    this.facts = new EntryFactsStore(database);
    this.rows = rows;
  }

  /**
   * What is looked for.
   *
   * @param row the code as it is sent
   * @param source only entries of this one
   * @param from only entries received from here on
   * @param to only entries received before
   */
  public record Question(
      String table,
      String row,
      Optional<String> source,
      Optional<Instant> from,
      Optional<Instant> to) {}

  /**
   * How far it is.
   *
   * @param search number under which it is kept
   * @param looked entries looked at
   * @param of entries to look at
   * @param found entries that the row gave a value
   * @param unknown entries whose bytes are gone, or that cannot be translated any more
   * @param done whether that was all
   */
  public record Progress(
      long search, long looked, long of, long found, long unknown, boolean done) {}

  /**
   * A search that was begun.
   *
   * @param row the code as it is sent; of searches from before codes were sealed it is not kept
   * @param ended whether it came to its end; else it still goes on or broke off, and what it found
   *     is not everything
   * @param unknown entries that could not be told
   */
  public record Kept(
      long search, String table, String row, String actor, boolean ended, long unknown) {}

  /** A search by its number. */
  public Optional<Kept> find(long search) {
    return store.find(search);
  }

  /** Names of the code tables that can be asked for. */
  public SortedSet<String> tables() {
    return rows.tables();
  }

  /**
   * Refuses what cannot be searched, before anything is answered.
   *
   * @throws dev.trestle.kernel.problem.TrestleException REQUEST_INVALID no such table
   */
  public void check(Question question) {
    rows.checkTable(question.table());
  }

  /**
   * Searches to the end.
   *
   * @param progress told after each page; what it throws ends the search
   */
  public Progress run(Question question, String actor, Consumer<Progress> progress) {
    long search = store.begin(question, actor);
    Progress now = new Progress(search, 0, store.candidates(question), 0, 0, false);
    progress.accept(now);
    long after = 0;
    List<Long> page;
    do {
      page = store.page(question, after, PAGE);
      now = look(question, page, now);
      after = page.isEmpty() ? after : page.get(page.size() - 1);
      progress.accept(now);
    } while (page.size() == PAGE);
    Progress end = new Progress(search, now.looked(), now.of(), now.found(), now.unknown(), true);
    store.end(end);
    return end;
  }

  private Progress look(Question question, List<Long> page, Progress before) {
    List<Long> found = new ArrayList<>();
    long unknown = before.unknown();
    for (EntryFacts entry : facts.find(page).values()) {
      switch (rows.of(entry, question.table(), question.row())) {
        case USED -> found.add(entry.seq());
        case NOT_KNOWN -> unknown++;
        case NOT_USED -> {}
      }
    }
    store.found(before.search(), found);
    return new Progress(
        before.search(),
        before.looked() + page.size(),
        before.of(),
        before.found() + found.size(),
        unknown,
        false);
  }
}
