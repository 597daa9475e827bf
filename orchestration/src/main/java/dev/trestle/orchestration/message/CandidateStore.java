package dev.trestle.orchestration.message;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.orchestration.journal.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * Where a question about messages begins: the narrowest index that knows something of it. What it
 * gives may not fit the rest of the question; it leaves out nothing that does.
 */
final class CandidateStore {
  /**
   * Types of a source that are looked up one by one. Whoever sends more of them sends noise: then
   * the journal is read from its end.
   */
  private static final int TYPES = 200;

  private static final String RANGE = " seq >= :first and seq < :before";
  private static final String NEWEST = " order by seq desc limit :look";

  /**
   * The newest of one type of one source, by the index on source, type and number. With an equal
   * sign the planner knows that the type is one, orders by the number alone, and may walk backward
   * through everybody's messages to the few of a rare type: half a minute among two million.
   */
  private static final String OF_TYPE =
      " j.source = y.source and j.type >= y.type and j.type <= y.type and j.seq >= :first"
          + " and j.seq < :before order by j.type desc, j.seq desc limit :look";

  private static final String COUNT_TYPES = "select count(*) from journal_type y where";

  private final Handle handle;
  private final MessageFilter filter;
  private final Optional<Integer> source;
  private final String sql;

  /**
   * @param source number of the source asked for
   */
  CandidateStore(Handle handle, MessageFilter filter, Optional<Integer> source) {
    this.handle = handle;
    this.filter = filter;
    this.source = source;
    this.sql = sql() + NEWEST;
  }

  /** The next candidates with {@code first <= seq < before}, newest first. */
  List<Long> next(long first, long before, int look) {
    Query query = handle.createQuery(sql);
    return bound(query)
        .bind("first", first)
        .bind("before", before)
        .bind("look", look)
        .mapTo(Long.class)
        .list();
  }

  private Query bound(Query query) {
    query.configure(SqlStatements.class, config -> config.setUnusedBindingAllowed(true));
    source.ifPresent(number -> query.bind("source", number));
    if (filter.controls() != null) {
      query.bindArray(
          "controls", UUID.class, filter.controls().stream().map(Hash128::toUuid).toArray());
    }
    if (filter.keys() != null) {
      query.bindArray("keys", Long.class, filter.keys().stream().map(Hash128::high).toArray());
    }
    ProblemCode finding = filter.finding();
    if (finding != null) {
      query.bind("code", finding.number());
    }
    MessageState state = filter.state();
    if (state != null && state.outcome().isPresent()) {
      query.bind("outcome", state.outcome().get().number());
    }
    if (filter.type() != null) {
      query.bind("type", filter.type());
    }
    if (filter.waitsFor() != null) {
      query.bind("waitsFor", filter.waitsFor());
    }
    return query;
  }

  private String sql() {
    if (filter.controls() != null) {
      return "select distinct seq from dedupe where control = any (:controls)"
          + " and source in (select id from source) and"
          + RANGE;
    }
    if (filter.keys() != null) {
      return "select distinct seq from journal_key where key = any (:keys) and" + RANGE;
    }
    MessageState state = filter.state();
    String ofSource = source.isPresent() ? " and source = :source" : "";
    if (filter.waitsFor() != null) {
      return "select seq from waiting where waits_for = :waitsFor and" + RANGE + ofSource;
    }
    if (state == MessageState.IN_FLIGHT) {
      return "select seq from journal where retention = 0 and seq > (select seq from watermark) and"
          + RANGE;
    }
    if (state == MessageState.EXCEPTION) {
      return "select seq from exception where"
          + RANGE
          + ofSource
          + (filter.finding() == null ? "" : " and code = :code");
    }
    if (state == MessageState.WAITING) {
      return "select seq from waiting where" + RANGE + ofSource;
    }
    if (filter.finding() != null) {
      return "select seq from (select seq from outcome_finding where code = :code and"
          + RANGE
          + " union all select seq from exception where code = :code and"
          + RANGE
          + ") f";
    }
    if (state != null && !state.outcome().equals(Optional.of(Outcome.APPLIED))) {
      // The second condition is that of the index.
      return "select seq from outcome where outcome = :outcome and outcome <> 1 and"
          + RANGE
          + ofSource;
    }
    String types = types();
    if (types.isEmpty() || isNoise(types)) {
      return "select seq from journal where retention = 0 and" + RANGE;
    }
    return "select t.seq from journal_type y cross join lateral (select j.seq from journal j where"
        + " j.retention = 0 and"
        + OF_TYPE
        + ") t where"
        + types;
  }

  /** Which types of which sources are asked for; empty: all. */
  private String types() {
    String ofSource = source.isPresent() ? " y.source = :source" : "";
    if (filter.type() == null) {
      return ofSource;
    }
    return ofSource
        + (ofSource.isEmpty() ? "" : " and")
        + " (y.type = :type or starts_with(y.type, :type || '^'))";
  }

  private boolean isNoise(String types) {
    return bound(handle.createQuery(COUNT_TYPES + types)).mapTo(Integer.class).one() > TYPES;
  }
}
