package dev.trestle.app.replay;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A replay that was begun. It holds numbers and places, never a value of a message.
 *
 * @param id its number
 * @param hash the version that was asked about
 * @param before the version that was active
 * @param actor who asked
 * @param endedAt empty while it goes on, or when it broke off: then it is not everything
 * @param source the only source asked about, or empty
 * @param places where messages differ, with the number of messages, most first
 */
public record Replay(
    long id,
    String hash,
    String before,
    String actor,
    Instant beganAt,
    Optional<Instant> endedAt,
    String source,
    ReplayCounts counts,
    List<Place> places) {
  public Replay {
    places = List.copyOf(places);
  }

  /** A place without numbers, {@code Observation.status}, and how many messages differ there. */
  public record Place(String place, long messages) {}

  /**
   * A message that differs.
   *
   * @param where what differs in it, without values
   * @param more how many further differences it has
   */
  public record Difference(long seq, String source, String type, List<String> where, long more) {
    public Difference {
      where = List.copyOf(where);
    }
  }
}
