package dev.trestle.identity.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities hold: of pairs with a probability of 0.9, nine of ten should be one person.
 * Pairs below {@link #LEAST} are left out: they are many, and say nothing.
 */
public final class Calibration {
  /** Pairs below are not counted. */
  public static final double LEAST = 0.01;

  private static final double[] EDGES = {
    LEAST, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1.000001
  };

  private final double[] sums = new double[EDGES.length - 1];
  private final long[] pairs = new long[EDGES.length - 1];
  private final long[] right = new long[EDGES.length - 1];

  /**
   * A band of probabilities.
   *
   * @param from its lower end
   * @param mean probability of its pairs
   * @param share of them that are one person
   */
  public record Band(double from, long pairs, double mean, double share) {}

  /** Counts a pair. */
  public void add(double probability, boolean same) {
    for (int band = 0; band < pairs.length; band++) {
      if (probability >= EDGES[band] && probability < EDGES[band + 1]) {
        sums[band] += probability;
        pairs[band]++;
        right[band] += same ? 1 : 0;
      }
    }
  }

  /** Adds what another counted. */
  public void add(Calibration more) {
    for (int band = 0; band < pairs.length; band++) {
      sums[band] += more.sums[band];
      pairs[band] += more.pairs[band];
      right[band] += more.right[band];
    }
  }

  /** The bands that have pairs. */
  public List<Band> bands() {
    List<Band> bands = new ArrayList<>();
    for (int band = 0; band < pairs.length; band++) {
      if (pairs[band] > 0) {
        bands.add(
            new Band(
                EDGES[band],
                pairs[band],
                sums[band] / pairs[band],
                (double) right[band] / pairs[band]));
      }
    }
    return bands;
  }

  /** Expected calibration error: the mean distance of probability and share, by pairs. */
  public double error() {
    double error = 0;
    long all = 0;
    for (Band band : bands()) {
      error += band.pairs() * Math.abs(band.mean() - band.share());
      all += band.pairs();
    }
    return all == 0 ? 0 : error / all;
  }
}
