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
  /** A hospital of middle size, half of whose episodes are about new patients. */
  public static Pace startingAt(Instant start) {
    return new Pace(start, Duration.ofMinutes(4), 0.5);
  }
}
