package dev.trestle.sandbox.people;

/**
 * A name in Latin script, possibly beyond Latin-1; parts that are not there are empty.
 *
 * @param madeUp whether the given name is made up too, and so fit for a leak search
 */
public record PersonName(
    String family, String given, String middle, String suffix, boolean madeUp) {

  public PersonName withFamily(String other) {
    return new PersonName(other, given, middle, suffix, madeUp);
  }

  public PersonName withGiven(String other) {
    return new PersonName(family, other, middle, suffix, madeUp);
  }

  public PersonName withMiddle(String other) {
    return new PersonName(family, given, other, suffix, madeUp);
  }

  public PersonName withSuffix(String other) {
    return new PersonName(family, given, middle, other, madeUp);
  }

  @Override
  public String toString() {
    return "PersonName";
  }
}
