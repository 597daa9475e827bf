package dev.trestle.orchestration.message;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.sealing.Hash128;
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
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries of the journal, newest first. Each question begins at the narrowest thing it names;
 * a source or type that is rare is looked for from the end of the journal, until the timeout of the
 * connection's statements.
 */
public final class MessageStore {
  /** Rows of one page. */
  public static final int PAGE = 50;

  private static final String COLUMNS =
      """
      select j.seq, s.name, j.type, j.received_at, j.bytes, j.duplicate_of,
             o.outcome, o.settled_at, o.resources, o.ref, o.findings,
             e.code, e.location, w.waits_for
      """;
  private static final String JOINED =
      """
        join source s on s.id = j.source
        left join outcome o on o.seq = j.seq
        left join exception e on e.seq = j.seq
        left join waiting w on w.seq = j.seq
      """;
  private static final String OF_JOURNAL = "  from journal j\n";
  private static final String WHERE =
      """
       where j.retention = 0 and j.seq < :before
         and (:source::text is null or s.name = :source)
         and (:type::text is null or j.type = :type or j.type like :type || '^%')
         and (:from::timestamptz is null or j.received_at >= :from)
         and (:to::timestamptz is null or j.received_at < :to)
      """;
  private static final String NEWEST = " order by j.seq desc limit :limit";
  private static final String UNSETTLED =
      """
         and j.seq > (select seq from watermark)
         and o.seq is null and e.seq is null and w.seq is null
      """;
  private static final Map<Character, String> SEVERITIES =
      new TreeMap<>(Map.of('E', "error", 'W', "warning", 'I', "information"));

  private final Jdbi jdbi;

  public MessageStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  /** One entry. */
  public Optional<MessageSummary> find(long seq) {
    return read(COLUMNS + OF_JOURNAL + JOINED + " where j.retention = 0 and j.seq = :seq", seq)
        .stream()
        .findFirst();
  }

  private List<MessageSummary> read(String sql, long seq) {
    return SqlFailures.guarded(
        "Messages could not be read",
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(sql)
                        .bind("seq", seq)
                        .map((row, context) -> summary(row))
                        .list()));
  }

  /**
   * A page of entries, newest first.
   *
   * @param before only lower numbers; {@code Long.MAX_VALUE} for the first page
   */
  public List<MessageSummary> list(MessageFilter filter, long before) {
    String sql = COLUMNS + driving(filter) + JOINED + WHERE + condition(filter) + NEWEST;
    return SqlFailures.guarded(
        "Messages could not be read",
        () ->
            jdbi.withHandle(
                handle ->
                    bound(handle.createQuery(sql), filter)
                        .bind("before", before)
                        .bind("limit", PAGE)
                        .map((row, context) -> summary(row))
                        .list()));
  }

  /** Where the question begins. */
  private static String driving(MessageFilter filter) {
    if (filter.controls() != null) {
      return "  from (select distinct seq from dedupe where control = any (:controls)"
          + " and source in (select id from source)) d join journal j on j.seq = d.seq\n";
    }
    if (filter.keys() != null) {
      return "  from (select distinct seq from journal_key where key = any (:keys)) k"
          + " join journal j on j.seq = k.seq\n";
    }
    MessageState state = filter.state();
    if (state == MessageState.EXCEPTION) {
      return "  from exception x join journal j on j.seq = x.seq\n";
    }
    if (state == MessageState.WAITING) {
      return "  from waiting x join journal j on j.seq = x.seq\n";
    }
    if (state != null && state.outcome().isPresent() && state != MessageState.APPLIED) {
      return "  from outcome x join journal j on j.seq = x.seq and x.outcome = :outcome"
          + " and x.outcome <> 1\n";
    }
    return OF_JOURNAL;
  }

  private static String condition(MessageFilter filter) {
    MessageState state = filter.state();
    if (state == null) {
      return "";
    }
    return switch (state) {
      case IN_FLIGHT -> UNSETTLED;
      case EXCEPTION -> " and e.seq is not null";
      case WAITING -> " and w.seq is not null";
      default -> " and o.outcome = :outcome";
    };
  }

  private static Query bound(Query query, MessageFilter filter) {
    Query bound =
        query
            .bind("source", filter.source())
            .bind("type", filter.type())
            .bind("from", sqlTime(filter.from()))
            .bind("to", sqlTime(filter.to()));
    List<Hash128> keys = filter.keys();
    if (filter.controls() != null) {
      bound.bindArray(
          "controls", UUID.class, filter.controls().stream().map(Hash128::toUuid).toArray());
    } else if (keys != null) {
      bound.bindArray("keys", Long.class, keys.stream().map(Hash128::high).toArray());
    }
    MessageState state = filter.state();
    if (state != null && state.outcome().isPresent()) {
      bound.bind("outcome", state.outcome().get().number());
    }
    return bound;
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
