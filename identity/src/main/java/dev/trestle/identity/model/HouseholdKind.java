package dev.trestle.identity.model;

import dev.trestle.identity.people.Field;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A kind of two people of one household. Within a kind fields are independent; between kinds they
 * are not: twins have one date of birth, a father and a son of one name have one name, and nobody
 * has both.
 *
 * @param name as the model names it
 * @param share of all pairs of one household, where a file tells nothing
 * @param shares of the levels of each field; they add up to one in each group
 */
public record HouseholdKind(String name, double share, Map<Field, List<Double>> shares) {
  /** All that are of no other kind. */
  public static final String RELATIVES = "relatives";

  public HouseholdKind {
    shares = Map.copyOf(new EnumMap<>(shares));
  }

  /** The shares of the levels of a field. */
  public double[] of(Field field) {
    return shares.getOrDefault(field, List.of()).stream().mapToDouble(one -> one).toArray();
  }

  @Override
  public String toString() {
    return "HouseholdKind[" + name + "]";
  }
}
