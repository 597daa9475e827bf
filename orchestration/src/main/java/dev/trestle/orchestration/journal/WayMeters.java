package dev.trestle.orchestration.journal;

import dev.trestle.kernel.site.SourceName;

/**
 * Counts what happens to messages. Called on the threads that must not wait: an implementation adds
 * to a number and returns. Nothing is counted before its commit.
 */
public interface WayMeters {
  /** Counts nothing. */
  WayMeters NONE = new WayMeters() {};

  /** One that tells another one too. */
  default WayMeters and(WayMeters other) {
    return new BothMeters(this, other);
  }

  /**
   * An entry was journaled.
   *
   * @param type MSH-9 as {@code ADT^A01}
   */
  default void received(SourceName source, String type) {}

  /** An entry was settled. */
  default void settled(SourceName source, String type, Outcome outcome) {}

  /** How long a settled entry took, from being received to the commit that settled it. */
  default void took(SourceName source, long millis) {}

  /** An entry became an exception, or did so again. */
  default void excepted(SourceName source, String type) {}

  /** How long one entry took from being handed to the journal to being on disk. */
  default void waited(long nanos) {}

  /** One commit of the journal. */
  default void journaled(int entries, long nanos) {}

  /** One commit of records and outcomes. */
  default void applied(int entries, long nanos) {}
}
