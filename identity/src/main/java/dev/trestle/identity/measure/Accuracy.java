package dev.trestle.identity.measure;

import java.util.HashMap;
import java.util.Map;

/**
 * Entities found against the truth. Records whose truth is not known are left out.
 *
 * @param records whose truth is known
 * @param people how many there truly are
 * @param entities how many were found
 * @param truePairs of records of one person
 * @param foundPairs of records of one entity
 * @param rightPairs of both
 * @param bcubedPrecision mean over records: share of its entity that is its person
 * @param bcubedRecall mean over records: share of its person that is in its entity
 * @param several entities of more than one record
 * @param mixed of those, how many hold records of more than one person
 */
public record Accuracy(
    int records,
    int people,
    int entities,
    long truePairs,
    long foundPairs,
    long rightPairs,
    double bcubedPrecision,
    double bcubedRecall,
    int several,
    int mixed) {
  /** The truth of a record is not known. */
  public static final int UNKNOWN = -1;

  /** Compares the entity and the truth of each record. */
  public static Accuracy of(int[] entities, int[] truth) {
    Map<Integer, Integer> found = new HashMap<>();
    Map<Integer, Integer> people = new HashMap<>();
    Map<Long, Integer> both = new HashMap<>();
    int records = 0;
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] != UNKNOWN) {
        records++;
        found.merge(entities[i], 1, Integer::sum);
        people.merge(truth[i], 1, Integer::sum);
        both.merge(key(entities[i], truth[i]), 1, Integer::sum);
      }
    }
    double precision = 0;
    double recall = 0;
    Map<Integer, Integer> peopleOf = new HashMap<>();
    for (Map.Entry<Long, Integer> cell : both.entrySet()) {
      int entity = (int) (cell.getKey() >> Integer.SIZE);
      double size = cell.getValue();
      precision += size * size / found.getOrDefault(entity, 1);
      recall += size * size / people.getOrDefault(cell.getKey().intValue(), 1);
      peopleOf.merge(entity, 1, Integer::sum);
    }
    return new Accuracy(
        records,
        people.size(),
        found.size(),
        pairs(people),
        pairs(found),
        pairs(both),
        precision / Math.max(1, records),
        recall / Math.max(1, records),
        (int) found.values().stream().filter(size -> size > 1).count(),
        (int) peopleOf.values().stream().filter(count -> count > 1).count());
  }

  private static long key(int entity, int person) {
    return (long) entity << Integer.SIZE | (person & 0xffffffffL);
  }

  private static long pairs(Map<?, Integer> sizes) {
    return sizes.values().stream().mapToLong(size -> size * (size - 1L) / 2).sum();
  }

  public double precision() {
    return foundPairs == 0 ? 1 : (double) rightPairs / foundPairs;
  }

  public double recall() {
    return truePairs == 0 ? 1 : (double) rightPairs / truePairs;
  }

  /** Harmonic mean of pairwise precision and recall. */
  public double f1() {
    return harmonic(precision(), recall());
  }

  public double bcubedF1() {
    return harmonic(bcubedPrecision, bcubedRecall);
  }

  /** Share of entities of several records that hold more than one person. */
  public double mixedShare() {
    return several == 0 ? 0 : (double) mixed / several;
  }

  private static double harmonic(double a, double b) {
    return a + b == 0 ? 0 : 2 * a * b / (a + b);
  }
}
