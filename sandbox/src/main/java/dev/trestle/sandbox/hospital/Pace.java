package dev.trestle.sandbox.hospital;

import java.time.Duration;
import java.time.Instant;

/**
 * How a hospital's virtual time goes.
 *
 * @param start of the virtual time
 * @param betweenEpisodes mean time from one episode (a stay, an order, an update) to the next
 * @param newPatients share of episodes that begin with a person not seen before, as long as there
 *     are any
 */
public record Pace(Instant start, Duration betweenEpisodes, double newPatients) {
  private static final Duration EVERYBODY_SEEN_WITHIN = Duration.ofDays(5);
  private static final double NEW_PATIENTS = 0.5;

  /**
   * A pace at which everybody is seen within about five days, so that newborns are new when they
   * come; half of the episodes are about people seen before.
   *
   * @param registrations how many people a hospital has
   */
  public static Pace startingAt(Instant start, int registrations) {
    double episodes = Math.max(1, registrations / NEW_PATIENTS);
    long millis = Math.max(1, (long) (EVERYBODY_SEEN_WITHIN.toMillis() / episodes));
    return new Pace(start, Duration.ofMillis(millis), NEW_PATIENTS);
  }
}
