package dev.trestle.sandbox.people;

/** A US postal address. The street names are made up, the cities are real. */
public record Address(String street, String unit, String city, String state, String zip) {
  @Override
  public String toString() {
    return "Address[" + state + "]";
  }
}
