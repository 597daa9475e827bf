package dev.trestle.bench;

import java.time.Duration;

/** How long things are measured. */
enum Scale {
  /** Only to see that the harness works: the figures mean nothing. */
  SMOKE(ofMillis(200), ofMillis(1000), ofMillis(1000), ofMillis(1000)),
  /** For every day: about three minutes. */
  QUICK(ofMillis(1000), ofMillis(40_000), ofMillis(3000), ofMillis(20_000)),
  /** As the design asks for: ten minutes end to end. */
  FULL(ofMillis(3000), ofMillis(180_000), ofMillis(10_000), ofMillis(600_000));

  /** Of one round of commits. */
  final Duration floor;

  /** At most, until the JVM's compiler is quiet. */
  final Duration warmUp;

  /** Of sending in one round. */
  final Duration round;

  /** Of all rounds of admissions, and again of the hospitals' mix. */
  final Duration endToEnd;

  Scale(Duration floor, Duration warmUp, Duration round, Duration endToEnd) {
    this.floor = floor;
    this.warmUp = warmUp;
    this.round = round;
    this.endToEnd = endToEnd;
  }

  private static Duration ofMillis(long millis) {
    return Duration.ofMillis(millis);
  }
}
