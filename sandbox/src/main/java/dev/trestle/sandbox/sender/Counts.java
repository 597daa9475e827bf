package dev.trestle.sandbox.sender;

import dev.trestle.kernel.message.AnswerCode;
import dev.trestle.sandbox.hospital.SimulatedMessage;
import java.time.Duration;

/** Counts of one feed, written by its thread and read by any. */
final class Counts {
  private long answered;
  private long copies;
  private long accepted;
  private long errors;
  private long rejected;
  private long transmissions;
  private long resent;
  private long noAnswer;
  private long notConnected;
  private long longestNanos;
  private boolean firstHasLeft;

  /** A frame of the first message of the queue left. */
  synchronized void left() {
    transmissions++;
    resent += firstHasLeft ? 1 : 0;
    firstHasLeft = true;
  }

  synchronized void noAnswer() {
    noAnswer++;
  }

  synchronized void notConnected() {
    notConnected++;
  }

  synchronized void answered(SimulatedMessage message, AnswerCode code, long nanos) {
    answered++;
    firstHasLeft = false;
    copies += message.copy() ? 1 : 0;
    longestNanos = Math.max(longestNanos, nanos);
    switch (code) {
      case AA, CA -> accepted++;
      case AE, CE -> errors++;
      case AR, CR -> rejected++;
    }
  }

  synchronized FeedReport report(long queued) {
    return new FeedReport(
        answered,
        copies,
        accepted,
        errors,
        rejected,
        transmissions,
        resent,
        noAnswer,
        notConnected,
        queued,
        Duration.ofNanos(longestNanos));
  }
}
