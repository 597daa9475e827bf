package dev.trestle.postgres.embedded;

import java.time.Duration;

/** How long to wait before the next start of a server that died. */
final class Backoff {
  static final Duration FIRST = Duration.ofMillis(100);
  static final Duration LONGEST = Duration.ofSeconds(15);

  /** A server that ran this long had no trouble with its start. */
  static final Duration STABLE = Duration.ofSeconds(60);

  private Duration pause = FIRST;
  private long succeededAtNanos = System.nanoTime() - STABLE.toNanos();
  private boolean running;

  Duration next() {
    if (running && System.nanoTime() - succeededAtNanos >= STABLE.toNanos()) {
      pause = FIRST;
    }
    running = false;
    Duration now = pause;
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return now;
  }

  void succeeded() {
    running = true;
    succeededAtNanos = System.nanoTime();
  }
}
