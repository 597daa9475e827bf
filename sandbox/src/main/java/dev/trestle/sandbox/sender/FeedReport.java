package dev.trestle.sandbox.sender;

import java.time.Duration;

/**
 * The counts of one feed. Every message is counted once, when its answer came: {@code answered =
 * accepted + errors + rejected}.
 *
 * @param answered messages with an answer of their own
 * @param copies of those, the ones whose bytes the hospital had sent before on purpose
 * @param accepted answered AA or CA
 * @param errors answered AE or CE
 * @param rejected answered AR or CR
 * @param transmissions frames that left, wholly or in part
 * @param resent transmissions of a message that had left before, because no answer came
 * @param noAnswer transmissions without an answer, or with one that belongs to no message
 * @param notConnected attempts that ended before a byte left
 * @param queued messages that are not answered yet
 * @param longestAnswer longest time from sending to the answer
 */
public record FeedReport(
    long answered,
    long copies,
    long accepted,
    long errors,
    long rejected,
    long transmissions,
    long resent,
    long noAnswer,
    long notConnected,
    long queued,
    Duration longestAnswer) {
  static final FeedReport NONE = new FeedReport(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO);

  /** Messages with bytes of their own. */
  public long distinct() {
    return answered - copies;
  }

  FeedReport plus(FeedReport other) {
    return new FeedReport(
        answered + other.answered,
        copies + other.copies,
        accepted + other.accepted,
        errors + other.errors,
        rejected + other.rejected,
        transmissions + other.transmissions,
        resent + other.resent,
        noAnswer + other.noAnswer,
        notConnected + other.notConnected,
        queued + other.queued,
        longestAnswer.compareTo(other.longestAnswer) > 0 ? longestAnswer : other.longestAnswer);
  }
}
