package dev.trestle.bench.load;

/**
 * Patients with an admission and a report each, by their numbers.
 *
 * @param first the lowest number
 * @param patients how many numbers; none: there is no such patient yet
 */
public record Cohort(long first, long patients) {
  /** A patient of it, the same one for the same number. */
  public long patient(long any) {
    return first + Math.floorMod(any * 7_919, patients);
  }

  public boolean isEmpty() {
    return patients == 0;
  }
}
