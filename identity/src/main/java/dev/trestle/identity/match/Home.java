package dev.trestle.identity.match;

/**
 * An address as it is compared.
 *
 * @param street number and street in one word, without the unit
 * @param zip five digits, or empty
 */
record Home(String street, String zip) {
  @Override
  public String toString() {
    return "Home";
  }
}
