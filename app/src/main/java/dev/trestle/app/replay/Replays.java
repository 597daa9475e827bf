package dev.trestle.app.replay;

import dev.trestle.app.lineage.SiteVersions;
import dev.trestle.app.security.AuditLog;
import dev.trestle.app.site.SiteStore;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.statement.Translator;
import dev.trestle.orchestration.feed.FeedMessages;
import dev.trestle.orchestration.feed.FeedMessages.Span;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.orchestration.source.Sources;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Replays stored messages by another version of the site. It runs in the caller's thread, one at a
 * time, and ends when the listener throws. What is kept are numbers and places; values are
 * translated again when somebody looks at them. Thread-safe.
 */
public final class Replays {
  /** Messages after which it is told how far it is. */
  private static final int PIECE = 50;

  private final ReplayStore store;
  private final ParallelStore parallel;
  private final SiteStore versions;
  private final SiteVersions sites;
  private final Sources sources;
  private final FeedMessages feeds;
  private final JournalReadStore journal;
  private final MessageReplay replay;
  private final BooleanSupplier busy;
  private final Semaphore oneAtATime = new Semaphore(1);

  /**
   * @param active the active site
   * @param busy whether messages are under way
   */
  public Replays(
      DataSource database,
      Sealer sealer,
      Keyring keyring,
      Supplier<Site> active,
      Translator translator,
      Sources sources,
      JournalReadStore journal,
      BooleanSupplier busy) {
    this.store = new ReplayStore(database);
    this.parallel = new ParallelStore(database, store);
    this.versions = new SiteStore(database, sealer);
    this.sites = new SiteVersions(active, versions);
    this.sources = sources;
    this.feeds = new FeedMessages(database, journal);
    this.journal = journal;
    this.replay = new MessageReplay(translator, keyring);
    this.busy = busy;
  }

  /**
   * Replays that go on with what comes in.
   *
   * @param head the last number of the journal
   */
  public ParallelRuns beside(LongSupplier head, AuditLog audit, Clock clock) {
    return new ParallelRuns(
        new ParallelRuns.Parts(parallel, versions, sites, sources, journal, replay, busy),
        head,
        audit,
        clock);
  }

  /** Is told how far a replay is; what it throws ends the replay. */
  public interface Listener {
    void progress(long replay, ReplayCounts counts);
  }

  /**
   * Refuses what cannot be replayed, before anything is answered.
   *
   * @throws TrestleException REQUEST_INVALID none or too many are asked for; NOT_FOUND no such
   *     source
   */
  public void check(ReplayQuestion question) {
    if (question.messages() < 1 || question.messages() > ReplayQuestion.MESSAGES_LIMIT) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "A replay takes 1 to " + ReplayQuestion.MESSAGES_LIMIT + " messages");
    }
    question.source().ifPresent(sources::number);
  }

  /**
   * Replays to the end.
   *
   * @throws TrestleException CONFLICT another replay is going on; and what {@link #check} refuses
   */
  public Replay run(ReplayQuestion question, String actor, Listener listener) {
    check(question);
    if (!oneAtATime.tryAcquire()) {
      throw new TrestleException(
          ProblemCode.CONFLICT, "Another replay is going on; try again when it has ended");
    }
    try {
      return runAlone(question, actor, listener);
    } finally {
      oneAtATime.release();
    }
  }

  private Replay runAlone(ReplayQuestion question, String actor, Listener listener) {
    Site before = sites.active();
    versions.keep(question.version());
    List<Span> spans = spans(question);
    ReplayRun run = new ReplayRun(replay, journal, before, question.version().site(), spans);
    long id = store.begin(question, before.version(), actor);
    listener.progress(id, run.counts());
    Rest rest = new Rest(busy);
    Consumer<JournalEntry> each =
        entry -> {
          run.look(entry);
          rest.afterWork();
          if (run.counts().looked() % PIECE == 0) {
            run.drain(found -> store.add(id, found));
            listener.progress(id, run.counts());
          }
        };
    spans.forEach(span -> feeds.each(span, each));
    run.drain(found -> store.add(id, found));
    store.end(id, run.counts(), run.places());
    listener.progress(id, run.counts());
    return find(id);
  }

  private List<Span> spans(ReplayQuestion question) {
    List<String> names =
        question.source().map(List::of).orElseGet(() -> List.copyOf(sources.names()));
    Map<String, Long> available = new LinkedHashMap<>();
    for (String name : names) {
      long entries = feeds.last(sources.number(name), question.messages()).entries();
      if (entries > 0) {
        available.put(name, entries);
      }
    }
    List<Span> spans = new ArrayList<>();
    Shares.of(available, question.messages())
        .forEach((name, share) -> spans.add(feeds.last(sources.number(name), share)));
    return spans;
  }

  /**
   * A replay by its number.
   *
   * @throws TrestleException NOT_FOUND
   */
  public Replay find(long id) {
    return store
        .find(id)
        .orElseThrow(() -> new TrestleException(ProblemCode.NOT_FOUND, "There is no replay " + id));
  }

  /** The last finished replay of a version against the active one. */
  public Optional<Replay> latest(String hash) {
    return store.latest(hash, sites.active().version()).flatMap(store::find);
  }

  /** The messages that differ, as many as are kept, in the order of the journal. */
  public List<Replay.Difference> differences(long id) {
    return store.differences(id);
  }

  /**
   * What differs in a message, with its values: patient data, translated again now.
   *
   * @throws TrestleException NOT_FOUND no such replay; GONE one of its versions or the message is
   *     not kept any more
   */
  public List<Change> changes(long id, long seq) {
    Replay found = find(id);
    JournalEntry entry = journal.entry(seq);
    return replay.compare(
        new MessageReplay.Received(entry.source(), entry.type(), journal.raw(entry)),
        site(found.before()),
        site(found.hash()));
  }

  private Site site(String version) {
    return sites
        .find(version)
        .orElseThrow(
            () ->
                new TrestleException(
                    ProblemCode.GONE,
                    "The version "
                        + version
                        + " is not kept, or does not fit this release: replay again"));
  }
}
