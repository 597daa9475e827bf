package dev.trestle.semantics.plausibility;

import java.util.Optional;

/**
 * What a UCUM code measures: its dimension, and how a number becomes one of base units (metre,
 * gram, second, kelvin, mole). Equivalents, osmoles and enzyme units count as moles, international
 * units as enzyme units: laboratories use them for each other.
 *
 * @param dimension exponents of the base units, a byte each
 * @param factor base units in one of it
 * @param offset added after the factor: only of temperatures
 */
record Unit(long dimension, double factor, double offset) {
  static final Unit ONE = new Unit(0, 1, 0);

  /** A code of UCUM; empty for what is not known here, which is no mistake. */
  static Optional<Unit> of(String code) {
    return UnitReader.read(code);
  }

  double base(double number) {
    return number * factor + offset;
  }

  boolean isOffset() {
    return offset != 0;
  }

  Unit times(Unit other) {
    return new Unit(dimension + other.dimension, factor * other.factor, 0);
  }

  Unit power(int exponent) {
    return new Unit(dimension * exponent, Math.pow(factor, exponent), 0);
  }
}
