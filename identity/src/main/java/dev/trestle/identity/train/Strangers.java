package dev.trestle.identity.train;

import dev.trestle.identity.model.LevelShares;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.Term;
import dev.trestle.identity.people.Field;
import dev.trestle.identity.people.People;
import dev.trestle.identity.score.Comparer;
import dev.trestle.identity.score.Frequencies;
import dev.trestle.identity.score.Pairing;
import dev.trestle.identity.score.Shares;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How often two strangers agree: for equal values in closed form from their frequencies, for
 * similar ones from random pairs. Records of one person are no strangers and are left out.
 */
public final class Strangers {
  private static final long SEED = 20_261_127;
  private static final int PAIRS = 200_000;

  private final People table;
  private final LinkModel model;

  public Strangers(People table, LinkModel model) {
    this.table = table;
    this.model = model;
  }

  /**
   * The shares of strangers.
   *
   * @param entities the person of each record, as far as it is known
   * @param published where nothing is found
   */
  public double[][] shares(
      int[] entities, Comparer comparer, Frequencies frequencies, double[][] published) {
    double[][] hits = hits(entities, comparer);
    double weight = model.training().otherHits();
    // Of a small file the same few pairs are drawn again and again: they were seen once.
    double once = Math.min(1, table.size() * (table.size() - 1.0) / 2 / PAIRS);
    double[][] shares = new double[hits.length][];
    for (int field = 0; field < hits.length; field++) {
      Field kind = table.field(field);
      double[] pairs = new double[2];
      for (int level = 0; level < hits[field].length; level++) {
        pairs[kind.group(level)] += hits[field][level];
      }
      List<LevelShares> levels = model.of(kind);
      shares[field] = new double[hits[field].length];
      for (int level = 0; level < shares[field].length; level++) {
        boolean closed = levels.get(level).term() == Term.VALUE && levels.get(level).power() == 1;
        shares[field][level] =
            closed
                ? frequencies.agreement(field, level, weight)
                : Frequencies.agreement(
                    hits[field][level],
                    pairs[kind.group(level)],
                    published[field][level],
                    weight,
                    once);
      }
      Shares.normalise(kind, shares[field]);
    }
    return shares;
  }

  private double[][] hits(int[] entities, Comparer comparer) {
    double[][] hits = new double[table.fieldCount()][];
    for (int field = 0; field < hits.length; field++) {
      hits[field] = new double[table.field(field).levels().size()];
    }
    Pairing pairing = new Pairing(hits.length);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < PAIRS && table.size() > 1; i++) {
      int a = random.nextInt(table.size());
      int b = random.nextInt(table.size());
      if (a != b && entities[a] != entities[b]) {
        comparer.compare(a, b, pairing);
        for (int field = 0; field < hits.length; field++) {
          if (pairing.level(field) >= 0) {
            hits[field][pairing.level(field)]++;
          }
        }
      }
    }
    return hits;
  }
}
