package dev.trestle.orchestration.dispatch;

import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.orchestration.journal.JournalReadStore.Parked;
import dev.trestle.orchestration.journal.JournalStore;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journal in sequence and hands out entries whose turn has come. One thread owns the
 * chains of keys; all others send it events. Entries leave memory when they are settled, are an
 * exception, or wait for one.
 */
public final class Dispatcher implements AutoCloseable {
  /** Entries in memory at most; the rest stays in the journal until there is room. */
  static final int WINDOW_ENTRIES = 5_000;

  /** Sequence numbers read at a time. */
  static final int PAGE_ENTRIES = 500;

  /** The watermark is written when it has moved by this much, and when there is nothing to do. */
  private static final long WATERMARK_STEP = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final long IDLE_MILLIS = 200;
  private static final long RETRY_MILLIS = 500;

  private final JournalStore journal;
  private final JournalReadStore reader;
  private final DispatchStore store;
  private final ReadyEntries ready;
  private final KeyChains chains = new KeyChains();
  private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final ArrayDeque<KeyChains.Change> unwritten = new ArrayDeque<>();
  private final AtomicLong head = new AtomicLong();
  private final Thread thread;
  private long position;
  private long watermark;
  private volatile int active;
  private volatile boolean closing;

  public Dispatcher(
      DataSource database, JournalStore journal, JournalReadStore reader, ReadyEntries ready) {
    this.journal = journal;
    this.reader = reader;
    this.store = new DispatchStore(database);
    this.ready = ready;
    this.thread = new Thread(this::run, "dispatcher");
  }

  /** Restores what was parked, and begins to read above the watermark. */
  public void start() {
    restoreParked();
    watermark = store.watermark();
    position = watermark;
    head.set(journal.head());
    thread.start();
  }

  private void restoreParked() {
    List<Parked> all = reader.parked();
    Set<Long> parkedSeqs = all.stream().map(p -> p.entry().seq()).collect(Collectors.toSet());
    all.forEach(parked -> chains.restore(parked.entry(), parked.waitsFor()));
    // A stop between the settling of an exception and the release of what waited for it.
    for (Parked parked : all) {
      if (parked.waitsFor() != 0 && !parkedSeqs.contains(parked.waitsFor())) {
        resume(parked.entry().seq());
      }
    }
  }

  /** The journal has committed up to this number. */
  public void committed(long seq) {
    head.accumulateAndGet(seq, Math::max);
    events.add(() -> {});
  }

  /** These entries have an outcome now. */
  public void settled(List<Long> seqs) {
    events.add(() -> seqs.forEach(seq -> take(chains.settle(seq))));
  }

  /** This entry became an exception. */
  public void failed(long seq) {
    events.add(() -> take(chains.park(seq)));
  }

  /** A person or a repeat asks for an exception to be tried again. */
  public void resume(long seq) {
    events.add(() -> take(chains.resume(seq)));
  }

  /** The database went away while a ready entry was prepared. */
  public void runAgain(JournalEntry entry) {
    events.add(() -> ready.run(entry));
  }

  /** An exception was settled by a decision. */
  public void released(long seq) {
    events.add(() -> take(chains.release(seq)));
  }

  /** Entries in line or running. */
  public int active() {
    return active;
  }

  /** Whether everything that was journaled has been handed out and settled, or is parked. */
  public boolean idle() {
    return active == 0 && events.isEmpty() && watermark >= head.get();
  }

  private void run() {
    while (!closing) {
      try {
        Runnable event = events.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        while (event != null) {
          event.run();
          event = events.poll();
        }
        writeWaiting();
        admit();
        advance();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException problem) {
        LOG.warn("The dispatcher could not go on and tries again: {}", problem.getMessage());
        pause();
      }
    }
  }

  private void admit() {
    while (!closing && position < head.get() && chains.active() < WINDOW_ENTRIES) {
      long upTo = Math.min(head.get(), position + PAGE_ENTRIES);
      List<JournalEntry> page = reader.unsettled(position, upTo);
      position = upTo;
      for (JournalEntry entry : page) {
        take(chains.admit(entry));
      }
      writeWaiting();
    }
    active = chains.active();
  }

  private void take(KeyChains.Change change) {
    change.ready().forEach(ready::run);
    if (!change.waiting().isEmpty()) {
      unwritten.add(change);
    }
    active = chains.active();
  }

  private void writeWaiting() {
    while (!unwritten.isEmpty()) {
      store.waiting(unwritten.getFirst().waiting());
      unwritten.removeFirst();
    }
  }

  /** Nothing below the watermark is in line: it is settled, or parked with a row of its own. */
  private void advance() {
    long lowest = chains.lowestActive(position + 1) - 1;
    boolean caughtUp = lowest == position && lowest > watermark;
    if (lowest - watermark >= WATERMARK_STEP || caughtUp) {
      store.advance(lowest);
      watermark = lowest;
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops handing out. What runs is settled by the committer or found again at the next start. */
  @Override
  public void close() {
    closing = true;
    events.add(() -> {});
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
