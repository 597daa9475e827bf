package dev.trestle.identity.link;

/**
 * Who came nearest to the two records of a decision, when it was taken, and was not taken for one
 * person with them.
 *
 * @param rid internal number of the candidate's Patient; 0: nobody came near enough to be kept
 * @param same probability that it is one person with one of the two; 0 when there is nobody
 */
public record Nearest(long rid, double same) {
  /** Nobody came near. */
  public static final Nearest NOBODY = new Nearest(0, 0);

  public boolean isSomebody() {
    return rid != 0;
  }
}
