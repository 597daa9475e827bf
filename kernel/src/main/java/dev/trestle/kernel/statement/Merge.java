package dev.trestle.kernel.statement;

/**
 * What a source says about two source records being one person.
 *
 * @param survivor index of the Patient in {@link Translation#keys()} that goes on; of a link the
 *     first of the two
 * @param retired index of the other Patient in {@link Translation#keys()}
 * @param timeMicros statement time
 * @param word what is said
 */
public record Merge(int survivor, int retired, long timeMicros, Word word) {
  /** A merge (A40): the retired record is the same person as the survivor. */
  public Merge(int survivor, int retired, long timeMicros) {
    this(survivor, retired, timeMicros, Word.MERGED);
  }

  /** What a source says of two records. */
  public enum Word {
    /** The same person, and the second number retires (A40). */
    MERGED,
    /** The same person, both numbers go on (A24). */
    LINKED,
    /** What was said before of these two being one is taken back (A37). */
    UNLINKED
  }
}
