package dev.trestle.app.replay;

/**
 * A version of the site beside the active one on a feed: a replay that goes on with what comes in.
 *
 * @param replay counts and places so far; ended when the run has ended
 * @param reason why it was begun
 * @param position entries up to this number were looked at
 * @param running whether it goes on
 * @param ending why it ended; empty while it runs
 */
public record ParallelRun(
    Replay replay, String reason, long position, boolean running, String ending) {
  public long id() {
    return replay.id();
  }
}
