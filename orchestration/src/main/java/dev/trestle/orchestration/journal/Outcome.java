package dev.trestle.orchestration.journal;

/** How an entry was settled. The numbers stand in the database. */
public enum Outcome {
  APPLIED(1),
  UNCHANGED(2),
  DUPLICATE(3),
  FILTERED(4),
  REJECTED(5),
  DISMISSED(6);

  private final int number;

  Outcome(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** The outcome with this number. */
  public static Outcome of(int number) {
    return values()[number - 1];
  }
}
