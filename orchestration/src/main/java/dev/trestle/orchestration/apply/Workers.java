package dev.trestle.orchestration.apply;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.Severity;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.FeedState;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.kernel.statement.Translator;
import dev.trestle.orchestration.dispatch.ReadyEntries;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.JournalReadStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and translates entries in parallel and hands them to the committer. */
public final class Workers implements ReadyEntries, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final long CLOSE_SECONDS = 30;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final JournalReadStore reader;
  private final Translator translator;
  private final Supplier<Site> site;
  private final Committer committer;
  private final ExecutorService threads;
  private final AtomicLong handedOut = new AtomicLong();
  private volatile boolean closing;

  public Workers(
      JournalReadStore reader,
      Translator translator,
      Supplier<Site> site,
      Committer committer,
      int count) {
    this.reader = reader;
    this.translator = translator;
    this.site = site;
    this.committer = committer;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            task -> new Thread(task, "translator-" + number.incrementAndGet()));
  }

  /** An entry in line for a thread: what is urgent first, then as they were handed out. */
  private final class Task implements Runnable, Comparable<Task> {
    private final JournalEntry entry;
    private final boolean urgent;
    private final long number;

    private Task(JournalEntry entry, boolean urgent, long number) {
      this.entry = entry;
      this.urgent = urgent;
      this.number = number;
    }

    @Override
    public void run() {
      handOver(entry, urgent);
    }

    @Override
    public int compareTo(Task other) {
      return urgent == other.urgent ? Long.compare(number, other.number) : urgent ? -1 : 1;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(number);
    }
  }

  @Override
  public void run(JournalEntry entry, boolean urgent) {
    threads.execute(new Task(entry, urgent, handedOut.getAndIncrement()));
  }

  /** Until it is handed over; an entry that stays here is found again at the next start. */
  private void handOver(JournalEntry entry, boolean urgent) {
    long pauseMillis = FIRST_PAUSE_MILLIS;
    try {
      while (!closing) {
        Prepared prepared = prepare(entry);
        if (prepared != null) {
          committer.submit(prepared, urgent);
          return;
        }
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is to be done with an entry, or null when that can be known only later. */
  private @Nullable Prepared prepare(JournalEntry entry) {
    Site current = site.get();
    Prepared prepared = prepare(entry, current);
    return prepared != null && current.feed(entry.source()).state() == FeedState.SHADOW
        ? inShadow(prepared, current)
        : prepared;
  }

  private @Nullable Prepared prepare(JournalEntry entry, Site current) {
    try {
      return entry.duplicateOf() == 0 ? translate(entry, current) : new Prepared.Repeat(entry);
    } catch (TrestleException problem) {
      if (problem.code() == ProblemCode.DATABASE_UNAVAILABLE) {
        return null;
      }
      return new Prepared.Failed(entry, Finding.error(problem.code(), "", problem.code().advice()));
    } catch (RuntimeException | StackOverflowError defect) {
      LOG.error("Entry {} could not be translated", entry.seq(), Defects.withoutText(defect));
      return new Prepared.Failed(
          entry,
          Finding.error(ProblemCode.MAPPING_FAILED, "", "The translation of the message failed."));
    } catch (Error machine) {
      LOG.error("Entry {} waits", entry.seq(), Defects.withoutText(machine));
      return null;
    }
  }

  private Prepared translate(JournalEntry entry, Site current) {
    Optional<Source> source = current.source(entry.source());
    if (source.isEmpty()) {
      return new Prepared.Failed(
          entry,
          Finding.error(
              ProblemCode.SOURCE_UNKNOWN, "", "The active site has no source " + entry.source()));
    }
    Translation translation = translator.translate(reader.raw(entry), source.get(), current);
    if (translation.result() == Translation.Result.UNTRANSLATABLE) {
      return new Prepared.Failed(entry, firstError(translation));
    }
    return new Prepared.Translated(entry, translation, current.version());
  }

  private static Prepared inShadow(Prepared prepared, Site current) {
    JournalEntry entry = prepared.entry();
    if (prepared instanceof Prepared.Translated translated) {
      Translation translation = translated.translation();
      return new Prepared.Shadowed(
          entry,
          translation.findings(),
          translation.unmapped(),
          translation.mapping(),
          current.version());
    }
    return prepared instanceof Prepared.Failed failed
        ? new Prepared.Shadowed(entry, List.of(failed.problem()), List.of(), "", current.version())
        : prepared;
  }

  private static Finding firstError(Translation translation) {
    return translation.findings().stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .findFirst()
        .orElseGet(
            () ->
                Finding.error(
                    ProblemCode.NOTHING_TRANSLATED, "", "No rule made a resource of the message."));
  }

  /** Finishes what has begun; what waits for a thread is found again at the next start. */
  @Override
  public void close() {
    closing = true;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Translators did not stop; what they hold is found again at the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
