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
        limits.schedule(() -> withoutOutcome(waits), within.toMillis(), TimeUnit.MILLISECONDS);
    var unused =
        waits.answer.whenComplete(
            (refusal, failure) -> {
              limit.cancel(false);
              awaited.remove(id, waits);
              journaled.remove(waits.seq(), waits);
              waits.known.complete(null);
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
      waits.known.complete(null);
    }
  }

  /** It was not journaled: nothing will become of it. */
  public void forget(UUID id) {
    Awaited waits = awaited.get(id);
    if (waits != null) {
      waits.keep();
    }
  }

  /**
   * A repeat whose own outcome nobody waits for, because the site or the sender asks differently
   * now, while somebody may still wait for its first copy. From now on that copy is kept, or it is
   * being handed back already and the repeat goes back with it.
   *
   * @param firstCopy sequence number of the first copy
   * @return as {@link #await}
   */
  public CompletableFuture<Optional<Finding>> repeated(Content content, long firstCopy) {
    // The first copy is committed, but the thread that tells us so may not have run yet.
    CompletableFuture<?>[] same =
        awaited.values().stream()
            .filter(waits -> waits.content.equals(content))
            .map(waits -> waits.known)
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(same).thenCompose(unused -> answerOfFirst(firstCopy));
  }

  /** What a repeat is told: that of its first copy, which is kept unless it is going back. */
  private CompletableFuture<Optional<Finding>> answerOfFirst(long firstCopy) {
    Awaited first = journaled.get(firstCopy);
    return first != null && !first.keep()
        ? first.answer.copy()
        : CompletableFuture.completedFuture(Optional.ofNullable(handedBack.get(firstCopy)));
  }

  /**
   * Nobody waits for the outcome of this one any longer. A repeat must not be told that its first
   * copy is kept while that is being handed back.
   */
  private void withoutOutcome(Awaited waits) {
    var unused = waits.known.thenRun(() -> knownWithoutOutcome(waits));
  }

  private void knownWithoutOutcome(Awaited waits) {
    long firstCopy = waits.firstCopy();
    if (firstCopy == 0) {
      waits.keep();
      return;
    }
    var unused =
        answerOfFirst(firstCopy)
            .whenComplete(
                (refusal, failure) -> {
                  if (failure == null) {
                    waits.answer.complete(refusal);
                  } else {
                    waits.answer.completeExceptionally(failure);
                  }
                });
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
    Awaited waits = awaited.get(entry.id());
    if (waits != null) {
      withoutOutcome(waits);
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
   * back gets no answer, and neither do its repeats nor what may be one.
   */
  @Override
  public void close() {
    limits.shutdownNow();
    List<Awaited> all = List.copyOf(awaited.values());
    // Repeats first: whether their first copies are going back is known as long as those wait.
    all.stream().filter(waits -> waits.firstCopy() != 0).forEach(this::endRepeat);
    for (Awaited waits : all) {
      if (!waits.known.isDone() || !waits.keep()) {
        end(waits);
      }
    }
  }

  private void endRepeat(Awaited repeat) {
    CompletableFuture<Optional<Finding>> first = answerOfFirst(repeat.firstCopy());
    if (first.isDone()) {
      withoutOutcome(repeat);
    } else {
      end(repeat);
    }
  }

  private static void end(Awaited waits) {
    waits.answer.completeExceptionally(
        new TrestleException(ProblemCode.SHUTTING_DOWN, "Trestle is stopping"));
  }
}
