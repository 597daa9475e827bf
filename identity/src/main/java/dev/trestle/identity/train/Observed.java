package dev.trestle.identity.train;

/**
 * The pairs that training sees.
 *
 * @param open of which nobody has said anything
 * @param same of which a person has said that they are one
 * @param apart of which a person has said that they are two
 * @param household of which a person has said that they are two of one household
 */
public record Observed(Patterns open, Patterns same, Patterns apart, Patterns household) {
  /** Pairs without anybody's word. */
  public static Observed of(Patterns open, int[] levels) {
    return new Observed(open, new Patterns(levels), new Patterns(levels), new Patterns(levels));
  }

  /** How many pairs there are. */
  public long pairs() {
    return open.pairs() + same.pairs() + apart.pairs() + household.pairs();
  }
}
