package dev.trestle.app.replay;

import dev.trestle.app.replay.Replay.Difference;
import dev.trestle.orchestration.journal.SqlFailures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Keeps replays and the messages that differed in the last ones. */
final class ReplayStore {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Replays whose messages are kept one by one. */
  private static final int WITH_MESSAGES = 100;

  private static final String COLUMNS =
      """
      select id, encode(hash, 'hex') as hash, before, actor, began_at, ended_at, source,
             messages, looked, compared, differ, repeats, big, unreadable, places
        from site_replay
      """;

  private final Jdbi jdbi;

  ReplayStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  long begin(ReplayQuestion question, String before, String actor) {
    return guarded(
        handle -> {
          long id =
              handle
                  .createQuery(
                      """
                      insert into site_replay (hash, before, actor, source)
                      values (:hash, :before, :actor, :source) returning id
                      """)
                  .bind("hash", HexFormat.of().parseHex(question.version().hash()))
                  .bind("before", before)
                  .bind("actor", actor)
                  .bind("source", question.source().orElse(""))
                  .mapTo(long.class)
                  .one();
          handle
              .createUpdate("delete from site_replay_message where replay <= :old")
              .bind("old", id - WITH_MESSAGES)
              .execute();
          return id;
        });
  }

  void add(long replay, List<Difference> differences) {
    guarded(handle -> add(handle, replay, differences));
  }

  /** Keeps messages that differ; none is no mistake. */
  static int add(Handle handle, long replay, List<Difference> differences) {
    if (differences.isEmpty()) {
      return 0;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into site_replay_message (replay, seq, source, type, places, more)
            values (:replay, :seq, :source, :type, :places, :more)
            """);
    for (Difference one : differences) {
      batch
          .bind("replay", replay)
          .bind("seq", one.seq())
          .bind("source", one.source())
          .bind("type", one.type())
          .bind("places", String.join("\n", one.where()))
          .bind("more", one.more())
          .add();
    }
    return batch.execute().length;
  }

  void end(long id, ReplayCounts counts, List<Replay.Place> places) {
    guarded(
        handle -> {
          count(handle, id, counts, places);
          return handle
              .createUpdate("update site_replay set ended_at = now() where id = :id")
              .bind("id", id)
              .execute();
        });
  }

  /** Keeps how far it is. */
  static int count(Handle handle, long id, ReplayCounts counts, List<Replay.Place> places) {
    ArrayNode list = JSON.createArrayNode();
    places.forEach(
        place -> list.addObject().put("place", place.place()).put("messages", place.messages()));
    return handle
        .createUpdate(
            """
            update site_replay
               set messages = :messages, looked = :looked, compared = :compared, differ = :differ,
                   repeats = :repeats, big = :big, unreadable = :unreadable, places = :places
             where id = :id
            """)
        .bind("id", id)
        .bind("messages", counts.messages())
        .bind("looked", counts.looked())
        .bind("compared", counts.compared())
        .bind("differ", counts.differ())
        .bind("repeats", counts.repeats())
        .bind("big", counts.big())
        .bind("unreadable", counts.unreadable())
        .bind("places", list.toString())
        .execute();
  }

  Optional<Replay> find(long id) {
    return guarded(
        handle ->
            handle
                .createQuery(COLUMNS + " where id = :id")
                .bind("id", id)
                .map((row, context) -> replay(row))
                .findOne());
  }

  Optional<Long> latest(String hash, String before) {
    return guarded(
        handle ->
            handle
                .createQuery(
                    """
                    select id from site_replay
                     where hash = :hash and before = :before and ended_at is not null
                     order by id desc limit 1
                    """)
                .bind("hash", HexFormat.of().parseHex(hash))
                .bind("before", before)
                .mapTo(Long.class)
                .findFirst());
  }

  List<Difference> differences(long id) {
    return guarded(
        handle ->
            handle
                .createQuery(
                    """
                    select seq, source, type, places, more from site_replay_message
                     where replay = :id order by seq
                    """)
                .bind("id", id)
                .map(
                    (row, context) ->
                        new Difference(
                            row.getLong("seq"),
                            row.getString("source"),
                            row.getString("type"),
                            row.getString("places").lines().toList(),
                            row.getLong("more")))
                .list());
  }

  private static Replay replay(ResultSet row) throws SQLException {
    return new Replay(
        row.getLong("id"),
        row.getString("hash"),
        row.getString("before"),
        row.getString("actor"),
        row.getObject("began_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        row.getString("source"),
        new ReplayCounts(
            row.getLong("messages"),
            row.getLong("looked"),
            row.getLong("compared"),
            row.getLong("differ"),
            row.getLong("repeats"),
            row.getLong("big"),
            row.getLong("unreadable")),
        places(row.getString("places")));
  }

  private static List<Replay.Place> places(String json) {
    JsonNode list = JSON.readTree(json);
    return list.valueStream()
        .map(
            each -> new Replay.Place(each.path("place").asString(), each.path("messages").asLong()))
        .toList();
  }

  private <T> T guarded(Function<Handle, T> work) {
    return SqlFailures.guarded(
        "A replay could not be kept or read", () -> jdbi.inTransaction(work::apply));
  }
}
