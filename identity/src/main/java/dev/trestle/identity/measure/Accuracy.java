package dev.trestle.identity.measure;

import java.util.Arrays;

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

  /** Compares the entity and the truth of each record; both are numbers from 0 on. */
  public static Accuracy of(int[] entities, int[] truth) {
    long[] both = new long[truth.length];
    int records = 0;
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] != UNKNOWN) {
        both[records++] = (long) entities[i] << Integer.SIZE | truth[i];
      }
    }
    Arrays.parallelSort(both, 0, records);
    Sums found = new Sums(both, records);
    for (int i = 0; i < records; i++) {
      both[i] = both[i] << Integer.SIZE | both[i] >>> Integer.SIZE;
    }
    Arrays.parallelSort(both, 0, records);
    Sums people = new Sums(both, records);
    return new Accuracy(
        records,
        people.groups,
        found.groups,
        people.pairs,
        found.pairs,
        found.pairsOfParts,
        found.shares / Math.max(1, records),
        people.shares / Math.max(1, records),
        found.several,
        found.mixed);
  }

  /** Over groups (the upper half of a number) and their parts (the lower half), sorted. */
  private static final class Sums {
    int groups;
    int several;
    int mixed;
    long pairs;
    long pairsOfParts;
    double shares;

    Sums(long[] sorted, int count) {
      for (int begin = 0; begin < count; ) {
        begin = add(sorted, begin, count);
      }
    }

    private int add(long[] sorted, int begin, int count) {
      int parts = 0;
      long squares = 0;
      int end = begin;
      while (end < count && sorted[end] >>> Integer.SIZE == sorted[begin] >>> Integer.SIZE) {
        int part = end;
        while (end < count && sorted[end] == sorted[part]) {
          end++;
        }
        long size = (long) end - part;
        parts++;
        squares += size * size;
        pairsOfParts += size * (size - 1) / 2;
      }
      long size = (long) end - begin;
      groups++;
      several += size > 1 ? 1 : 0;
      mixed += parts > 1 ? 1 : 0;
      pairs += size * (size - 1) / 2;
      shares += (double) squares / size;
      return end;
    }
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
