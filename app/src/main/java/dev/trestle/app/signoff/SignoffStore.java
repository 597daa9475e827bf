package dev.trestle.app.signoff;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.orchestration.journal.SqlFailures;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tables {@code signoff}, {@code signoff_item} and {@code signoff_decision}. */
final class SignoffStore {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PURPOSE = "signoff";

  /** Places of what is sealed with the pack itself; items have numbers from 1. */
  private static final int OF_PACK = 0;

  private static final String HEADS =
      """
      select id, place, source, mapping, site, release, actor, at, looked, features, missed
        from signoff
      """;

  private final Jdbi jdbi;
  private final Sealer sealer;

  SignoffStore(DataSource database, Sealer sealer) {
    this.jdbi = Jdbi.create(database);
    this.sealer = sealer;
  }

  /** A row without its items. */
  private record Head(Signoff signoff, UUID place) {}

  /** What is begun: all but its number, its time and decisions. */
  long begin(Signoff signoff) {
    UUID place = UUID.randomUUID();
    byte[] missed = seal(place, OF_PACK, signoff.missed());
    List<byte[]> shows =
        signoff.items().stream().map(item -> seal(place, item.number(), item.shows())).toList();
    List<byte[]> made =
        signoff.items().stream()
            .map(item -> sealer.seal(PURPOSE, at(place, -item.number()), item.made()))
            .toList();
    return guarded(
        handle -> {
          long id = head(handle, signoff, place, missed);
          PreparedBatch batch =
              handle.prepareBatch(
                  """
                  insert into signoff_item (signoff, item, seq, type, shows, made)
                  values (:signoff, :item, :seq, :type, :shows, :made)
                  """);
          for (int i = 0; i < signoff.items().size(); i++) {
            SignoffItem item = signoff.items().get(i);
            batch
                .bind("signoff", id)
                .bind("item", item.number())
                .bind("seq", item.seq())
                .bind("type", item.type())
                .bind("shows", shows.get(i))
                .bind("made", made.get(i))
                .add();
          }
          batch.execute();
          return id;
        });
  }

  private static long head(Handle handle, Signoff signoff, UUID place, byte[] missed) {
    return handle
        .createQuery(
            """
            insert into signoff (place, source, mapping, site, release, actor, looked, features, missed)
            values (:place, :source, :mapping, :site, :release, :actor, :looked, :features, :missed)
            returning id
            """)
        .bind("place", place)
        .bind("source", signoff.source())
        .bind("mapping", signoff.mapping())
        .bind("site", signoff.site())
        .bind("release", signoff.release())
        .bind("actor", signoff.actor())
        .bind("looked", signoff.looked())
        .bind("features", signoff.features())
        .bind("missed", missed)
        .mapTo(long.class)
        .one();
  }

  /**
   * Adds a decision.
   *
   * @param after the decision that the person saw as the last one; 0 for none
   * @throws TrestleException CONFLICT somebody has decided since
   */
  void decide(long id, SignoffItem item, long after, SignoffItem.Decision decision) {
    byte[] comment = seal(id, item.number(), decision.comment());
    guarded(
        handle -> {
          handle
              .createQuery(
                  "select item from signoff_item where signoff = :id and item = :item for update")
              .bind("id", id)
              .bind("item", item.number())
              .mapTo(int.class)
              .one();
          long last =
              handle
                  .createQuery(
                      """
                      select coalesce(max(id), 0) from signoff_decision
                       where signoff = :id and item = :item
                      """)
                  .bind("id", id)
                  .bind("item", item.number())
                  .mapTo(long.class)
                  .one();
          if (last != after) {
            throw new TrestleException(
                ProblemCode.CONFLICT, "Somebody has decided about this item since you opened it");
          }
          return handle
              .createUpdate(
                  """
                  insert into signoff_decision (signoff, item, actor, approved, comment)
                  values (:id, :item, :actor, :approved, :comment)
                  """)
              .bind("id", id)
              .bind("item", item.number())
              .bind("actor", decision.actor())
              .bind("approved", decision.approved())
              .bind("comment", comment)
              .execute();
        });
  }

  private byte[] seal(long id, int item, String comment) {
    byte[] place = ByteBuffer.allocate(12).putLong(id).putInt(item).array();
    return sealer.seal(PURPOSE, place, comment.getBytes(StandardCharsets.UTF_8));
  }

  /** One with its items and what was decided. */
  Optional<Signoff> find(long id) {
    return heads(HEADS + " where id = " + id).stream().findFirst().map(this::whole);
  }

  /** The last ones, newest first. */
  List<Signoff> last(int limit) {
    return heads(HEADS + " order by id desc limit " + limit).stream().map(this::whole).toList();
  }

  /** The last ones of a source, newest first. */
  List<Signoff> last(String source, int limit) {
    List<Long> ids =
        guarded(
            handle ->
                handle
                    .createQuery(
                        "select id from signoff where source = :source order by id desc limit :limit")
                    .bind("source", source)
                    .bind("limit", limit)
                    .mapTo(long.class)
                    .list());
    return ids.stream().flatMap(id -> find(id).stream()).toList();
  }

  private List<Head> heads(String query) {
    return guarded(handle -> handle.createQuery(query).map((row, context) -> head(row)).list());
  }

  private Head head(ResultSet row) throws SQLException {
    UUID place = row.getObject("place", UUID.class);
    return new Head(
        new Signoff(
            row.getLong("id"),
            row.getString("source"),
            row.getString("mapping"),
            row.getString("site"),
            row.getString("release"),
            row.getString("actor"),
            row.getObject("at", OffsetDateTime.class).toInstant(),
            row.getLong("looked"),
            row.getInt("features"),
            open(place, OF_PACK, row.getBytes("missed")),
            List.of()),
        place);
  }

  private Signoff whole(Head head) {
    Signoff one = head.signoff();
    Map<Integer, List<SignoffItem.Decision>> decisions = decisions(one.id());
    List<SignoffItem> items =
        guarded(
            handle ->
                handle
                    .createQuery(
                        """
                        select item, seq, type, shows, made from signoff_item
                         where signoff = :id order by item
                        """)
                    .bind("id", one.id())
                    .map((row, context) -> item(row, head.place(), decisions))
                    .list());
    return new Signoff(
        one.id(),
        one.source(),
        one.mapping(),
        one.site(),
        one.release(),
        one.actor(),
        one.at(),
        one.looked(),
        one.features(),
        one.missed(),
        items);
  }

  private SignoffItem item(
      ResultSet row, UUID place, Map<Integer, List<SignoffItem.Decision>> decisions)
      throws SQLException {
    int number = row.getInt("item");
    return new SignoffItem(
        number,
        row.getLong("seq"),
        row.getString("type"),
        open(place, number, row.getBytes("shows")),
        sealer.open(PURPOSE, at(place, -number), row.getBytes("made")),
        decisions.getOrDefault(number, List.of()));
  }

  private Map<Integer, List<SignoffItem.Decision>> decisions(long id) {
    List<Map.Entry<Integer, SignoffItem.Decision>> rows =
        guarded(
            handle ->
                handle
                    .createQuery(
                        """
                        select id, item, at, actor, approved, comment from signoff_decision
                         where signoff = :id order by id
                        """)
                    .bind("id", id)
                    .map((row, context) -> Map.entry(row.getInt("item"), decision(row, id)))
                    .list());
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                Collectors.mapping(Map.Entry::getValue, Collectors.toCollection(ArrayList::new))));
  }

  private SignoffItem.Decision decision(ResultSet row, long id) throws SQLException {
    byte[] place = ByteBuffer.allocate(12).putLong(id).putInt(row.getInt("item")).array();
    return new SignoffItem.Decision(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("actor"),
        row.getBoolean("approved"),
        new String(sealer.open(PURPOSE, place, row.getBytes("comment")), StandardCharsets.UTF_8));
  }

  private byte[] seal(UUID place, int number, List<String> texts) {
    return sealer.seal(PURPOSE, at(place, number), JSON.writeValueAsBytes(texts));
  }

  private List<String> open(UUID place, int number, byte[] sealed) {
    return JSON.readTree(sealer.open(PURPOSE, at(place, number), sealed))
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  private static byte[] at(UUID place, int number) {
    return ByteBuffer.allocate(20)
        .putLong(place.getMostSignificantBits())
        .putLong(place.getLeastSignificantBits())
        .putInt(number)
        .array();
  }

  private <T> T guarded(Function<Handle, T> work) {
    return SqlFailures.guarded(
        "Sign-offs could not be read or written", () -> jdbi.inTransaction(work::apply));
  }
}
