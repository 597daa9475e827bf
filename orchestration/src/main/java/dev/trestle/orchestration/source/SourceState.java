package dev.trestle.orchestration.source;

import java.time.Instant;
import java.util.Optional;

/**
 * A source as operators see it.
 *
 * @param name {@code mercy/adt}
 * @param state what becomes of what it sends
 * @param decision why it is in that state, if anybody decided
 * @param received messages received, ever
 * @param lastReceived when the last one came
 * @param waiting entries that wait, for it or for an exception
 * @param oldestWaiting when the oldest of them was received
 * @param exceptions open exceptions
 */
public record SourceState(
    String name,
    State state,
    Optional<Decision> decision,
    long received,
    Optional<Instant> lastReceived,
    long waiting,
    Optional<Instant> oldestWaiting,
    long exceptions) {

  /** What becomes of what a source sends. */
  public enum State {
    /** It is applied. */
    RUNNING,
    /** A person stopped it: it is journaled, answered, and waits. */
    STOPPED,
    /** The same, after many like failures. */
    PAUSED,
    /** It was started, and what has waited goes on, oldest first. */
    CATCHING_UP
  }

  /** The last decision about a source. */
  public record Decision(Instant at, String actor, String reason) {}
}
