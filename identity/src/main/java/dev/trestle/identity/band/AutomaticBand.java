package dev.trestle.identity.band;

import dev.trestle.identity.band.BandStore.Count;
import dev.trestle.identity.measure.Interval;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.model.LinkModelText;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links that are made by probability alone: how often they are wrong, by what people say of
 * some drawn at random, and from which probability they are made. Where the target is missed the
 * band tightens by one step; it never loosens by itself. Thread-safe.
 */
public final class AutomaticBand {
  /** Whoever tightens it when nobody does. */
  public static final String ACTOR = "trestle";

  /** More is more than people check. */
  public static final int LARGEST_SAMPLE = 5_000;

  /** From here on there is no step any more. */
  private static final double MOST = 0.9999;

  private static final double CLOSE = 0.00005;
  private static final Logger LOG = LoggerFactory.getLogger(AutomaticBand.class);

  private final BandStore store;
  private final Supplier<LinkModel> base;
  private final DoubleSupplier target;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Optional<Double> floor;
  private volatile @Nullable Tightened active;
  private volatile Consumer<Change> told = change -> {};
  private long seen = -1;

  /**
   * @param base the model in use, with its own threshold
   * @param target share of automatic links that have to be right
   */
  public AutomaticBand(DataSource database, Supplier<LinkModel> base, DoubleSupplier target) {
    this.store = new BandStore(database);
    this.base = base;
    this.target = target;
    this.floor = store.floor();
  }

  /** The version of a model, and the same model with the threshold that holds. */
  private record Tightened(String of, double from, LinkModel model) {}

  /** Told when it tightened by itself. */
  public void whenTightened(Consumer<Change> listener) {
    told = listener;
  }

  /** The model in use with the threshold that holds: never below what was found to be needed. */
  public LinkModel active() {
    LinkModel model = base.get();
    double from = threshold();
    if (from <= model.automaticFrom()) {
      return model;
    }
    Tightened known = active;
    if (known == null || !known.of().equals(model.version()) || known.from() != from) {
      known = new Tightened(model.version(), from, LinkModelResource.parse(text(model, from)));
      active = known;
    }
    return known.model();
  }

  /** Probability from which links are made by themselves. */
  public double threshold() {
    return Math.max(base.get().automaticFrom(), floor.orElse(0.0));
  }

  /** Whether it is tighter than the model says. */
  public boolean isTightened() {
    return threshold() > base.get().automaticFrom();
  }

  private static String text(LinkModel model, double from) {
    return LinkModelText.of(model.withAutomaticFrom(from));
  }

  /**
   * A change of the threshold.
   *
   * @param automaticFrom null: that of the model
   */
  public record Change(Instant at, String actor, String reason, @Nullable Double automaticFrom) {}

  /**
   * How it stands.
   *
   * @param from probability from which links are made by themselves
   * @param ofModel what the model says itself
   * @param since the band is as it is; what people said before is not counted
   * @param open links that were drawn and wait for a check
   * @param errors among the checks
   * @param undone among all links by probability, taken apart by people: at least so many are wrong
   * @param enough checks that could show that the target is met
   * @param missed whether the target is missed
   */
  public record State(
      double from,
      double ofModel,
      double target,
      Instant since,
      long open,
      Interval errors,
      Interval undone,
      long enough,
      boolean missed,
      List<Change> history) {}

  public State state() {
    Count checks = store.checks();
    Count links = store.undone();
    Interval errors = Interval.exact(checks.hits(), checks.of());
    Interval undone = Interval.exact(links.hits(), links.of());
    double allowed = 1 - target.getAsDouble();
    long enough = enough(allowed);
    return new State(
        active().automaticFrom(),
        base.get().automaticFrom(),
        target.getAsDouble(),
        store.since(),
        store.open(),
        errors,
        undone,
        enough,
        missed(errors, undone, allowed, enough),
        store.history());
  }

  /**
   * Missed is what is shown to be missed; or what so many checks, had all been right, would have
   * shown to be met, and do not.
   */
  static boolean missed(Interval errors, Interval undone, double allowed, long enough) {
    return errors.lower() > allowed
        || undone.lower() > allowed
        || (errors.of() >= enough && errors.upper() > allowed);
  }

  /** So many checks without an error show that at most so many are wrong. */
  static long enough(double allowed) {
    long enough = 1;
    while (Interval.exact(0, enough).upper() > allowed) {
      enough = enough < 64 ? enough + 1 : enough + enough / 64;
    }
    return enough;
  }

  /**
   * Draws automatic links for people to check.
   *
   * @return how many; fewer when there are not so many that were never drawn
   * @throws TrestleException REQUEST_INVALID
   */
  public int draw(int size) {
    if (size < 1 || size > LARGEST_SAMPLE) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "A sample has 1 to " + LARGEST_SAMPLE + " links");
    }
    return store.draw(size);
  }

  /**
   * Looks whether people said something new, and tightens by one step when the target is missed.
   *
   * @return whether it did
   */
  public boolean look() {
    lock.lock();
    try {
      long words = store.lastWords();
      if (words == seen) {
        return false;
      }
      State state = state();
      seen = words;
      double next = Math.min(MOST, 1 - (1 - state.from()) / 2);
      if (!state.missed() || next - state.from() < CLOSE) {
        return false;
      }
      String reason =
          String.format(
              Locale.ROOT,
              "target %.4f missed: %d of %d checks found two people (95 %% up to %.5f), %d of %d links taken apart",
              state.target(),
              state.errors().hits(),
              state.errors().of(),
              state.errors().upper(),
              state.undone().hits(),
              state.undone().of());
      change(ACTOR, reason, next);
      LOG.warn("Automatic links from {} on now: {}", next, reason);
      told.accept(store.history().get(0));
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void change(String actor, String reason, @Nullable Double from) {
    store.append(actor, reason, from);
    floor = Optional.ofNullable(from);
  }

  /**
   * Goes back by one step: to what held before the last change.
   *
   * @return the threshold that holds now
   * @throws TrestleException CONFLICT the threshold is that of the model
   */
  public double rollback(String actor, String reason) {
    lock.lock();
    try {
      if (floor.isEmpty()) {
        throw new TrestleException(
            ProblemCode.CONFLICT, "The threshold is that of the model: there is nothing to undo.");
      }
      double now = floor.get();
      Optional<Double> before =
          store.history().stream()
              .takeWhile(change -> change.automaticFrom() != null)
              .map(Change::automaticFrom)
              .filter(from -> from < now)
              .findFirst();
      change(actor, reason, before.orElse(null));
      return active().automaticFrom();
    } finally {
      lock.unlock();
    }
  }
}
