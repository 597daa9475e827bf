package dev.trestle.identity.score;

/** Who holds what, counted by people and not by records: ten records of one person hold it once. */
public interface Holders {
  /** How many people have a field at all. */
  int people(int field);

  /**
   * How many people hold each term.
   *
   * @param terms the term of each value of the field; 0 for none; without any each value is one
   * @param most the highest term
   */
  int[] of(int field, int[] terms, int most);
}
