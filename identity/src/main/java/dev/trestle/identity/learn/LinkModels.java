package dev.trestle.identity.learn;

import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.model.LinkModelText;
import dev.trestle.identity.offline.Linked;
import dev.trestle.identity.offline.Linking;
import dev.trestle.identity.offline.TrainedModel;
import dev.trestle.identity.resolve.ModelEffect;
import dev.trestle.identity.resolve.Workbench;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Sealer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of the linking: the one that comes with Trestle, those trained here, and which one is
 * in use. One is trained at a time, beside everything else; nothing changes until somebody takes it
 * into use, and then everybody is looked at again by the resolver. Thread-safe.
 */
public final class LinkModels implements AutoCloseable {
  /** Fewer records teach nothing. */
  public static final int FEWEST_RECORDS = 100;

  /** As many are learned from, about; the effect is worked out on all. */
  private static final int MOST_LEARNED_FROM = 200_000;

  /** Below, pairs would link by themselves of which one in ten is wrong. */
  private static final double LEAST_AUTOMATIC = 0.9;

  /** A step in work may take longer; it touches no database, and its thread holds nothing up. */
  private static final long LONGEST_CLOSE_MILLIS = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(LinkModels.class);

  private final ModelStore store;
  private final LinkModel standard = LinkModelResource.standard();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile LinkModel active;
  private volatile boolean closing;
  private @Nullable Thread job;

  /** Reads which one is in use. */
  public LinkModels(DataSource database, Sealer sealer) {
    this.store = new ModelStore(database, sealer);
    store.interrupted();
    this.active = store.inUse().map(this::openOrStandard).orElse(standard);
  }

  /** A model of an older release that can no longer be read must not keep the platform down. */
  private LinkModel openOrStandard(long id) {
    try {
      return store.open(id);
    } catch (IllegalArgumentException unreadable) {
      LOG.warn("Model {} cannot be read by this release: the one that comes with it is used", id);
      return standard;
    }
  }

  /** The model in use. */
  public LinkModel active() {
    return active;
  }

  /** Those trained here, newest first, at most a hundred. */
  public List<TrainedLinkModel> list() {
    return store.list();
  }

  /**
   * One of them.
   *
   * @throws TrestleException NOT_FOUND
   */
  public TrainedLinkModel find(long id) {
    return store
        .find(id)
        .orElseThrow(() -> new TrestleException(ProblemCode.NOT_FOUND, "There is no model " + id));
  }

  /**
   * When which model was taken into use.
   *
   * @param model its number; null for the one that comes with Trestle
   */
  public record Use(
      Instant at, String actor, String reason, @Nullable Long model, String version) {}

  /** The last uses, newest first; none: the model that comes with Trestle from the beginning. */
  public List<Use> uses() {
    return store.uses().stream()
        .map(
            use ->
                new Use(
                    use.at(),
                    use.actor(),
                    use.reason(),
                    use.model(),
                    Objects.requireNonNullElse(use.version(), standard.version())))
        .toList();
  }

  /**
   * Begins to train a model; {@link #find} says how far it is.
   *
   * @param reason why, and why these thresholds
   * @param reviewFrom probability from which somebody looks at a pair; as in the model in use
   * @param automaticFrom probability from which a pair needs nobody; as in the model in use
   * @return its number
   * @throws TrestleException REQUEST_INVALID, or CONFLICT when one is being trained
   */
  public long train(
      Workbench index,
      String actor,
      String reason,
      Optional<Double> reviewFrom,
      Optional<Double> automaticFrom) {
    double review = reviewFrom.orElse(active.reviewFrom());
    double automatic = automaticFrom.orElse(active.automaticFrom());
    if (!(automatic >= LEAST_AUTOMATIC
        && automatic < 1
        && review >= active.linkFrom()
        && review <= automatic)) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "Thresholds are probabilities: review-from between %s and automatic-from, automatic-from at least %s and below 1"
              .formatted(active.linkFrom(), LEAST_AUTOMATIC));
    }
    lock.lock();
    try {
      if (job != null && job.isAlive()) {
        throw new TrestleException(
            ProblemCode.CONFLICT, "A model is being trained. Wait until it is ready.");
      }
      long id = store.begin(actor, reason);
      Thread fresh = new Thread(() -> work(id, index, review, automatic), "identity-training");
      fresh.setDaemon(true);
      job = fresh;
      fresh.start();
      return id;
    } finally {
      lock.unlock();
    }
  }

  private void work(long id, Workbench index, double review, double automatic) {
    try {
      make(id, index, review, automatic);
    } catch (SQLException | RuntimeException failure) {
      // Its text may quote a row: only its kind is told.
      LOG.warn("Training model {} failed: {}", id, failure.getClass().getName());
      if (!closing) {
        store.failed(id, "failed: " + failure.getClass().getSimpleName());
      }
    }
  }

  private void make(long id, Workbench index, double review, double automatic) throws SQLException {
    store.step(id, "reading the index");
    Workbench.Sample sample = index.sample(standard, MOST_LEARNED_FROM, () -> closing);
    if (sample.table().size() < FEWEST_RECORDS) {
      store.failed(
          id,
          "%d records can be compared; at least %d are needed to learn from"
              .formatted(sample.table().size(), FEWEST_RECORDS));
      return;
    }
    Linked linked = Linking.link(sample.table(), standard, sample.labels(), step -> step(id, step));
    // As it will be opened: a version stands for one text.
    String text = LinkModelText.of(TrainedModel.of(standard, linked, review, automatic));
    LinkModel model = LinkModelResource.parse(text);
    ModelEffect effect = index.effect(model, step -> step(id, step), () -> closing);
    store.ready(id, text, model.version(), sample.records(), sample.labels().size(), effect);
  }

  /** Between two steps a training can be given up. */
  private void step(long id, String step) {
    if (closing) {
      throw new IllegalStateException("given up");
    }
    store.step(id, step);
  }

  /**
   * Takes a model into use.
   *
   * @throws TrestleException NOT_FOUND, or CONFLICT when it is not ready
   */
  public TrainedLinkModel activate(long id, String actor, String reason) {
    TrainedLinkModel model = find(id);
    if (model.state() != TrainedLinkModel.State.READY) {
      throw new TrestleException(
          ProblemCode.CONFLICT, "Model " + id + " is not ready: " + model.step());
    }
    use(Optional.of(id), actor, reason);
    return model;
  }

  /**
   * Goes back to the model that was in use before.
   *
   * @return its number; empty for the one that comes with Trestle
   * @throws TrestleException CONFLICT when there was no other
   */
  public Optional<Long> rollback(String actor, String reason) {
    lock.lock();
    try {
      if (store.uses().isEmpty()) {
        throw new TrestleException(
            ProblemCode.CONFLICT, "The model that comes with Trestle was always in use.");
      }
      Optional<Long> before = store.before();
      use(before, actor, reason);
      return before;
    } finally {
      lock.unlock();
    }
  }

  private void use(Optional<Long> id, String actor, String reason) {
    lock.lock();
    try {
      LinkModel model = id.map(store::open).orElse(standard);
      store.use(id.orElse(null), actor, reason);
      active = model;
    } finally {
      lock.unlock();
    }
  }

  /** Gives up a training, at its next step at the latest; the next start says so. */
  @Override
  public void close() {
    closing = true;
    Thread running;
    lock.lock();
    try {
      running = job;
    } finally {
      lock.unlock();
    }
    if (running != null) {
      try {
        running.join(LONGEST_CLOSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
