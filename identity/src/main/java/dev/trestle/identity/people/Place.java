package dev.trestle.identity.people;

/**
 * An address as it is compared; what is not known is empty.
 *
 * @param street number and street in one word, without the unit
 * @param zip five digits in the United States, elsewhere letters and digits in one word
 * @param city in one word
 * @param state in one word
 */
public record Place(String street, String zip, String city, String state) {
  /** Whether nothing is known. */
  public boolean isEmpty() {
    return street.isEmpty() && zip.isEmpty() && city.isEmpty() && state.isEmpty();
  }

  @Override
  public String toString() {
    return "Place";
  }
}
