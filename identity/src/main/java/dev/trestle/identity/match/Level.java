package dev.trestle.identity.match;

/**
 * How well a field agrees, and how often it does so.
 *
 * @param name in words
 * @param same share of pairs that are the same person
 * @param household share of two people of one household
 * @param other share of two people who have nothing to do with each other
 */
record Level(String name, double same, double household, double other) {
  /** What it says for the same person against a stranger. */
  double bits() {
    return bits(same, other);
  }

  /** What it says for the same person against somebody of the household. */
  double householdBits() {
    return bits(same, household);
  }

  private static double bits(double numerator, double denominator) {
    return Math.log(numerator / denominator) / Math.log(2);
  }
}
