package dev.trestle.orchestration.answer;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.journal.Appended;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Senders that wait for what becomes of their message (DESIGN §4 "Answers"). A message is either
 * kept by us, and the answer is AA, or handed back, and the answer is AE: never both, so that there
 * is no message nobody answers for. The committer asks {@link #handsBack} before it writes; from
 * then on the time limit no longer answers, only the commit does.
 */
public final class OutcomeWatch implements AutoCloseable {
  /** After so many refusals of the same bytes the message is kept, as an exception. */
  public static final int REFUSALS = 3;

  /** Refused messages remembered. */
  private static final int REMEMBERED = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(OutcomeWatch.class);

  /** What makes two messages the same. */
  public record Content(SourceName source, Hash128 control, Hash128 content) {}

  private final ConcurrentHashMap<UUID, Awaited> awaited = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Long, Awaited> journaled = new ConcurrentHashMap<>();
  private final Recent<Content, Integer> refusals = new Recent<>(REMEMBERED);
  private final Recent<Long, Finding> handedBack = new Recent<>(REMEMBERED);
  private final AtomicLong keptAfterRefusals = new AtomicLong();
  private final ScheduledThreadPoolExecutor limits;

  public OutcomeWatch() {
    limits =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "answers-due");
              thread.setDaemon(true);
              return thread;
            });
    limits.setRemoveOnCancelPolicy(true);
  }

  /**
   * Waits for an entry that is about to be journaled.
   *
   * @param id of the entry
   * @param within the longest wait; then it is kept
   * @param mayHandBack whether it is handed back when it cannot be applied
   * @return why the message was handed back, or empty when it is kept; fails when that cannot be
   *     said, and then there must be no answer
   */
  public CompletableFuture<Optional<Finding>> await(
      UUID id, Content content, Duration within, boolean mayHandBack) {
    Awaited waits = new Awaited(content, mayHandBack);
    awaited.put(id, waits);
    ScheduledFuture<?> limit =
        limits.schedule(() -> limitReached(waits), within.toMillis(), TimeUnit.MILLISECONDS);
    var unused =
        waits.answer.whenComplete(
            (refusal, failure) -> {
              limit.cancel(false);
              awaited.remove(id, waits);
              journaled.remove(waits.seq(), waits);
            });
    return waits.answer;
  }

  /** It was journaled; the rest is up to the outcome. */
  public void journaled(UUID id, Appended appended) {
    Awaited waits = awaited.get(id);
    if (waits != null) {
      waits.journaled(appended.seq(), appended.duplicateOf());
      journaled.put(appended.seq(), waits);
      if (waits.answer.isDone()) {
        journaled.remove(appended.seq(), waits);
      }
    }
  }

  /** It was not journaled: nothing will become of it. */
  public void forget(UUID id) {
    keep(id);
  }

  /** A repeat must not be told that its first copy is kept while that is being handed back. */
  private void limitReached(Awaited waits) {
    Awaited first = journaled.get(waits.firstCopy());
    if (first == null || first.keep()) {
      waits.keep();
    }
  }

  /**
   * Whether a message that cannot be applied goes back to its sender, who waits for that. Asked by
   * the committer before it writes; with true it writes {@link Outcome#REJECTED}.
   */
  public boolean handsBack(JournalEntry entry, Finding problem) {
    Awaited waits = awaited.get(entry.id());
    return waits != null
        && entry.duplicateOf() == 0
        && refusals(waits.content) < REFUSALS
        && waits.claim(problem);
  }

  private int refusals(Content content) {
    Integer count = refusals.get(content);
    return count == null ? 0 : count;
  }

  /** It is committed that the entry has this outcome. */
  public void settled(JournalEntry entry, Outcome outcome) {
    Awaited waits = awaited.get(entry.id());
    if (waits == null) {
      return;
    }
    Finding refusal = waits.claimedFor();
    switch (outcome) {
      case REJECTED -> {
        if (refusal != null) {
          handedBack.put(entry.seq(), refusal);
          refusals.put(waits.content, refusals(waits.content) + 1);
        }
        waits.answer.complete(Optional.ofNullable(refusal));
      }
      case DUPLICATE ->
          waits.answer.complete(Optional.ofNullable(handedBack.get(entry.duplicateOf())));
      default -> {
        refusals.remove(waits.content);
        waits.answer.complete(Optional.empty());
      }
    }
  }

  /** It is committed that the entry is an exception. */
  public void failed(JournalEntry entry) {
    Awaited waits = awaited.get(entry.id());
    if (waits != null) {
      if (refusals(waits.content) >= REFUSALS) {
        keptAfterRefusals.incrementAndGet();
        LOG.error(
            "ALARM: {} sent entry {} again after {} refusals; it is kept as an exception",
            entry.source(),
            entry.seq(),
            REFUSALS);
        refusals.remove(waits.content);
      }
      waits.answer.complete(Optional.empty());
    }
  }

  /** The entry must wait for another one, or for its source. */
  public void waits(JournalEntry entry) {
    keep(entry.id());
  }

  private void keep(UUID id) {
    Awaited waits = awaited.get(id);
    if (waits != null) {
      waits.keep();
    }
  }

  /** Messages that were kept as exceptions because their senders did not take them back. */
  public long keptAfterRefusals() {
    return keptAfterRefusals.get();
  }

  /** Senders that wait. */
  public int waiting() {
    return awaited.size();
  }

  /**
   * Ends all waits: what is journaled is kept, and goes on at the next start. What is being handed
   * back gets no answer.
   */
  @Override
  public void close() {
    limits.shutdownNow();
    for (Awaited waits : List.copyOf(awaited.values())) {
      if (!waits.keep()) {
        waits.answer.completeExceptionally(
            new TrestleException(ProblemCode.SHUTTING_DOWN, "Trestle is stopping"));
      }
    }
  }
}
