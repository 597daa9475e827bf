package dev.trestle.orchestration.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;

/** Numbers of entries and the times of their receipt rise together. */
public final class JournalTime {
  private JournalTime() {}

  /**
   * The first number received at or after a time.
   *
   * @param last number of the journal
   * @param receivedAt of the first entry at or above a number, if there is one
   * @return {@code last + 1} when all were received before it
   */
  public static long firstAt(Instant at, long last, LongFunction<Optional<Instant>> receivedAt) {
    long low = 1;
    long high = last + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (receivedAt.apply(middle).filter(time -> time.isBefore(at)).isPresent()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
