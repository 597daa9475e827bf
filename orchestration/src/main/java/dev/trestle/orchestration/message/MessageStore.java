package dev.trestle.orchestration.message;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.orchestration.journal.JournalTime;
import dev.trestle.orchestration.journal.Outcome;
import dev.trestle.orchestration.journal.SqlFailures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/** Finds entries of the journal, newest first, among millions. */
public final class MessageStore {
  /** Rows of one page. */
  public static final int PAGE = 50;

  /** Entries that one question looks at; whoever wants more asks on from where it ended. */
  static final int LOOKED_AT = 10_000;

  private static final int FIRST_LOOK = 100;
  private static final int LOOK = 1_000;

  private static final String SUMMARY =
      """
      select j.seq, s.name, j.type, j.received_at, j.bytes, j.duplicate_of,
             o.outcome, o.settled_at, o.resources, o.ref, o.findings,
             e.code, e.location, w.waits_for
        from journal j
        join source s on s.id = j.source
        left join outcome o on o.seq = j.seq
        left join exception e on e.seq = j.seq
        left join waiting w on w.seq = j.seq
       where j.retention = 0
      """;
  private static final String ONE = SUMMARY + " and j.seq = :seq";
  private static final String THESE = SUMMARY + " and j.seq = any (:seqs)";
  private static final String NEWEST = " order by j.seq desc limit :limit";
  private static final String SOURCE = "select id from source where name = :name";
  private static final String HEAD = "select seq from journal_head";
  private static final String RECEIVED_AT =
      """
      select received_at from journal where retention = 0 and seq >= :seq order by seq limit 1
      """;
  private static final Map<Character, String> SEVERITIES =
      new TreeMap<>(Map.of('E', "error", 'W', "warning", 'I', "information"));

  private final Jdbi jdbi;

  public MessageStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  /** One entry. */
  public Optional<MessageSummary> find(long seq) {
    return withHandle(
        handle ->
            handle
                .createQuery(ONE)
                .bind("seq", seq)
                .map((row, context) -> summary(row))
                .findFirst());
  }

  /**
   * A part of the entries that fit, newest first. It looks at {@value #LOOKED_AT} candidates at
   * most: when the question asks for two things that are common alone and rare together, it says
   * how far it came.
   *
   * @param before only lower numbers; {@code Long.MAX_VALUE} for the first part
   */
  public MessagePage list(MessageFilter filter, long before) {
    return withHandle(handle -> list(handle, filter, before));
  }

  private <T> T withHandle(HandleCallback<T, RuntimeException> question) {
    return SqlFailures.guarded("Messages could not be read", () -> jdbi.withHandle(question));
  }

  private static MessagePage list(Handle handle, MessageFilter filter, long before) {
    Optional<Integer> source = source(handle, filter);
    if (filter.source() != null && source.isEmpty()) {
      return new MessagePage(List.of(), OptionalLong.empty(), false);
    }
    CandidateStore candidates = new CandidateStore(handle, filter, source);
    long head = handle.createQuery(HEAD).mapTo(Long.class).one();
    long first = filter.from() == null ? 0 : firstAt(handle, filter.from(), head);
    long below =
        filter.to() == null ? before : Math.min(before, firstAt(handle, filter.to(), head));
    List<MessageSummary> rows = new ArrayList<>();
    int look = FIRST_LOOK;
    for (int looked = 0; looked < LOOKED_AT; look = LOOK) {
      List<Long> seqs = candidates.next(first, below, look);
      looked += look;
      rows.addAll(fitting(handle, filter, source, seqs, PAGE - rows.size()));
      if (rows.size() == PAGE) {
        return new MessagePage(rows, OptionalLong.of(rows.get(PAGE - 1).seq()), false);
      }
      if (seqs.size() < look) {
        return new MessagePage(rows, OptionalLong.empty(), false);
      }
      below = seqs.get(seqs.size() - 1);
    }
    return new MessagePage(rows, OptionalLong.of(below), true);
  }

  private static Optional<Integer> source(Handle handle, MessageFilter filter) {
    return filter.source() == null
        ? Optional.empty()
        : handle.createQuery(SOURCE).bind("name", filter.source()).mapTo(Integer.class).findFirst();
  }

  private static long firstAt(Handle handle, Instant at, long head) {
    return JournalTime.firstAt(
        at,
        head,
        seq ->
            handle
                .createQuery(RECEIVED_AT)
                .bind("seq", seq)
                .mapTo(OffsetDateTime.class)
                .findFirst()
                .map(OffsetDateTime::toInstant));
  }

  private static List<MessageSummary> fitting(
      Handle handle, MessageFilter filter, Optional<Integer> source, List<Long> seqs, int limit) {
    if (seqs.isEmpty()) {
      return List.of();
    }
    Query query = handle.createQuery(THESE + conditions(filter) + NEWEST);
    query.configure(SqlStatements.class, config -> config.setUnusedBindingAllowed(true));
    query
        .bindArray("seqs", Long.class, seqs.toArray())
        .bind("source", source.orElse(0))
        .bind("type", filter.type())
        .bind("from", sqlTime(filter.from()))
        .bind("to", sqlTime(filter.to()))
        .bind("code", filter.finding() == null ? 0 : filter.finding().number())
        .bind("waitsFor", filter.waitsFor())
        .bind("limit", limit);
    MessageState state = filter.state();
    if (state != null) {
      query.bind("outcome", state.outcome().map(Outcome::number).orElse(0));
    }
    return query.map((row, context) -> summary(row)).list();
  }

  private static String conditions(MessageFilter filter) {
    StringBuilder sql = new StringBuilder();
    if (filter.source() != null) {
      sql.append(" and j.source = :source");
    }
    if (filter.type() != null) {
      sql.append(" and (j.type = :type or starts_with(j.type, :type || '^'))");
    }
    if (filter.from() != null) {
      sql.append(" and j.received_at >= :from");
    }
    if (filter.to() != null) {
      sql.append(" and j.received_at < :to");
    }
    if (filter.waitsFor() != null) {
      sql.append(" and w.waits_for = :waitsFor");
    }
    if (filter.finding() != null) {
      sql.append(
          " and (e.code = :code or exists"
              + " (select from outcome_finding f where f.code = :code and f.seq = j.seq))");
    }
    MessageState state = filter.state();
    if (state != null) {
      sql.append(
          switch (state) {
            case IN_FLIGHT -> " and o.seq is null and e.seq is null and w.seq is null";
            case EXCEPTION -> " and e.seq is not null";
            case WAITING -> " and w.seq is not null";
            default -> " and o.outcome = :outcome";
          });
    }
    return sql.toString();
  }

  private static @Nullable OffsetDateTime sqlTime(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static MessageSummary summary(ResultSet row) throws SQLException {
    int outcome = row.getInt("outcome");
    int code = row.getInt("code");
    boolean failed = !row.wasNull();
    long waitsFor = row.getLong("waits_for");
    boolean waits = !row.wasNull();
    MessageState state =
        outcome > 0
            ? MessageState.of(Outcome.of(outcome))
            : failed
                ? MessageState.EXCEPTION
                : waits ? MessageState.WAITING : MessageState.IN_FLIGHT;
    List<MessageSummary.Note> notes = new ArrayList<>(notes(row.getString("findings")));
    if (failed) {
      notes.add(new MessageSummary.Note("error", id(code), row.getString("location")));
    }
    return new MessageSummary(
        row.getLong("seq"),
        row.getString("name"),
        row.getString("type"),
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        row.getInt("bytes"),
        state,
        Optional.ofNullable(row.getObject("settled_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        row.getInt("resources"),
        waits ? waitsFor : Math.max(row.getLong("ref"), row.getLong("duplicate_of")),
        notes);
  }

  /** Reads {@link dev.trestle.orchestration.journal.FindingCodes}. */
  private static List<MessageSummary.Note> notes(@Nullable String findings) {
    if (findings == null || findings.isEmpty()) {
      return List.of();
    }
    List<MessageSummary.Note> notes = new ArrayList<>();
    for (String one : findings.split(";")) {
      int at = one.indexOf('@');
      notes.add(
          new MessageSummary.Note(
              SEVERITIES.getOrDefault(one.charAt(0), "information"),
              id(Integer.parseInt(one.substring(1, at))),
              one.substring(at + 1)));
    }
    return notes;
  }

  private static String id(int number) {
    return Arrays.stream(ProblemCode.values())
        .filter(code -> code.number() == number)
        .findFirst()
        .map(ProblemCode::id)
        .orElseGet(() -> String.format(Locale.ROOT, "problem-%d", number));
  }
}
