package dev.trestle.app.replay;

import dev.trestle.app.lineage.SiteVersions;
import dev.trestle.app.security.AuditEvent;
import dev.trestle.app.security.AuditLog;
import dev.trestle.app.site.SiteStore;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.orchestration.source.Sources;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Versions of the site beside the active one: what a feed sends is translated by both when it has
 * settled, and what differs is counted. One thread reads the journal after the way of the messages
 * and rests while any are under way; a run that falls behind stays behind and says so. How far it
 * is is kept with what it counted, so that a restart neither loses nor repeats a message. A run
 * ends when it is stopped, when any version is activated, or at its limit.
 */
public final class ParallelRuns implements AutoCloseable {
  /** Runs at once; each takes a share of the same thread. */
  static final int RUNS_LIMIT = 4;

  /** Messages of a run. */
  static final long MESSAGES_LIMIT = 1_000_000;

  /** Runs that are listed. */
  private static final int LISTED = 20;

  private static final int PIECE = 50;
  private static final int PLACES = 500;
  private static final long WINDOW_NUMBERS = 10_000;
  private static final long EVERY_MILLIS = 500;
  private static final long CLOSE_SECONDS = 10;
  private static final Logger LOG = LoggerFactory.getLogger(ParallelRuns.class);

  private final ParallelStore store;
  private final SiteStore versions;
  private final SiteVersions sites;
  private final Sources sources;
  private final JournalReadStore journal;
  private final MessageReplay replay;
  private final LongSupplier head;
  private final BooleanSupplier busy;
  private final AuditLog audit;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(ParallelRuns::background);
  private volatile boolean closing;
  private boolean warned;

  /**
   * What replays have as well.
   *
   * @param busy whether messages are under way
   */
  record Parts(
      ParallelStore store,
      SiteStore versions,
      SiteVersions sites,
      Sources sources,
      JournalReadStore journal,
      MessageReplay replay,
      BooleanSupplier busy) {}

  /**
   * @param head the last number of the journal
   */
  ParallelRuns(Parts parts, LongSupplier head, AuditLog audit, Clock clock) {
    this.store = parts.store();
    this.versions = parts.versions();
    this.sites = parts.sites();
    this.sources = parts.sources();
    this.journal = parts.journal();
    this.replay = parts.replay();
    this.busy = parts.busy();
    this.head = head;
    this.audit = audit;
    this.clock = clock;
  }

  private static Thread background(Runnable task) {
    Thread thread = new Thread(task, "parallel-runs");
    thread.setDaemon(true);
    return thread;
  }

  /** Goes on with the runs that there are. */
  public void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      // One for each look: it counts as work what passes between its calls.
      Rest rest = new Rest(busy);
      while (round(rest) && !closing) {
        LOG.debug("There is more to translate beside the active site");
      }
      warned = false;
    } catch (RuntimeException failure) {
      if (!closing && !warned) {
        warned = true;
        // The text of a driver can quote rows.
        LOG.warn("Runs beside the active site wait: {}", failure.getClass().getSimpleName());
      }
    }
  }

  /**
   * Begins a run on what the source sends from now on.
   *
   * @throws TrestleException CONFLICT the version is the active one, or another runs beside this
   *     source; NOT_FOUND no such source
   */
  public ParallelRun begin(SiteVersion version, String source, String actor, String reason) {
    sources.number(source);
    Site active = sites.active();
    if (active.version().equals(version.hash())) {
      throw new TrestleException(ProblemCode.CONFLICT, "This version is the active one");
    }
    versions.keep(version);
    ReplayQuestion question = new ReplayQuestion(version, 1, Optional.of(source));
    long id = store.begin(question, active.version(), actor, reason, head.getAsLong(), RUNS_LIMIT);
    return find(id);
  }

  /**
   * Ends a run.
   *
   * @throws TrestleException NOT_FOUND no such run; CONFLICT it has ended
   */
  public ParallelRun stop(long id, String actor, String reason) {
    find(id);
    if (!store.end(id, "stopped by " + actor + ": " + reason)) {
      throw new TrestleException(ProblemCode.CONFLICT, "The run has ended already");
    }
    return find(id);
  }

  /** Those that run, then the last that ended. */
  public List<ParallelRun> list() {
    return store.last(LISTED);
  }

  /** Entries of the journal, of all sources, that a run has still to pass. */
  public long behind(ParallelRun run) {
    return run.running() ? Math.max(0, head.getAsLong() - run.position()) : 0;
  }

  private ParallelRun find(long id) {
    return store
        .find(id)
        .orElseThrow(
            () ->
                new TrestleException(
                    ProblemCode.NOT_FOUND, "There is no run " + id + " beside the active site"));
  }

  /** A piece of each run; returns whether there is more. */
  private boolean round(Rest rest) {
    boolean more = false;
    for (ParallelRun run : store.running()) {
      if (closing) {
        return false;
      }
      more |= isContinued(run) && piece(run, rest);
    }
    return more;
  }

  private boolean isContinued(ParallelRun run) {
    Site active = sites.active();
    if (!active.version().equals(run.replay().before())) {
      boolean itself = active.version().equals(run.replay().hash());
      end(run, itself ? "it was activated" : "another version was activated");
      return false;
    }
    if (run.replay().counts().looked() >= MESSAGES_LIMIT) {
      end(run, "it looked at " + MESSAGES_LIMIT + " messages, which is the limit");
      return false;
    }
    if (sites.find(run.replay().hash()).isEmpty()) {
      end(run, "its version does not fit this release");
      return false;
    }
    return true;
  }

  private void end(ParallelRun run, String why) {
    if (store.end(run.id(), why)) {
      audit.record(
          AuditEvent.ofTrestle(
              clock.instant(), "site-parallel-end", "run " + run.id() + ": " + why));
    }
  }

  private boolean piece(ParallelRun run, Rest rest) {
    long from = run.position();
    long upTo = Math.min(head.getAsLong(), from + WINDOW_NUMBERS);
    Site active = sites.active();
    Optional<Site> candidate = sites.find(run.replay().hash());
    if (upTo <= from || candidate.isEmpty() || !active.version().equals(run.replay().before())) {
      return false;
    }
    List<JournalEntry> page =
        journal.ofSource(sources.number(run.replay().source()), from, upTo, PIECE);
    long under = underWay(page);
    ReplayRun looked = new ReplayRun(replay, journal, active, candidate.get(), List.of());
    for (JournalEntry entry : page) {
      if (entry.seq() < under && !closing) {
        look(entry, looked);
        rest.afterWork();
      }
    }
    long passed = page.size() < PIECE ? upTo : page.get(page.size() - 1).seq();
    long position = Math.min(passed, under - 1);
    if (closing || position <= from) {
      return false;
    }
    List<Replay.Difference> differences = new ArrayList<>();
    looked.drain(differences::addAll);
    ReplayCounts before = run.replay().counts();
    long room = Math.max(0, ReplayRun.KEPT - before.differ());
    return store.keep(
            run.id(),
            from,
            position,
            before.plus(looked.counts()),
            places(run.replay().places(), looked.places()),
            differences.stream().limit(room).toList())
        && position < head.getAsLong();
  }

  /** A defect at one message does not stop the run. */
  private static void look(JournalEntry entry, ReplayRun looked) {
    try {
      looked.look(entry);
    } catch (TrestleException unavailable) {
      throw unavailable;
    } catch (RuntimeException defect) {
      LOG.warn("An entry is not compared: {}", defect.getClass().getSimpleName());
      looked.failed();
    }
  }

  /** The first entry of a page that has not settled; those after it wait for it. */
  private long underWay(List<JournalEntry> page) {
    if (page.isEmpty()) {
      return Long.MAX_VALUE;
    }
    return journal.unsettled(page.stream().map(JournalEntry::seq).toList()).stream()
        .mapToLong(JournalEntry::seq)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static List<Replay.Place> places(List<Replay.Place> known, List<Replay.Place> more) {
    Map<String, Long> all = new HashMap<>();
    known.forEach(place -> all.merge(place.place(), place.messages(), Long::sum));
    for (Replay.Place place : more) {
      boolean room = all.size() < PLACES || all.containsKey(place.place());
      all.merge(room ? place.place() : ReplayRun.OTHERS, place.messages(), Long::sum);
    }
    return ReplayRun.sorted(all);
  }

  @Override
  public void close() {
    closing = true;
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("A run beside the active site did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
