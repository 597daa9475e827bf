package dev.trestle.identity.match;

/** Whether a record takes part in comparing. */
public enum Standing {
  COMPARABLE(0),
  /** A placeholder for a name, a trauma alias or a newborn: never linked nor proposed. */
  TEMPORARY(1),
  /** A test patient (HL7 v3 ActReason HTEST): never linked nor proposed. */
  TEST(2),
  /** No name: there is nothing to go by. */
  EMPTY(3),
  /** A defect kept it from being read; it is looked at again when the method changes. */
  UNREADABLE(4);

  private final int number;

  Standing(int number) {
    this.number = number;
  }

  /** As stored. */
  public int number() {
    return number;
  }

  public static Standing of(int number) {
    return values()[number];
  }
}
