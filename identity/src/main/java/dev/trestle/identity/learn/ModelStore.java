package dev.trestle.identity.learn;

import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.resolve.ModelEffect;
import dev.trestle.kernel.sealing.Sealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Tables {@code identity_model} and {@code identity_model_use}. */
final class ModelStore {
  private static final String SEALED = "identity_model";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int IN_TRAINING = 0;
  private static final int READY = 1;
  private static final int FAILED = 2;
  private static final int PAGE = 100;

  private static final String LIST =
      """
      select id, made_at, made_by, reason, state, step, version, records, labels, effect
        from identity_model where id <= :at order by id desc limit :limit
      """;
  private static final String IN_USE =
      "select model from identity_model_use order by id desc limit 1";
  private static final String USES =
      """
      select u.at, u.by_whom, u.reason, u.model, m.version
        from identity_model_use u left join identity_model m on m.id = u.model
       order by u.id desc limit :limit
      """;

  /** What was in use before what is in use now. */
  private static final String BEFORE =
      """
      select model from identity_model_use
       where model is distinct from
             (select model from identity_model_use order by id desc limit 1)
       order by id desc limit 1
      """;

  private final Jdbi jdbi;
  private final Sealer sealer;

  ModelStore(DataSource database, Sealer sealer) {
    this.jdbi = Jdbi.create(database);
    this.sealer = sealer;
  }

  /** Begins a training; whatever was in training before has ended without a result. */
  long begin(String actor, String reason) {
    return jdbi.inTransaction(
        handle -> {
          interrupt(handle);
          return handle
              .createUpdate("insert into identity_model (made_by, reason) values (:actor, :reason)")
              .bind("actor", actor)
              .bind("reason", reason)
              .executeAndReturnGeneratedKeys("id")
              .mapTo(Long.class)
              .one();
        });
  }

  /** After a start nothing is in training. */
  void interrupted() {
    jdbi.useHandle(ModelStore::interrupt);
  }

  private static void interrupt(Handle handle) {
    handle
        .createUpdate(
            "update identity_model set state = :failed, step = 'interrupted'"
                + " where state = :training")
        .bind("failed", FAILED)
        .bind("training", IN_TRAINING)
        .execute();
  }

  void step(long id, String step) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("update identity_model set step = :step where id = :id")
                .bind("step", step)
                .bind("id", id)
                .execute());
  }

  void failed(long id, String why) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update identity_model set state = :failed, step = :why where id = :id")
                .bind("failed", FAILED)
                .bind("why", why)
                .bind("id", id)
                .execute());
  }

  /** Keeps a model with what it would change; its version is that of its text. */
  void ready(long id, String text, String version, long records, long labels, ModelEffect effect) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update identity_model
                       set state = :ready, step = '', version = :version, records = :records,
                           labels = :labels, model = :model, effect = :effect
                     where id = :id
                    """)
                .bind("ready", READY)
                .bind("version", version)
                .bind("records", records)
                .bind("labels", labels)
                .bind(
                    "model", sealer.seal(SEALED, place(id), text.getBytes(StandardCharsets.UTF_8)))
                .bind("effect", JSON.writeValueAsString(effect))
                .bind("id", id)
                .execute());
  }

  private static byte[] place(long id) {
    return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
  }

  List<TrainedLinkModel> list() {
    return list(Long.MAX_VALUE, PAGE);
  }

  Optional<TrainedLinkModel> find(long id) {
    return list(id, 1).stream().filter(one -> one.id() == id).findFirst();
  }

  private List<TrainedLinkModel> list(long at, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(LIST)
                .bind("at", at)
                .bind("limit", limit)
                .map((row, context) -> model(row))
                .list());
  }

  private static TrainedLinkModel model(ResultSet row) throws SQLException {
    String effect = row.getString("effect");
    return new TrainedLinkModel(
        row.getLong("id"),
        row.getTimestamp("made_at").toInstant(),
        row.getString("made_by"),
        row.getString("reason"),
        switch (row.getInt("state")) {
          case IN_TRAINING -> TrainedLinkModel.State.IN_TRAINING;
          case READY -> TrainedLinkModel.State.READY;
          default -> TrainedLinkModel.State.FAILED;
        },
        row.getString("step"),
        row.getString("version"),
        row.getLong("records"),
        row.getLong("labels"),
        effect == null ? null : JSON.readValue(effect, ModelEffect.class));
  }

  /** The model of a number; opened. */
  LinkModel open(long id) {
    byte[] sealed =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select model from identity_model where id = :id")
                    .bind("id", id)
                    .mapTo(byte[].class)
                    .one());
    return LinkModelResource.parse(
        new String(sealer.open(SEALED, place(id), sealed), StandardCharsets.UTF_8));
  }

  /** Number of the model in use; empty: the one that comes with Trestle. */
  Optional<Long> inUse() {
    return jdbi.withHandle(handle -> number(handle, IN_USE));
  }

  /** Number of the model that was in use before it; empty: the one that comes with Trestle. */
  Optional<Long> before() {
    return jdbi.withHandle(handle -> number(handle, BEFORE));
  }

  private static Optional<Long> number(Handle handle, String query) {
    return handle
        .createQuery(query)
        .map((row, context) -> Optional.ofNullable(row.getObject(1, Long.class)))
        .findFirst()
        .orElse(Optional.empty());
  }

  void use(@Nullable Long id, String actor, String reason) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "insert into identity_model_use (by_whom, reason, model)"
                        + " values (:actor, :reason, :model)")
                .bind("actor", actor)
                .bind("reason", reason)
                .bind("model", id)
                .execute());
  }

  List<ModelUse> uses() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(USES)
                .bind("limit", PAGE)
                .map(
                    (row, context) ->
                        new ModelUse(
                            row.getTimestamp("at").toInstant(),
                            row.getString("by_whom"),
                            row.getString("reason"),
                            row.getObject("model", Long.class),
                            row.getString("version")))
                .list());
  }

  /**
   * Since when which model was in use.
   *
   * @param model its number; null for the one that comes with Trestle
   * @param version null with it
   */
  record ModelUse(
      Instant at, String actor, String reason, @Nullable Long model, @Nullable String version) {}
}
