package dev.trestle.sandbox.census;

import java.util.Set;

/**
 * One human being.
 *
 * @param index number in the census, from 0
 * @param household number of those who live together
 * @param cases what makes them hard
 */
public record Resident(int index, int household, Set<HardCase> cases) {
  public Resident {
    cases = Set.copyOf(cases);
  }
}
