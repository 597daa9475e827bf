package dev.trestle.bench.load;

import dev.trestle.bench.process.Usage;
import java.time.Duration;
import java.util.List;

/**
 * What one round of messages came to.
 *
 * @param messages answered, all that were sent
 * @param toAnswered from the first send to the last answer
 * @param p50 of the answer, while messages are applied; of several lists, of the longest
 * @param toIdle from the first send until nothing was in flight
 * @param used processor time in that time
 * @param exceptions messages that became exceptions instead of being applied
 */
public record Round(
    long messages,
    Duration toAnswered,
    Duration p50,
    Duration p99,
    Duration toIdle,
    Usage used,
    long exceptions) {

  /** Several rounds as one; its latencies are the worst of theirs. */
  public static Round sum(List<Round> rounds) {
    return rounds.stream().reduce(Round::plus).orElseThrow();
  }

  private Round plus(Round other) {
    return new Round(
        messages + other.messages,
        toAnswered.plus(other.toAnswered),
        longer(p50, other.p50),
        longer(p99, other.p99),
        toIdle.plus(other.toIdle),
        used.plus(other.used),
        exceptions + other.exceptions);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  public double answeredPerSecond() {
    return messages * 1e9 / toAnswered.toNanos();
  }

  public double settledPerSecond() {
    return messages * 1e9 / toIdle.toNanos();
  }

  /** Microseconds a message. */
  public double micros(long nanos) {
    return nanos / 1e3 / Math.max(1, messages);
  }

  /** Of Trestle and PostgreSQL, without the sender. */
  public double micros() {
    return micros(used.platformNanos() + used.postgresNanos());
  }
}
