package dev.trestle.orchestration.dispatch;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.OnFailure;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.orchestration.answer.OutcomeWatch;
import dev.trestle.orchestration.journal.CommittedEntries;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.orchestration.journal.JournalReadStore.Parked;
import dev.trestle.orchestration.journal.JournalStore;
import dev.trestle.orchestration.journal.SourceDecisionStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journal in sequence and hands out entries whose turn has come. One thread owns the
 * chains of keys; all others send it events. Entries leave memory when they are settled; of those
 * that are an exception or wait for one only the facts stay.
 */
public final class Dispatcher implements AutoCloseable {
  /** Entries in memory at most; the rest stays in the journal until there is room. */
  static final int WINDOW_ENTRIES = 5_000;

  /** Bytes of messages in memory at which no further page is read. */
  static final long WINDOW_BYTES = 32L << 20;

  /** Sequence numbers read at a time. */
  static final int PAGE_ENTRIES = 500;

  /** The watermark is written when it has moved by this much, and when there is nothing to do. */
  static final long WATERMARK_STEP = 1_000;

  /** A result that waits goes on after this, marked (DESIGN §4 "Failing"). */
  public static final Duration RESULT_HELD_AT_MOST = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int EVENTS_AT_ONCE = 1_000;
  private static final long IDLE_MILLIS = 200;
  private static final long RETRY_MILLIS = 500;
  private static final long HEAD_POLL_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long WAIT_MILLIS = 10;
  private static final String RESULT = "ORU";

  private final JournalStore journal;
  private final JournalReadStore reader;
  private final DispatchStore store;
  private final OutcomeWatch watch;
  private final Clock clock;
  private final KeyChains chains;
  private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final AtomicInteger unhandled = new AtomicInteger();
  private final AtomicLong head = new AtomicLong();
  private final HandedOver handed = new HandedOver();
  private final RunLine toRun;
  private final Overtaking overtaking;
  private final WaitingRows waitingRows;
  private final SourceDecisionStore decisions;
  private final HeldSources sources = new HeldSources();
  private final LikeFailures likeFailures = new LikeFailures();
  private final Map<Integer, SourcePause> pauses = new TreeMap<>();
  private final Set<Integer> changedSources = new ConcurrentSkipListSet<>();
  private final HeldResults heldResults = new HeldResults();
  private final Thread thread;
  private long watermark;
  private long headReadNanos = System.nanoTime();
  private volatile long position;
  private volatile long settledUpTo;
  private volatile int active;
  private volatile boolean catchingUp;
  private volatile boolean rowsToWrite;
  private volatile boolean closing;

  /**
   * Makes a dispatcher; {@link #start} starts it.
   *
   * @param ready takes what may run
   * @param watch told of entries that must wait
   * @param site asked what a failure of a source holds
   */
  public Dispatcher(
      DataSource database,
      JournalStore journal,
      JournalReadStore reader,
      ReadyEntries ready,
      OutcomeWatch watch,
      Supplier<Site> site,
      Clock clock) {
    this.journal = journal;
    this.reader = reader;
    this.store = new DispatchStore(database);
    this.toRun = new RunLine(ready);
    this.watch = watch;
    this.clock = clock;
    this.chains =
        new KeyChains(
            name ->
                site.get().source(name).map(Source::onFailure).orElse(OnFailure.HOLD_DEPENDENTS),
            sources);
    this.waitingRows = new WaitingRows(store, chains);
    this.overtaking = new Overtaking(reader, chains, toRun, this::take, clock);
    this.decisions = new SourceDecisionStore(database);
    this.thread = new Thread(this::run, "dispatcher");
  }

  /**
   * Restores what was parked, and begins to read above the watermark.
   *
   * @throws TrestleException DATABASE_UNAVAILABLE; it can be started again then
   */
  public void start() {
    decisions.withBacklog().forEach(sources::catchUp);
    decisions.held().forEach(sources::hold);
    catchingUp = sources.next().isPresent();
    List<Parked> parked = reader.parked();
    watermark = store.watermark();
    position = watermark;
    settledUpTo = watermark;
    head.set(journal.head());
    restore(parked);
    thread.start();
  }

  private void restore(List<Parked> all) {
    all.forEach(parked -> chains.restore(parked.entry(), parked.waitsFor(), parked.since()));
    all.stream()
        .filter(parked -> parked.waitsFor() != 0 && isResult(parked.entry()))
        .sorted(Comparator.comparing(Parked::since))
        .forEach(parked -> heldResults.add(parked.entry().seq(), parked.since()));
    // A stop after the settling of an exception or a decision, and before what follows from it.
    all.stream().filter(Parked::goesOn).forEach(parked -> resume(parked.entry().seq()));
  }

  /** The journal has committed a batch. */
  public void committed(CommittedEntries batch) {
    handed.offer(batch); // before its number is known: otherwise it would be read back
    head.accumulateAndGet(batch.upTo(), Math::max);
    tell(() -> {});
  }

  /** These entries have an outcome now. */
  public void settled(List<Long> seqs) {
    tell(() -> seqs.forEach(this::settle));
  }

  private void settle(long seq) {
    JournalEntry entry = chains.activeEntry(seq);
    if (entry != null) {
      likeFailures.settled(entry.sourceNumber());
    }
    toRun.cameBack(seq);
    take(chains.settle(seq, clock.instant()));
  }

  /** This entry became an exception, or is one again. */
  public void failed(JournalEntry entry, Finding problem) {
    tell(() -> fail(entry, problem));
  }

  private void fail(JournalEntry entry, Finding problem) {
    boolean isRetry = chains.isRetry(entry.seq());
    toRun.cameBack(entry.seq());
    take(chains.park(entry.seq(), clock.instant()));
    if (!isRetry && likeFailures.failed(entry.sourceNumber(), problem, clock.instant())) {
      pauses.put(entry.sourceNumber(), new SourcePause(entry.withoutSealed(), problem));
    }
  }

  /** A person or a repeat asks for an exception to be tried again; the decision is committed. */
  public void resume(long seq) {
    tell(() -> take(chains.resume(seq, clock.instant())));
  }

  /** An exception was settled by a decision, which is committed. */
  public void released(long seq) {
    tell(() -> take(chains.release(seq, clock.instant())));
  }

  /** A source was stopped or started; the decision is committed. */
  public void sourceChanged(int source) {
    tell(() -> changedSources.add(source));
  }

  private void tell(Runnable event) {
    unhandled.incrementAndGet();
    events.add(event);
  }

  /** Whether the thread lives that hands out. */
  public boolean alive() {
    return thread.isAlive();
  }

  /** How many entries may be in line. */
  public static int windowEntries() {
    return WINDOW_ENTRIES;
  }

  /** Entries in line or running. */
  public int active() {
    return active;
  }

  /** Journaled entries that were not read yet. */
  public long behind() {
    return Math.max(0, head.get() - position);
  }

  /** Whether everything that was journaled has been handed out and settled, or is parked. */
  public boolean idle() {
    return unhandled.get() == 0
        && active == 0
        && changedSources.isEmpty()
        && !catchingUp
        && position >= head.get()
        && !rowsToWrite;
  }

  /**
   * Waits until it is {@link #idle}, for shutdown after the sources are closed.
   *
   * @return whether it is
   */
  public boolean awaitIdle(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!idle() && System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
      pause(WAIT_MILLIS);
    }
    return idle();
  }

  /**
   * Waits until every entry that is journaled now is settled or parked; later ones may go on.
   *
   * @return whether it is so, within the time
   */
  public boolean awaitSettled(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    long upTo = head.get();
    while (settledUpTo < upTo
        && System.nanoTime() < end
        && !Thread.currentThread().isInterrupted()) {
      pause(WAIT_MILLIS);
    }
    return settledUpTo >= upTo;
  }

  private void run() {
    while (!closing) {
      try {
        boolean quiet = !takeEvents() && !hasWork();
        releaseOverdue();
        pauseSources();
        lookAtSources();
        toRun.run();
        writeWaiting();
        catchUp();
        overtaking.run(position, head.get());
        admit();
        advance(quiet);
        if (quiet) {
          lookForHead();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (TrestleException problem) {
        LOG.warn("The dispatcher tries again: {}", problem.getMessage());
        rest();
      } catch (RuntimeException defect) {
        // Only the class: a text could quote a message.
        LOG.error("The dispatcher tries again after {}", defect.getClass().getName());
        rest();
      }
    }
    rememberAtEnd();
  }

  /** Spares the next start some reading. */
  private void rememberAtEnd() {
    try {
      writeWaiting();
      advance(true);
    } catch (RuntimeException away) {
      LOG.debug("The watermark stays where it is");
    }
  }

  private boolean takeEvents() throws InterruptedException {
    Runnable event = hasWork() ? events.poll() : events.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    boolean any = event != null;
    for (int n = 0; event != null; event = ++n < EVENTS_AT_ONCE ? events.poll() : null) {
      try {
        event.run();
      } finally {
        unhandled.decrementAndGet();
      }
    }
    return any;
  }

  private boolean hasWork() {
    return !changedSources.isEmpty()
        || !pauses.isEmpty()
        || toRun.canRun()
        || overtaking.canLook(position, head.get())
        || (hasRoom() && (catchingUp || position < head.get()));
  }

  /** One batch or page at a time: what happens meanwhile must not wait for all of the journal. */
  private void admit() {
    if (closing || position >= head.get() || !hasRoom()) {
      return;
    }
    CommittedEntries batch = handed.takeAfter(position);
    if (batch != null) {
      admit(batch.entries(), batch.upTo());
    } else {
      long upTo = handed.gapEnd(position, Math.min(head.get(), position + PAGE_ENTRIES));
      admit(reader.unsettled(position, upTo), upTo);
    }
  }

  private void admit(List<JournalEntry> entries, long upTo) {
    for (JournalEntry entry : entries) {
      if (!overtaking.hasTaken(entry.seq())) {
        take(chains.admit(entry, clock.instant()));
        overtaking.hurry(entry);
      }
    }
    position = upTo;
    overtaking.passed(upTo);
    toRun.run();
    writeWaiting();
  }

  /** What has failed in like manner too often becomes a decision about its source. */
  private void pauseSources() {
    for (SourcePause pause : List.copyOf(pauses.values())) {
      int source = pause.failed().sourceNumber();
      LOG.error("ALARM: source {} is paused: {}", pause.failed().source(), pause.reason());
      decisions.pause(source, pause.reason(), pause.problem(), pause.failed().seq());
      pauses.remove(source);
      changedSources.add(source);
    }
  }

  /** Goes by what is committed: decisions and what is told of them can cross. */
  private void lookAtSources() {
    if (changedSources.isEmpty()) {
      return;
    }
    Set<Integer> held = decisions.held();
    for (int source : changedSources) {
      if (held.contains(source)) {
        sources.hold(source);
        takeBack(source);
        take(chains.hold(source, clock.instant()));
      } else if (sources.isHeld(source)) {
        sources.catchUp(source);
      }
    }
    catchingUp = sources.next().isPresent();
    changedSources.clear();
  }

  private void takeBack(int source) {
    toRun.removeIf(entry -> entry.sourceNumber() == source && chains.takeBack(entry.seq()));
  }

  /**
   * A page of what a source that was started again has held, not beyond the position: what ran when
   * the process ended has no row, is only held again when its turn comes, and goes first.
   */
  private void catchUp() {
    Optional<HeldSources.CatchingUp> next = sources.next();
    if (next.isEmpty() || closing || !hasRoom()) {
      return;
    }
    int source = next.get().source();
    List<JournalEntry> page = reader.held(source, next.get().after(), PAGE_ENTRIES);
    for (JournalEntry entry : page.stream().takeWhile(e -> e.seq() <= position).toList()) {
      take(chains.readmit(entry, clock.instant()));
      sources.wentOn(source, entry.seq());
    }
    if (page.isEmpty()) {
      sources.caughtUp(source);
    }
    catchingUp = sources.next().isPresent();
    toRun.run();
    writeWaiting();
  }

  private boolean hasRoom() {
    return chains.active() < WINDOW_ENTRIES && chains.activeBytes() < WINDOW_BYTES;
  }

  private void take(KeyChains.Change change) {
    if (!change.held().isEmpty() || !change.waiting().isEmpty()) {
      rowsToWrite = true;
    }
    active = chains.active();
    toRun.add(change.ready());
    for (JournalEntry entry : change.held()) {
      toRun.forget(entry.seq());
      waitingRows.isHeld(entry);
      watch.waits(entry);
    }
    for (JournalEntry entry : change.waiting()) {
      toRun.forget(entry.seq());
      waitingRows.waits(entry);
      watch.waits(entry);
      if (isResult(entry)) {
        LOG.warn("The result {} of {} waits for an exception", entry.seq(), entry.source());
        heldResults.add(entry.seq(), clock.instant());
      }
    }
  }

  private void writeWaiting() {
    waitingRows.write(clock.instant());
    rowsToWrite = false;
  }

  private static boolean isResult(JournalEntry entry) {
    return entry.messageCode().equals(RESULT);
  }

  private void releaseOverdue() {
    Instant limit = clock.instant().minus(RESULT_HELD_AT_MOST);
    for (long seq : heldResults.takeSince(limit)) {
      take(chains.goOn(seq, clock.instant()));
    }
  }

  /** Nothing below the watermark is in line: it is settled, or parked with a row of its own. */
  private void advance(boolean quiet) {
    // What was taken before its turn can lie above the position.
    long lowest = Math.min(chains.lowestActive(position + 1), position + 1) - 1;
    settledUpTo = lowest;
    if (lowest - watermark >= WATERMARK_STEP || (quiet && lowest > watermark)) {
      store.advance(lowest);
      watermark = lowest;
    }
  }

  /** An append whose answer was lost may be there although nobody was told. */
  private void lookForHead() {
    if (System.nanoTime() - headReadNanos > HEAD_POLL_NANOS) {
      head.accumulateAndGet(journal.head(), Math::max);
      headReadNanos = System.nanoTime();
    }
  }

  private void rest() {
    for (long waited = 0; waited < RETRY_MILLIS && !closing; waited += WAIT_MILLIS) {
      pause(WAIT_MILLIS);
    }
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops handing out. What runs is settled by the committer or found again at the next start. */
  @Override
  public void close() {
    closing = true;
    tell(() -> {});
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
