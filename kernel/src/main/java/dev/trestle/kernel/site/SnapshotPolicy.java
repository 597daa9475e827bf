package dev.trestle.kernel.site;

/**
 * How the repetitions of a segment or field are read (DESIGN §4 "Snapshot or not", HL7 v2.5.1
 * §2.10.4).
 */
public enum SnapshotPolicy {
  /** When there is at least one, the message lists all there are. The default. */
  SNAPSHOT_IF_PRESENT,
  /** The message lists all there are; none means there are none. */
  SNAPSHOT,
  /** The message only adds. */
  ADD_ONLY,
  /** Each repetition says what to do with it (for example AL1-… or IAM-6). */
  ACTION_CODE,
  /** Not read. */
  IGNORE
}
