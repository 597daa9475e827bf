package dev.trestle.sandbox.dialect;

import dev.trestle.sandbox.seed.Draw;

/**
 * How a hospital numbers its records.
 *
 * @param prefix letters before the number
 * @param digits digits, filled with zeros; 0 for as many as it takes
 * @param first number of the first record
 * @param step from one number to the next, so that neighbours differ in more than one digit
 */
public record Numbers(String prefix, int digits, int first, int step) {

  /** The number of a record by its ordinal, from 0. */
  public String format(int ordinal) {
    long number = first + (long) ordinal * step;
    return digits == 0 ? prefix + number : prefix + Draw.padded(number, digits);
  }
}
