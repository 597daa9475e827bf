package dev.trestle.orchestration.dispatch;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.orchestration.journal.JournalEntry;

/**
 * A source that is to be paused.
 *
 * @param failed the last of its messages that failed in like manner
 * @param problem how
 */
record SourcePause(JournalEntry failed, Finding problem) {
  String reason() {
    return "%d messages failed within %d minutes with %s at %s"
        .formatted(
            LikeFailures.FAILURES,
            LikeFailures.WITHIN.toMinutes(),
            problem.code().id(),
            LikeFailures.place(problem.location()));
  }
}
