package dev.trestle.sandbox.census;

import dev.trestle.sandbox.seed.Draw;
import java.util.Arrays;

/** Ranks whose frequency falls as {@code 1 / (rank + offset) ^ exponent}; the first is 0. */
final class Zipf {
  private final double[] sums;

  Zipf(int ranks, double offset, double exponent) {
    sums = new double[ranks];
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += StrictMath.pow(rank + 1 + offset, -exponent);
      sums[rank] = sum;
    }
  }

  int rank(Draw draw) {
    double at = draw.fraction() * sums[sums.length - 1];
    int found = Arrays.binarySearch(sums, at);
    return Math.min(found < 0 ? -found - 1 : found, sums.length - 1);
  }
}
