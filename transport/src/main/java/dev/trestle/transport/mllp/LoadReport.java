package dev.trestle.transport.mllp;

import java.time.Duration;

/**
 * What became of the messages of one {@link LoadSender} run.
 *
 * @param latencies of answered messages, each from the instant it was due (not from when a
 *     connection was free to send it: a receiver that stalls delays all messages behind), or with
 *     no rate asked for, from the start of sending it
 */
public record LoadReport(
    long answered,
    long notSent,
    long noAnswer,
    long unreadable,
    Duration took,
    Latencies latencies) {

  public double answeredPerSecond() {
    return answered * 1e9 / Math.max(1, took.toNanos());
  }

  public boolean allAnswered() {
    return notSent + noAnswer + unreadable == 0;
  }
}
