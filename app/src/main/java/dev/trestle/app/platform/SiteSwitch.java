package dev.trestle.app.platform;

import dev.trestle.app.lineage.RuleListStore;
import dev.trestle.app.site.KeyRules;
import dev.trestle.app.site.SiteActivation;
import dev.trestle.app.site.SiteControl;
import dev.trestle.app.site.SiteDifference;
import dev.trestle.app.site.SiteStore;
import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.orchestration.dispatch.Dispatcher;
import dev.trestle.semantics.mapping.MappingTranslator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the active site while messages flow (DESIGN §7). The commit of the ledger is the moment
 * of the change: a stop before it leaves the old version, a stop after it the new one. What can
 * refuse comes before it; what comes after it cannot fail.
 */
final class SiteSwitch implements SiteControl, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SiteSwitch.class);

  /** How long senders wait at most while what is in line finishes. */
  static final Duration LIMIT = Duration.ofSeconds(20);

  /** Nobody waits at a port yet; a backlog of a long stop may be in line. */
  private static final Duration START_LIMIT = Duration.ofMinutes(10);

  private static final int HISTORY_LIMIT = 1_000;
  private static final long LOOK_UP_PAUSE_MILLIS = 200;

  private final SiteStore store;
  private final ActiveSite active;
  private final Listeners listeners;
  private final Dispatcher dispatcher;
  private final MappingTranslator translator;
  private final RuleListStore rules;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private volatile boolean closing;

  SiteSwitch(
      SiteStore store,
      ActiveSite active,
      MappingTranslator translator,
      RuleListStore rules,
      Listeners listeners,
      Dispatcher dispatcher) {
    this.rules = rules;
    this.store = store;
    this.active = active;
    this.translator = translator;
    this.listeners = listeners;
    this.dispatcher = dispatcher;
  }

  @Override
  public Activated activate(List<SiteText> texts, String actor, String reason) {
    SiteVersion next = SiteVersion.of(texts, "that was sent");
    return change(next, actor, reason, SiteActivation.Kind.ACTIVATE);
  }

  /**
   * The version of {@code up --site}, before any port is open.
   *
   * @return empty when it is active already
   */
  Optional<Activated> start(SiteVersion next, Consumer<String> progress) {
    if (store.active().equals(Optional.of(next.hash()))) {
      return Optional.empty();
    }
    if (!dispatcher.idle() && !KeyRules.concerned(active.get(), next.site()).isEmpty()) {
      progress.accept("site: finishing what is in line by the rules of the site before");
    }
    return Optional.of(change(next, "up", "started with --site", SiteActivation.Kind.START));
  }

  @Override
  public Activated rollback(Optional<String> to, String actor, String reason) {
    String hash = to.map(store::resolve).orElseGet(this::before);
    return change(read(hash), actor, reason, SiteActivation.Kind.ROLLBACK);
  }

  private String before() {
    return store
        .before()
        .orElseThrow(
            () ->
                new TrestleException(
                    ProblemCode.NOT_FOUND, "No other version was active before this one"));
  }

  @Override
  public List<SiteActivation> history() {
    return store.history(HISTORY_LIMIT);
  }

  @Override
  public SiteVersion version(Optional<String> hash) {
    Optional<String> wanted = hash.map(store::resolve).or(store::active);
    return read(
        wanted.orElseThrow(
            () ->
                new TrestleException(
                    ProblemCode.NOT_FOUND,
                    "The default site is active; it has no files. `trestle site activate FOLDER`"
                        + " activates another.")));
  }

  private SiteVersion read(String hash) {
    return SiteVersion.of(store.texts(hash), SiteVersion.shortened(hash));
  }

  private Activated change(
      SiteVersion next, String actor, String reason, SiteActivation.Kind kind) {
    if (!oneAtATime.tryLock()) {
      throw new TrestleException(
          ProblemCode.CONFLICT, "Another activation is going on; try again when it has ended");
    }
    try {
      return changeAlone(next, actor, reason, kind);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrestleException(ProblemCode.SHUTTING_DOWN, "Trestle is stopping", e);
    } finally {
      oneAtATime.unlock();
    }
  }

  private Activated changeAlone(
      SiteVersion next, String actor, String reason, SiteActivation.Kind kind)
      throws InterruptedException {
    Optional<String> before = store.active();
    if (before.equals(Optional.of(next.hash()))) {
      throw new TrestleException(
          ProblemCode.CONFLICT,
          "The version " + SiteVersion.shortened(next.hash()) + " is active already");
    }
    List<SiteText> textsBefore = before.map(store::texts).orElse(List.of());
    store.keep(next);
    Set<String> concerned = KeyRules.concerned(active.get(), next.site());
    // Compiled before it is needed, so that no message waits for it.
    rules.keep(next.site(), translator);
    Optional<SiteActivation.Replayed> replayed =
        store.replayed(next.hash(), active.get().version());
    Listeners.Change ports = listeners.prepare(next.site(), concerned);
    List<String> steps = new ArrayList<>(ports.lines());
    try {
      finishWhatIsInLine(ports, concerned, kind == SiteActivation.Kind.START ? START_LIMIT : LIMIT);
      commit(next.hash(), actor, reason, kind, replayed);
    } catch (RuntimeException | InterruptedException e) {
      ports.giveUp();
      throw e;
    }
    active.set(next.site());
    ports.apply();
    if (!concerned.isEmpty()) {
      steps.add(
          "what was in line was finished first: rules of keys or routes, or a shadow, changed");
    }
    LOG.info(
        "The site {} is active, by {} ({}); before: {}",
        next.hash(),
        actor,
        kind,
        before.orElse("-"));
    return new Activated(
        next.hash(), before, SiteDifference.between(textsBefore, next.texts()), steps, replayed);
  }

  private void finishWhatIsInLine(Listeners.Change ports, Set<String> concerned, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean finished = ports.awaitAnswered(deadline);
    if (finished && !concerned.isEmpty()) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      finished = dispatcher.awaitSettled(left);
    }
    if (!finished) {
      throw new TrestleException(
          ProblemCode.SITE_BUSY,
          "Rules of keys or routes change, and what was in line did not finish within "
              + limit.toSeconds()
              + " seconds. Nothing was changed. Try again when less is in line (`trestle status`).");
    }
  }

  /** When the answer to the commit is lost, it is looked up: until then it is neither version. */
  private void commit(
      String hash,
      String actor,
      String reason,
      SiteActivation.Kind kind,
      Optional<SiteActivation.Replayed> replayed)
      throws InterruptedException {
    UUID request = UUID.randomUUID();
    Long replay = replayed.map(SiteActivation.Replayed::id).orElse(null);
    try {
      store.activate(request, hash, actor, reason, kind, replay);
    } catch (TrestleException problem) {
      if (problem.code() != ProblemCode.DATABASE_UNAVAILABLE || !lookedUp(request)) {
        throw problem;
      }
    }
  }

  private boolean lookedUp(UUID request) throws InterruptedException {
    while (!closing) {
      try {
        return store.wasActivated(request);
      } catch (TrestleException stillAway) {
        LOG.warn("It is not known yet whether the site was activated: {}", stillAway.getMessage());
        TimeUnit.MILLISECONDS.sleep(LOOK_UP_PAUSE_MILLIS);
      }
    }
    return false;
  }

  /** Gives up looking for the answer to a commit; the next start finds it. */
  @Override
  public void close() {
    closing = true;
  }
}
