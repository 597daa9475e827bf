package dev.trestle.sandbox.registration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record number of one hospital.
 *
 * @param healthSystem id of the health system
 * @param mrn the record number as the hospital's own registration writes it
 * @param person index of the person in the population
 * @param variations how what is registered differs from the person
 * @param duplicateOf record number of the same person at the same hospital that existed before, or
 *     null; the hospital merges this one into it some day
 */
public record Registration(
    String healthSystem,
    String mrn,
    int person,
    List<Variation> variations,
    @Nullable String duplicateOf) {
  public Registration {
    variations = List.copyOf(variations);
  }

  @Override
  public String toString() {
    return "Registration[" + healthSystem + ", " + variations + "]";
  }
}
