package dev.trestle.orchestration.answer;

import dev.trestle.kernel.problem.Finding;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One sender that waits. Whether its message can still be handed back is decided once. */
final class Awaited {
  final OutcomeWatch.Content content;

  /** Why it was handed back, or empty when it is kept. */
  final CompletableFuture<Optional<Finding>> answer = new CompletableFuture<>();

  /** Done when it is known which entry it is, or that it does not matter any more. */
  final CompletableFuture<Void> known = new CompletableFuture<>();

  private final boolean mayHandBack;
  private @Nullable Finding claimedFor;
  private long seq;
  private long firstCopy;

  Awaited(OutcomeWatch.Content content, boolean mayHandBack) {
    this.content = content;
    this.mayHandBack = mayHandBack;
  }

  synchronized void journaled(long number, long duplicateOf) {
    seq = number;
    firstCopy = duplicateOf;
  }

  synchronized long seq() {
    return seq;
  }

  synchronized long firstCopy() {
    return firstCopy;
  }

  /** From now on only a commit answers; false when it was answered already, or is to be kept. */
  synchronized boolean claim(Finding problem) {
    if (!mayHandBack || answer.isDone()) {
      return false;
    }
    claimedFor = problem;
    return true;
  }

  synchronized @Nullable Finding claimedFor() {
    return claimedFor;
  }

  /** Answers that the message is kept; false when it is being handed back. */
  synchronized boolean keep() {
    if (claimedFor != null) {
      return false;
    }
    answer.complete(Optional.empty());
    return true;
  }
}
