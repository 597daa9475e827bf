package dev.trestle.app.site;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of the ledger of activations.
 *
 * @param id number in order of activation
 * @param hash the version that became active
 * @param at when
 * @param actor who
 * @param reason why
 * @param kind how
 * @param replay the last replay of the version against the one it took over from
 */
public record SiteActivation(
    long id,
    String hash,
    Instant at,
    String actor,
    String reason,
    Kind kind,
    Optional<Replayed> replay) {
  /**
   * What was known before: stored messages translated by both versions.
   *
   * @param id number of the replay
   * @param at when it ended
   * @param compared messages
   * @param differ of them
   */
  public record Replayed(long id, Instant at, long compared, long differ) {
    /** {@code replay 4: 3 of 2,000 differ}. */
    public String words() {
      return String.format(Locale.ROOT, "replay %d: %,d of %,d differ", id, differ, compared);
    }
  }

  /** What is said when there was none. */
  public static final String NOT_REPLAYED = "not replayed before";

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
