package dev.trestle.identity.match;

import dev.trestle.identity.people.Traits;
import java.util.List;

/**
 * A Patient as it is compared. Two Patients with equal subjects are not told apart. Patient data.
 *
 * @param standing whether it takes part
 * @param traits what is compared
 * @param shared {@code system|value} of identifiers of shared authorities
 * @param healthSystems who assigned its own identifiers
 * @param birthOrder of twins, 0 for others
 */
record Subject(
    Standing standing,
    Traits traits,
    List<String> shared,
    List<String> healthSystems,
    int birthOrder) {

  Subject {
    shared = List.copyOf(shared);
    healthSystems = List.copyOf(healthSystems);
  }

  /** A record that cannot be read. */
  static Subject none(Standing standing) {
    return new Subject(standing, Traits.NONE, List.of(), List.of(), 0);
  }

  /** Whether two records can be one person at all: both take part, and they are not twins. */
  boolean comparesWith(Subject other) {
    boolean twins =
        birthOrder > 0
            && other.birthOrder > 0
            && birthOrder != other.birthOrder
            && traits.dates().equals(other.traits.dates());
    return standing == Standing.COMPARABLE && other.standing == Standing.COMPARABLE && !twins;
  }

  @Override
  public String toString() {
    return "Subject[" + standing + "]";
  }
}
