package dev.trestle.postgres;

/**
 * What a database server is doing.
 *
 * @param phase the state
 * @param text one sentence for the operator; no patient data
 */
public record DatabaseState(Phase phase, String text) {
  /** The states; listeners may be open in {@link #READY} only. */
  public enum Phase {
    /** Preparing or starting. */
    STARTING,
    /** Running, but still replaying its write-ahead log. */
    RECOVERING,
    /** Takes connections. */
    READY,
    /** Died; a restart follows. */
    DOWN,
    /** Stopped by us. */
    STOPPED
  }
}
