package dev.trestle.app.site;

import java.time.Instant;

/**
 * One line of the ledger of activations.
 *
 * @param id number in order of activation
 * @param hash the version that became active
 * @param at when
 * @param actor who
 * @param reason why
 * @param kind how
 */
public record SiteActivation(
    long id, String hash, Instant at, String actor, String reason, Kind kind) {
  /** How a version became active. */
  public enum Kind {
    /** {@code up --site}. */
    START,
    /** {@code site activate}. */
    ACTIVATE,
    /** {@code site rollback}. */
    ROLLBACK
  }
}
